//! What a deployment makes beside the role, as the module tells of it: first that it begins, then
//! that it is there. The first word is sent by an apply only, since its address holds what Terraform
//! knows only then; the same word a second time changes nothing.

use landfast_domain::{
    Account, AccountId,
    deployment::{Deployment, Fingerprint, Made, Part, PartWish},
    step::StepKind,
};

use super::{announce::of_account, applied::unknown, deployment_id, sent};
use crate::{
    accounts::account_id,
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    organization::must_be_payer,
    ports::Topic,
    problem::ProblemCode,
};

/// Which part of which deployment is meant. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct PartOf {
    pub deployment: String,
    pub account_id: String,
    /// SHA-256 over what was made; `None` before it is there.
    pub fingerprint: Option<String>,
}

/// What was found of it.
pub(super) struct Found {
    pub deployment: Deployment,
    /// `None` when the account's record was removed since.
    pub account: Option<Account>,
    pub part: Option<Part>,
    pub fingerprint: Option<Fingerprint>,
}

impl Found {
    /// Whether the module says what is not known yet.
    pub fn is_news(&self, wish: &PartWish) -> bool {
        match (&self.part, &self.fingerprint) {
            (None, _) => true,
            (Some(part), None) => part.wish != *wish,
            (Some(part), Some(fingerprint)) => part.is_news(wish, fingerprint),
        }
    }
}

impl App {
    pub(super) async fn part_found(
        &self,
        actor: &Actor,
        of: &PartOf,
        step: StepKind,
    ) -> Result<Found> {
        actor.must_operate()?;
        let id = deployment_id(&of.deployment)?;
        let account = account_id(&of.account_id)?;
        let fingerprint = of.fingerprint.as_deref().map(Fingerprint::parse);
        let fingerprint = fingerprint
            .transpose()
            .map_err(|why| sent("fingerprint", &why))?;
        let rows = self.rows(actor);
        let deployment = rows.deployment_find(&id).await?.ok_or_else(unknown)?;
        of_account(&deployment, &account)?;
        let part = rows.deployment_part(&id, step).await?;
        if part.is_none() && fingerprint.is_some() {
            return Err(unknown());
        }
        Ok(Found {
            account: rows.account_find(&account).await?,
            deployment,
            part,
            fingerprint,
        })
    }

    /// Writes what the module said, last of all: should this process die before, the module says it
    /// again.
    pub(super) async fn note_part(
        &self,
        actor: &Actor,
        found: Found,
        wish: PartWish,
    ) -> Result<()> {
        let now = self.now();
        let account = found.deployment.account;
        let what = in_words(wish.step());
        let made = found.fingerprint.map(|fingerprint| Made {
            fingerprint,
            at: now,
        });
        let told = match &made {
            None => (
                "terraform.announced",
                format!("Terraform began to deploy {what} of account {account}."),
            ),
            Some(_) => (
                "terraform.applied",
                format!("Terraform deployed {what} of account {account}."),
            ),
        };
        let part = Part {
            deployment: found.deployment.id,
            account: account.clone(),
            wish,
            announced_at: found.part.map_or(now, |part| part.announced_at),
            made,
        };
        let mut tx = self.rows(actor).begin().await?;
        tx.deployment_part_save(&part).await?;
        let (action, summary) = told;
        let entry = entry(actor, action, Some(&account), summary);
        tx.commit(now, vec![entry]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&account));
        Ok(())
    }
}

const fn in_words(step: StepKind) -> &'static str {
    match step {
        StepKind::ApiAccess => "the role",
        StepKind::BillingExport => "the billing export",
        StepKind::LinkedAccounts => "the StackSet for the linked accounts",
    }
}

/// Before the first proof nobody knows what kind of account it is; then AWS decides.
pub(super) fn may_be_payer(account: &Account, variable: &str) -> Result<()> {
    if account.kind.is_none() {
        return Ok(());
    }
    must_be_payer(account).map_err(|why| {
        why.hint(format!(
            "Take {variable} out of the module's call, and put it into that of the payer."
        ))
    })
}

/// Not a refusal: what Terraform did is worth knowing, whatever the step can do now.
pub(super) fn unless_closed<T>(asked: Result<T>) -> Result<()> {
    match asked {
        Err(why)
            if !matches!(
                why.code,
                ProblemCode::ActionNotAllowed | ProblemCode::StepNotApplicable
            ) =>
        {
            Err(why)
        }
        _ => Ok(()),
    }
}

/// What a deployment is for, when its record is not there.
pub(super) fn removed(account: &AccountId) -> Error {
    let detail = format!("The record of account {account} was removed from Landfast.");
    Error::new(ProblemCode::AccountNotFound, detail)
        .hint("Destroy this deployment, or register the account again and apply.")
}

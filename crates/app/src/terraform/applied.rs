use landfast_domain::{
    Account, AccountId, Method, Timestamp,
    deployment::{Applied, Deployment, Fingerprint, role_unique_id},
    permissions::{Choices, TemplateVersion},
    step::StepKind,
};

use super::{
    announce::{names, of_account},
    deployment_id, sent,
};
use crate::{
    accounts::{AccountEdit, account_id},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Topic, Trigger},
    problem::ProblemCode,
};

/// What the module says of the role that it made. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct AppliedRole {
    pub deployment: String,
    pub account_id: String,
    pub template: String,
    pub choices: String,
    /// The role's unique id.
    pub role_id: String,
    /// SHA-256 over all that the module gave the role.
    pub fingerprint: String,
}

impl App {
    /// Takes note that the module made or changed its role: what it grants is what is wanted, and the
    /// account is checked. The same word a second time changes nothing. It proves nothing either: only
    /// the check does.
    ///
    /// # Errors
    /// `forbidden`; `not_found` for a deployment that never asked for its values; `body_invalid`.
    pub async fn deployment_applied(&self, actor: &Actor, role: &AppliedRole) -> Result<()> {
        actor.must_operate()?;
        let id = deployment_id(&role.deployment)?;
        let account = account_id(&role.account_id)?;
        let said = Said::read(role)?;
        let known = self.rows(actor).deployment_find(&id).await?;
        let known = known.ok_or_else(unknown)?;
        of_account(&known, &account)?;
        let gone = self.rows(actor).account_find(&account).await?.is_none();
        if gone || !known.is_news(&said.role_unique_id, &said.fingerprint) {
            return Ok(());
        }
        // Noted last: should this process die before, the next plan says it again.
        if known.chooses(&said.choices) {
            let edit = AccountEdit {
                capabilities: Some(names(&said.choices)),
                tag_access: Some(said.choices.tag_access().to_string()),
                ..AccountEdit::default()
            };
            self.edit_account(actor, account.as_str(), &edit).await?;
        }
        self.have_checked(actor, &account).await?;
        let deployment = said.of(known, self.now());
        self.note_applied(actor, &account, deployment).await
    }

    async fn have_checked(&self, actor: &Actor, account: &AccountId) -> Result<()> {
        let step = StepKind::ApiAccess.as_str();
        let asked = self.start_check(actor, account.as_str(), step, Trigger::Person);
        match asked.await {
            // Skipped by somebody: what Terraform did is worth knowing all the same.
            Err(why) if why.code != ProblemCode::ActionNotAllowed => Err(why),
            _ => Ok(()),
        }
    }

    async fn note_applied(
        &self,
        actor: &Actor,
        account: &AccountId,
        deployment: Deployment,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let Some(found) = tx.account_find(account).await? else {
            return Ok(());
        };
        let deployment = Deployment {
            external_id: found.external_id_to_deploy().clone(),
            trust: found.trust,
            ..deployment
        };
        tx.deployment_save(&deployment).await?;
        if found.method != Method::Terraform {
            let method = Method::Terraform;
            tx.account_save(&Account { method, ..found }).await?;
        }
        let summary = format!("Terraform deployed the role of account {account}.");
        let entry = entry(actor, "terraform.applied", Some(account), summary);
        tx.commit(now, vec![entry]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(account));
        Ok(())
    }
}

/// What the module sent, read.
struct Said {
    template: TemplateVersion,
    choices: Choices,
    role_unique_id: String,
    fingerprint: Fingerprint,
}

impl Said {
    fn read(role: &AppliedRole) -> Result<Self> {
        Ok(Self {
            template: TemplateVersion::parse(&role.template)
                .map_err(|why| sent("template_version", &why))?,
            choices: Choices::parse(&role.choices).map_err(|why| sent("choices", &why))?,
            role_unique_id: role_unique_id(&role.role_id).map_err(|why| sent("role_id", &why))?,
            fingerprint: Fingerprint::parse(&role.fingerprint)
                .map_err(|why| sent("fingerprint", &why))?,
        })
    }

    fn of(self, known: Deployment, at: Timestamp) -> Deployment {
        let applied = Applied {
            role_unique_id: self.role_unique_id,
            fingerprint: self.fingerprint,
            at,
        };
        Deployment {
            template: self.template,
            choices: self.choices,
            applied: Some(applied),
            ..known
        }
    }
}

pub(super) fn unknown() -> Error {
    Error::new(
        ProblemCode::NotFound,
        "This deployment is not known in this workspace; it never asked for the values of its role here.",
    )
    .hint("Run Terraform with the token of the workspace in which the deployment began.")
}

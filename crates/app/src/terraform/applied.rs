use landfast_domain::{
    Account, AccountId, Method,
    deployment::{Applied, Deployment, Fingerprint, role_unique_id},
    permissions::TemplateVersion,
};

use super::{announce::of_account, deployment_id, sent};
use crate::{
    accounts::account_id,
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
    /// The role's unique id.
    pub role_id: String,
    /// SHA-256 over all that the module gave the role.
    pub fingerprint: String,
}

impl App {
    /// Takes note that the module made or changed its role, and has the account checked. The same
    /// word a second time changes nothing. It proves nothing either: only the check does.
    ///
    /// # Errors
    /// `forbidden`; `not_found` for a deployment that never asked for its values; `body_invalid`.
    pub async fn deployment_applied(&self, actor: &Actor, role: &AppliedRole) -> Result<()> {
        actor.must_operate()?;
        let id = deployment_id(&role.deployment)?;
        let account_id = account_id(&role.account_id)?;
        let template =
            TemplateVersion::parse(&role.template).map_err(|why| sent("template_version", &why))?;
        let role_unique_id = role_unique_id(&role.role_id).map_err(|why| sent("role_id", &why))?;
        let fingerprint =
            Fingerprint::parse(&role.fingerprint).map_err(|why| sent("fingerprint", &why))?;
        let known = self.rows(actor).deployment_find(&id).await?;
        let known = known.ok_or_else(unknown)?;
        of_account(&known, &account_id)?;
        if !known.is_news(&role_unique_id, &fingerprint) {
            return Ok(());
        }
        let applied = Applied {
            role_unique_id,
            fingerprint,
            at: self.now(),
        };
        // First: should this process die between the two, the next plan says it again.
        let Some(()) = self.have_checked(actor, &account_id).await? else {
            return Ok(());
        };
        let deployment = Deployment {
            template,
            applied: Some(applied),
            ..known
        };
        self.note_applied(actor, &account_id, deployment).await
    }

    /// `None` when the account's record is gone: nobody is left to be told.
    async fn have_checked(&self, actor: &Actor, account: &AccountId) -> Result<Option<()>> {
        let step = landfast_domain::step::StepKind::ApiAccess.as_str();
        let asked = self.start_check(actor, account.as_str(), step, Trigger::Person);
        match asked.await {
            Ok(_) => Ok(Some(())),
            Err(why) if why.code == ProblemCode::AccountNotFound => Ok(None),
            // Skipped by somebody: what Terraform did is worth knowing all the same.
            Err(why) if why.code == ProblemCode::ActionNotAllowed => Ok(Some(())),
            Err(why) => Err(why),
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

fn unknown() -> Error {
    Error::new(
        ProblemCode::NotFound,
        "This deployment is not known in this workspace; it never asked for the values of its role here.",
    )
    .hint("Run Terraform with the token of the workspace in which the deployment began.")
}

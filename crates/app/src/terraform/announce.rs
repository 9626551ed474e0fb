use landfast_domain::{
    Account, AccountId, ExternalId, Region, RoleName, Timestamp,
    account::Trust,
    deployment::{Deployment, DeploymentId},
    permissions::{Choices, TemplateVersion},
    trust::Trusted,
};

use super::{deployment_id, sent};
use crate::{
    accounts::{AccountDraft, account_id},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

/// What the module says of itself. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct Announcement {
    pub deployment: String,
    pub account_id: String,
    /// For an account that is not registered yet, as is the region.
    pub name: Option<String>,
    pub region: Option<String>,
    pub choices: String,
    /// Of the module.
    pub template: String,
    /// Whom the module's role trusts; left out by one that knows of roles only.
    pub trust: Option<String>,
}

/// What the module's role needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub external_id: ExternalId,
    pub trusted: Trusted,
    pub role_name: RoleName,
    pub region: Region,
    /// The version that this server wants of the role.
    pub template: TemplateVersion,
    /// The account's record was removed since; the values are those of before.
    pub removed: bool,
    /// Whether this server wants another version of the role than the module makes.
    pub outdated: bool,
}

impl App {
    /// Gives the module the values for its role. Registers the account when neither account nor
    /// deployment are known; a deployment that is known never registers anything again, so that no
    /// plan brings back a record which somebody removed.
    ///
    /// # Errors
    /// `forbidden`; `identity_unavailable`; `issuer_unavailable`; what is wrong with the account's fields.
    pub async fn announce_deployment(
        &self,
        actor: &Actor,
        announcement: &Announcement,
    ) -> Result<Registration> {
        actor.must_operate()?;
        let id = deployment_id(&announcement.deployment)?;
        let template = TemplateVersion::parse(&announcement.template)
            .map_err(|why| sent("template_version", &why))?;
        let choices = Choices::parse(&announcement.choices).map_err(|why| sent("choices", &why))?;
        let account_id = account_id(&announcement.account_id)?;
        let trust = announcement
            .trust
            .as_deref()
            .unwrap_or(Trust::Role.as_str());
        let trust = Trust::parse(trust).map_err(|why| sent("trust", &why))?;
        let known = self.rows(actor).deployment_find(&id).await?;
        if let Some(known) = &known {
            of_account(known, &account_id)?;
        }
        let account = self.rows(actor).account_find(&account_id).await?;
        let (account, known) = match (account, known) {
            (None, Some(gone)) => {
                let trusted = self.may_trust(gone.trust).await?;
                return Ok(self.as_before(gone, &template, trusted));
            }
            (Some(account), known) => (account, known),
            (None, None) => {
                // Nothing is registered while the server cannot say whom a role is to trust.
                self.may_trust(trust).await?;
                let made = self
                    .registered(actor, announcement, &choices, trust)
                    .await?;
                (made, None)
            }
        };
        of_trust(&account, trust)?;
        let trusted = self.may_trust(account.trust).await?;
        let outdated = template != self.template.version;
        if known.is_none() {
            let deployment = begun(&account, id, template, choices, self.now());
            self.note_deployment(actor, deployment).await?;
        }
        Ok(Registration {
            external_id: account.external_id_to_deploy().clone(),
            trusted,
            role_name: account.role_name,
            region: account.region,
            template: self.template.version.clone(),
            removed: false,
            outdated,
        })
    }

    async fn may_trust(&self, trust: Trust) -> Result<Trusted> {
        if trust == Trust::Issuer {
            return Ok(Trusted::Issuer(self.issuer()?.url.clone()));
        }
        let own = self.ports.identity.identity().await;
        own.map(|own| Trusted::Principal(own.principal))
            .map_err(|trouble| {
                let detail = format!(
                    "Landfast has no AWS identity of its own yet. {}",
                    trouble.detail
                );
                Error::new(ProblemCode::IdentityUnavailable, detail)
                    .hint("An operator finds the sources that were tried under Settings, Identity.")
            })
    }

    fn as_before(
        &self,
        gone: Deployment,
        template: &TemplateVersion,
        trusted: Trusted,
    ) -> Registration {
        Registration {
            outdated: *template != self.template.version,
            external_id: gone.external_id,
            trusted,
            role_name: gone.role_name,
            region: gone.region,
            template: self.template.version.clone(),
            removed: true,
        }
    }

    /// Another run may be quicker; its registration is as good.
    async fn registered(
        &self,
        actor: &Actor,
        announcement: &Announcement,
        choices: &Choices,
        trust: Trust,
    ) -> Result<Account> {
        let draft = AccountDraft {
            account_id: announcement.account_id.clone(),
            name: announcement.name.clone(),
            region: announcement.region.clone(),
            method: landfast_domain::Method::Terraform.as_str().to_owned(),
            capabilities: Some(names(choices)),
            tag_access: Some(choices.tag_access().to_string()),
            trust: Some(trust.as_str().to_owned()),
        };
        match self.register(actor, &draft).await {
            Err(taken) if taken.code == ProblemCode::AccountIdTaken => {
                self.account(actor, &announcement.account_id).await
            }
            other => other,
        }
    }

    async fn note_deployment(&self, actor: &Actor, deployment: Deployment) -> Result<()> {
        let account = &deployment.account;
        let mut tx = self.rows(actor).begin().await?;
        tx.deployment_save(&deployment).await?;
        let summary = format!("Terraform began to deploy the role of account {account}.");
        let entry = entry(actor, "terraform.announced", Some(account), summary);
        tx.commit(deployment.announced_at, vec![entry]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(account));
        Ok(())
    }
}

fn begun(
    account: &Account,
    id: DeploymentId,
    template: TemplateVersion,
    choices: Choices,
    now: Timestamp,
) -> Deployment {
    Deployment {
        id,
        account: account.id.clone(),
        template,
        choices,
        external_id: account.external_id_to_deploy().clone(),
        trust: account.trust,
        role_name: account.role_name.clone(),
        region: account.region.clone(),
        announced_at: now,
        applied: None,
    }
}

/// The optional capabilities that are on, as people type them.
pub(super) fn names(choices: &Choices) -> Vec<String> {
    choices
        .capabilities()
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// The module makes the trust policy before Landfast can say which one it must be.
fn of_trust(account: &Account, trust: Trust) -> Result<()> {
    if account.trust == trust {
        return Ok(());
    }
    let (id, wanted, found) = (&account.id, account.trust.as_str(), trust.as_str());
    let detail = format!(
        "The role of account {id} is to trust: {wanted}. The call of the module says: {found}."
    );
    Err(Error::field(ProblemCode::BodyInvalid, "trust", detail)
        .hint(format!("Set trust = \"{wanted}\" in the module's call, or change the account's trust in Landfast.")))
}

/// A deployment belongs to one account for good: the module takes a new UUID for another account.
pub(super) fn of_account(known: &Deployment, account: &AccountId) -> Result<()> {
    if known.account == *account {
        return Ok(());
    }
    let why = format!(
        "expected account {}, to which this deployment belongs; found {account}",
        known.account
    );
    Err(sent("account_id", &why))
}

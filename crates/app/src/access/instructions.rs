use landfast_domain::{
    Account, AccountKind, ExternalId, Method, Partition, Region,
    access_key::server_policy,
    account::Trust,
    billing_export::ExportChoice,
    callback::TopicArn,
    ids::WorkspaceId,
    launch::{Launch, TemplateAt},
    permissions::cloudformation::{Template, TemplateVersion},
    trust::Trusted,
};

use crate::{app::App, error::Result};

/// What a person needs to put the role into the account.
#[derive(Debug, Clone)]
pub struct Instructions {
    /// `None` while the server cannot say it; then `why_not_ready` does.
    pub launch: Option<Launch>,
    pub why_not_ready: Option<String>,
    /// As whom Landfast comes into the account; `None` while the server cannot say.
    pub trusted: Option<Trusted>,
    pub template_version: TemplateVersion,
    pub template_sha256: String,
    pub external_id: ExternalId,
    /// What the role's trust policy must demand.
    pub external_id_in_trust: String,
    /// What the Terraform module makes beside the role.
    pub payer: PayerDeployment,
    /// What the role that the server runs as must be allowed; only for accounts that are reached as
    /// the server itself.
    pub server_policy: Option<String>,
}

/// What a payer's people have chosen so far, so that a call of the Terraform module says all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PayerDeployment {
    /// `None` while nobody has chosen.
    pub bill: Option<ExportChoice>,
    /// Whether somebody has begun to roll the role out.
    pub use_stackset: bool,
}

/// What is deployed by another account is not launched in this one.
const BY_THE_PAYER: &str = "The StackSet of this account's payer deploys the role. Open the payer's page, Linked accounts, for its template and parameters.";

impl App {
    pub(crate) async fn instructions(&self, account: &Account) -> Instructions {
        let template = self.template_for(account.trust);
        let trusted = self.trusted(account).await;
        let (launch, why_not_ready) = match self.launch(account, &trusted).await {
            Ok(launch) => (Some(launch), None),
            Err(why) => (None, Some(why)),
        };
        Instructions {
            launch,
            why_not_ready,
            trusted: trusted.ok(),
            template_version: template.version.clone(),
            template_sha256: template.sha256_hex(),
            external_id: account.external_id_to_deploy().clone(),
            external_id_in_trust: account.external_id_to_deploy().bound_to(&account.id),
            payer: PayerDeployment::default(),
            server_policy: self.server_policy(account),
        }
    }

    /// Of any other account nothing.
    pub(crate) async fn payer_deployment(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
    ) -> Result<PayerDeployment> {
        if account.kind != Some(AccountKind::Payer) {
            return Ok(PayerDeployment::default());
        }
        let rows = self.ports.store.workspace(workspace);
        let organization = rows.organization_find(&account.id).await?;
        Ok(PayerDeployment {
            bill: rows.export_choice(&account.id).await?.map(|one| one.choice),
            use_stackset: organization.is_some_and(|one| one.rollout.is_some()),
        })
    }

    fn server_policy(&self, account: &Account) -> Option<String> {
        let partition = Partition::of(&account.region);
        (account.method == Method::MachineIdentity)
            .then(|| server_policy(&self.manifest, &account.choices, partition, &account.id))
    }

    /// Whom the account's role is to trust, or why the server cannot say.
    pub(crate) async fn trusted(&self, account: &Account) -> Result<Trusted, String> {
        if account.trust == Trust::Issuer {
            let issuer = self.issuer_url().cloned().map(Trusted::Issuer);
            return issuer.ok_or_else(|| {
                "The account's role trusts Landfast's OIDC issuer, and this server runs without --issuer.".to_owned()
            });
        }
        let own = self.ports.identity.identity().await.map_err(|trouble| {
            format!(
                "Landfast has no AWS identity of its own yet. {} Look at Settings, Identity.",
                trouble.detail
            )
        })?;
        Ok(Trusted::Principal(own.principal))
    }

    async fn launch(
        &self,
        account: &Account,
        trusted: &Result<Trusted, String>,
    ) -> Result<Launch, String> {
        let (template, trusted) = (self.template_for(account.trust), trusted.clone()?);
        if account.method == Method::StackSet {
            return Err(BY_THE_PAYER.to_owned());
        }
        let template = match (self.ports.templates.url(&template.file_name), &trusted) {
            (Some(url), _) => {
                if let Some(why) = self.why_not_published(template).await {
                    return Err(why.to_owned());
                }
                TemplateAt::Published(url)
            }
            // A bucket needs an AWS account, which a server that is an issuer may have none of.
            (None, Trusted::Issuer(_)) => TemplateAt::Download(template.file_name.clone()),
            (None, Trusted::Principal(_)) => return Err(
                "No bucket for templates is set. Start the server with --template-bucket and run \"landfast templates publish\".".to_owned(),
            ),
        };
        Ok(Launch {
            account: account.id.clone(),
            region: account.region.clone(),
            role_name: account.role_name.clone(),
            external_id: account.external_id_to_deploy().clone(),
            trusted,
            choices: account.choices.clone(),
            template,
            console: self.settings.console_url.clone(),
            callback: self.callback_for(&account.region),
        })
    }

    /// The topic by which a stack in `region` calls back.
    fn callback_for(&self, region: &Region) -> Option<TopicArn> {
        let topic = self.settings.callback.as_ref().map(|one| &one.topic);
        topic.filter(|topic| topic.serves(region)).cloned()
    }

    /// Where the current template is, or will be once published.
    #[must_use]
    pub fn template_url(&self) -> Option<String> {
        self.ports.templates.url(&self.template.file_name)
    }

    /// Puts the current templates into the bucket. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `identity_unavailable`; `template_unpublished` with what AWS said.
    pub async fn publish_templates(&self) -> crate::Result<String> {
        self.ports.identity.identity().await.map_err(|trouble| {
            crate::Error::new(crate::ProblemCode::IdentityUnavailable, trouble.detail)
                .hint("landfast doctor lists every source of credentials and why it lost.")
        })?;
        let beside = self.issuer_template.iter().chain(&self.bill_templates);
        for template in beside.chain(self.permit_templates()) {
            self.publish(template).await?;
        }
        self.publish(&self.template).await
    }

    async fn publish(&self, template: &Template) -> crate::Result<String> {
        self.ports.templates.publish(&template.file_name, &template.body).await.map_err(|trouble| {
            crate::Error::new(crate::ProblemCode::TemplateUnpublished, format!("The template could not be published: {}", trouble.detail))
                .hint("The bucket must belong to Landfast's own account, and its role needs s3:PutObject and s3:GetObject on it.")
        })
    }
}

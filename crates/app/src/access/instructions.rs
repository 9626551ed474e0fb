use landfast_domain::{
    Account, ExternalId, Method, Partition, PrincipalArn, access_key::server_policy,
    launch::Launch, permissions::cloudformation::TemplateVersion,
};

use crate::app::App;

/// What a person needs to put the role into the account.
#[derive(Debug, Clone)]
pub struct Instructions {
    /// `None` while the server cannot say it; then `why_not_ready` does.
    pub launch: Option<Launch>,
    pub why_not_ready: Option<String>,
    /// As whom Landfast comes into the account; `None` while it has no AWS identity.
    pub principal: Option<PrincipalArn>,
    pub template_version: TemplateVersion,
    pub template_sha256: String,
    pub external_id: ExternalId,
    /// What the role's trust policy must demand.
    pub external_id_in_trust: String,
    /// What the role that the server runs as must be allowed; only for accounts that are reached as
    /// the server itself.
    pub server_policy: Option<String>,
}

impl App {
    pub(super) async fn instructions(&self, account: &Account) -> Instructions {
        let (launch, why_not_ready) = match self.launch(account).await {
            Ok(launch) => (Some(launch), None),
            Err(why) => (None, Some(why)),
        };
        Instructions {
            launch,
            why_not_ready,
            principal: self
                .ports
                .identity
                .identity()
                .await
                .ok()
                .map(|own| own.principal),
            template_version: self.template.version.clone(),
            template_sha256: self.template.sha256_hex(),
            external_id: account.external_id_to_deploy().clone(),
            external_id_in_trust: account.external_id_to_deploy().bound_to(&account.id),
            server_policy: self.server_policy(account),
        }
    }

    fn server_policy(&self, account: &Account) -> Option<String> {
        let partition = Partition::of(&account.region);
        (account.method == Method::MachineIdentity)
            .then(|| server_policy(&self.manifest, &account.choices, partition, &account.id))
    }

    async fn launch(&self, account: &Account) -> Result<Launch, String> {
        let own = self.ports.identity.identity().await.map_err(|trouble| {
            format!(
                "Landfast has no AWS identity of its own yet. {} Look at Settings, Identity.",
                trouble.detail
            )
        })?;
        let template_url = self.ports.templates.url(&self.template.file_name).ok_or(
            "No bucket for templates is set. Start the server with --template-bucket and run \"landfast templates publish\".",
        )?;
        if let Some(why) = self.why_not_published().await {
            return Err(why.to_owned());
        }
        Ok(Launch {
            account: account.id.clone(),
            region: account.region.clone(),
            role_name: account.role_name.clone(),
            external_id: account.external_id_to_deploy().clone(),
            principal: own.principal,
            choices: account.choices.clone(),
            template_url,
            console: self.settings.console_url.clone(),
        })
    }

    /// Where the current template is, or will be once published.
    #[must_use]
    pub fn template_url(&self) -> Option<String> {
        self.ports.templates.url(&self.template.file_name)
    }

    /// Puts the current template into the bucket. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `identity_unavailable`; `template_unpublished` with what AWS said.
    pub async fn publish_templates(&self) -> crate::Result<String> {
        self.ports.identity.identity().await.map_err(|trouble| {
            crate::Error::new(crate::ProblemCode::IdentityUnavailable, trouble.detail)
                .hint("landfast doctor lists every source of credentials and why it lost.")
        })?;
        self.ports.templates.publish(&self.template.file_name, &self.template.body).await.map_err(|trouble| {
            crate::Error::new(crate::ProblemCode::TemplateUnpublished, format!("The template could not be published: {}", trouble.detail))
                .hint("The bucket must belong to Landfast's own account, and its role needs s3:PutObject and s3:GetObject on it.")
        })
    }
}

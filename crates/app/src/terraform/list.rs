use landfast_domain::deployment::{Deployment, DeploymentStatus};

use crate::{actor::Actor, app::App, error::Result};

/// A deployment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentView {
    pub deployment: Deployment,
    pub status: DeploymentStatus,
    /// Whether the module has another version than this server wants.
    pub outdated: bool,
}

impl App {
    /// The newest deployments of the Terraform module in an account, newest first.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn deployments(&self, actor: &Actor, account: &str) -> Result<Vec<DeploymentView>> {
        let account = self.account(actor, account).await?;
        let all = self.rows(actor).deployments(&account.id).await?;
        let view = |deployment: Deployment| DeploymentView {
            status: deployment.status(account.proven.as_ref()),
            outdated: deployment.template != self.template.version,
            deployment,
        };
        Ok(all.into_iter().map(view).collect())
    }
}

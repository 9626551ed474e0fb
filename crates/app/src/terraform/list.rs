use landfast_domain::{
    Timestamp,
    deployment::{Deployment, DeploymentStatus},
};

use crate::{actor::Actor, app::App, error::Result};

/// A deployment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentView {
    pub deployment: Deployment,
    pub status: DeploymentStatus,
    /// When a check last passed with this role.
    pub checked_at: Option<Timestamp>,
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
        let view = |deployment: Deployment| {
            let status = deployment.status(account.proven.as_ref());
            let proven = account.proven.as_ref();
            DeploymentView {
                checked_at: proven
                    .filter(|_| status == DeploymentStatus::Checked)
                    .map(|role| role.at),
                outdated: deployment.template != self.template.version,
                status,
                deployment,
            }
        };
        Ok(all.into_iter().map(view).collect())
    }
}

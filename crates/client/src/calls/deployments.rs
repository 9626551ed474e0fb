use landfast_api::dto::DeploymentList;

use crate::{Client, error::Result};

impl Client {
    /// The deployments of the Terraform module in an account, newest first.
    ///
    /// # Errors
    /// `account_not_found`.
    pub async fn deployments(&self, account_id: &str) -> Result<DeploymentList> {
        self.get(&["accounts", account_id, "deployments"]).await
    }
}

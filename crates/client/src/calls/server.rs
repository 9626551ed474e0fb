use landfast_api::dto::{Health, IdentityView, PermissionsView};

use crate::{Client, error::Result};

impl Client {
    /// # Errors
    /// `unavailable` when the database does not answer.
    pub async fn health(&self) -> Result<Health> {
        self.get(&["health"]).await
    }

    /// As whom the server talks to AWS.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn identity(&self) -> Result<IdentityView> {
        self.get(&["identity"]).await
    }

    /// What the role may do in an account.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn permissions(&self) -> Result<PermissionsView> {
        self.get(&["permissions"]).await
    }
}

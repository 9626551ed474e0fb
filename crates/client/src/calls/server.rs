use landfast_api::dto::{CallbackView, Health, IdentityView, IssuerView, PermissionsView};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

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

    /// Whether stacks call back, and whether the server hears them.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn callback(&self) -> Result<CallbackView> {
        self.get(&["callback"]).await
    }

    /// The server as an OIDC issuer, also where it is none.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn issuer(&self) -> Result<IssuerView> {
        self.get(&["issuer"]).await
    }

    /// Makes the issuer's next key.
    ///
    /// # Errors
    /// `issuer_unavailable`, `action_not_allowed` while a rotation is under way, `forbidden`.
    pub async fn rotate_issuer(&self) -> Result<IssuerView> {
        self.call(Method::POST, &["issuer", "keys"], NOTHING).await
    }

    /// What the role may do in an account.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn permissions(&self) -> Result<PermissionsView> {
        self.get(&["permissions"]).await
    }
}

use landfast_api::dto::{
    AccessKeyDraft, AccessKeyView, CheckView, MethodsChoice, MethodsView, Secret,
};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `unavailable`.
    pub async fn methods(&self) -> Result<MethodsView> {
        self.get(&["settings", "methods"]).await
    }

    /// # Errors
    /// `forbidden`.
    pub async fn set_methods(&self, choice: &MethodsChoice) -> Result<MethodsView> {
        let parts = ["settings", "methods"];
        self.call(Method::PUT, &parts, Some(choice)).await
    }

    /// What is stored of the account's access key; never the secret.
    ///
    /// # Errors
    /// `account_not_found`.
    pub async fn access_key(&self, account_id: &str) -> Result<AccessKeyView> {
        self.get(&["accounts", account_id, "access-key"]).await
    }

    /// Saves a key and gives the check that tests it; [`Client::wait_for_check`] waits for its end.
    ///
    /// # Errors
    /// `method_disabled`, `access_key_id_invalid`, `access_key_temporary`,
    /// `secret_access_key_invalid`, `action_not_allowed`, `account_not_found`, `forbidden`.
    pub async fn save_access_key(
        &self,
        account_id: &str,
        access_key_id: &str,
        secret: &SecretString,
    ) -> Result<CheckView> {
        let draft = AccessKeyDraft {
            access_key_id: Secret::new(access_key_id.to_owned()),
            secret_access_key: Secret::new(secret.expose_secret().to_owned()),
        };
        let parts = ["accounts", account_id, "access-key"];
        self.call(Method::PUT, &parts, Some(&draft)).await
    }

    /// Begins a rotation, or goes on where one stopped.
    ///
    /// # Errors
    /// `action_not_allowed`, `account_not_found`, `forbidden`.
    pub async fn rotate_access_key(&self, account_id: &str) -> Result<AccessKeyView> {
        let parts = ["accounts", account_id, "access-key", "rotation"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

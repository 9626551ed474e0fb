use landfast_api::dto::ExternalIdView;
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `account_not_found`.
    pub async fn external_id(&self, account_id: &str) -> Result<ExternalIdView> {
        self.get(&["accounts", account_id, "external-id"]).await
    }

    /// # Errors
    /// `account_not_found`, `forbidden`.
    pub async fn begin_rotation(&self, account_id: &str) -> Result<ExternalIdView> {
        let path = ["accounts", account_id, "external-id", "rotation"];
        self.call(Method::POST, &path, NOTHING).await
    }

    /// # Errors
    /// `action_not_allowed` while anything answers to the old id; `account_not_found`, `forbidden`.
    pub async fn finish_rotation(&self, account_id: &str) -> Result<ExternalIdView> {
        let path = ["accounts", account_id, "external-id", "rotation", "finish"];
        self.call(Method::POST, &path, NOTHING).await
    }

    /// # Errors
    /// `action_not_allowed` once the new id is the only one; `account_not_found`, `forbidden`.
    pub async fn cancel_rotation(&self, account_id: &str) -> Result<ExternalIdView> {
        let path = ["accounts", account_id, "external-id", "rotation"];
        self.call(Method::DELETE, &path, NOTHING).await
    }
}

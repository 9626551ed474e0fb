use landfast_api::dto::{
    ActivatedPage, ActivatedQuery, ActivationDraft, ActivationList, ActivationRetry, ActivationView,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `account_not_found`, `step_not_applicable`, `action_not_allowed`, `account_ids_invalid`, `forbidden`.
    pub async fn activate(&self, payer: &str, draft: &ActivationDraft) -> Result<ActivationView> {
        let parts = ["accounts", payer, "linked", "activate"];
        self.call(Method::POST, &parts, Some(draft)).await
    }

    /// Newest first.
    ///
    /// # Errors
    /// `account_not_found`, `step_not_applicable` for anything but a payer.
    pub async fn activations(&self, payer: &str) -> Result<ActivationList> {
        self.get(&["accounts", payer, "activations"]).await
    }

    /// # Errors
    /// `account_not_found`, `activation_not_found`.
    pub async fn activation(&self, payer: &str, id: &str) -> Result<ActivationView> {
        self.get(&["accounts", payer, "activations", id]).await
    }

    /// # Errors
    /// As [`Client::activation`]; `cursor_invalid`.
    pub async fn activated(
        &self,
        payer: &str,
        id: &str,
        query: &ActivatedQuery,
    ) -> Result<ActivatedPage> {
        let parts = ["accounts", payer, "activations", id, "accounts"];
        self.list(&parts, query).await
    }

    /// # Errors
    /// As [`Client::activation`]; `action_not_allowed`, `account_ids_invalid`, `forbidden`.
    pub async fn retry_activation(
        &self,
        payer: &str,
        id: &str,
        retry: &ActivationRetry,
    ) -> Result<ActivationView> {
        let parts = ["accounts", payer, "activations", id, "retry"];
        self.call(Method::POST, &parts, Some(retry)).await
    }

    /// # Errors
    /// As [`Client::activation`]; `forbidden`.
    pub async fn stop_activation(&self, payer: &str, id: &str) -> Result<ActivationView> {
        let parts = ["accounts", payer, "activations", id, "stop"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

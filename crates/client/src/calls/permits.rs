use landfast_api::dto::{PermitDraft, PermitList, PermitView};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// Newest first.
    ///
    /// # Errors
    /// `account_not_found`, `step_not_applicable` for anything but a payer.
    pub async fn permits(&self, payer: &str) -> Result<PermitList> {
        self.get(&["accounts", payer, "permits"]).await
    }

    /// # Errors
    /// As [`Client::permits`]; `action_not_allowed`, `account_ids_invalid`, `forbidden`.
    pub async fn ask_for_permit(&self, payer: &str, draft: &PermitDraft) -> Result<PermitView> {
        let parts = ["accounts", payer, "permits"];
        self.call(Method::POST, &parts, Some(draft)).await
    }

    /// # Errors
    /// `account_not_found`, `permit_not_found`.
    pub async fn permit(&self, payer: &str, id: &str) -> Result<PermitView> {
        self.get(&["accounts", payer, "permits", id]).await
    }

    /// Looks for its stack.
    ///
    /// # Errors
    /// As [`Client::permit`]; `action_not_allowed`, `forbidden`.
    pub async fn check_permit(&self, payer: &str, id: &str) -> Result<PermitView> {
        let parts = ["accounts", payer, "permits", id, "checks"];
        self.call(Method::POST, &parts, NOTHING).await
    }

    /// Says that its stack is deleted.
    ///
    /// # Errors
    /// As [`Client::permit`]; `forbidden`.
    pub async fn end_permit(&self, payer: &str, id: &str) -> Result<PermitView> {
        let parts = ["accounts", payer, "permits", id, "end"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

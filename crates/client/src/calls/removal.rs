use landfast_api::dto::{
    OrphansView, ReceiptPage, ReceiptQuery, ReceiptView, RecordRemovedView, RemovalView,
    RemoveQuery,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// Removes the record alone; `leave_access` says that what gives access may stay in AWS.
    ///
    /// # Errors
    /// `access_remains`, `account_not_found`, `forbidden`.
    pub async fn remove_account(
        &self,
        account_id: &str,
        leave_access: bool,
    ) -> Result<RecordRemovedView> {
        let query = RemoveQuery {
            leave_access: leave_access.then_some(true),
        };
        self.ask(Method::DELETE, &["accounts", account_id], &query)
            .await
    }

    /// # Errors
    /// `account_not_found`: also once access is proven gone.
    pub async fn removal(&self, account_id: &str) -> Result<RemovalView> {
        self.get(&["accounts", account_id, "removal"]).await
    }

    /// # Errors
    /// `account_not_found`, `forbidden`.
    pub async fn begin_removal(&self, account_id: &str) -> Result<RemovalView> {
        self.call(Method::POST, &["accounts", account_id, "removal"], NOTHING)
            .await
    }

    /// # Errors
    /// `account_not_found`, `forbidden`.
    pub async fn cancel_removal(&self, account_id: &str) -> Result<RemovalView> {
        let parts = ["accounts", account_id, "removal"];
        self.call(Method::DELETE, &parts, NOTHING).await
    }

    /// Says that everything is deleted in AWS.
    ///
    /// # Errors
    /// `account_not_found`, `forbidden`.
    pub async fn prove_removal(&self, account_id: &str) -> Result<RemovalView> {
        let parts = ["accounts", account_id, "removal", "checks"];
        self.call(Method::POST, &parts, NOTHING).await
    }

    /// # Errors
    /// `account_not_found`.
    pub async fn orphans(&self, account_id: &str) -> Result<OrphansView> {
        self.get(&["accounts", account_id, "orphans"]).await
    }

    /// # Errors
    /// `cursor_invalid`, `account_id_invalid`.
    pub async fn receipts(&self, query: &ReceiptQuery) -> Result<ReceiptPage> {
        self.list(&["receipts"], query).await
    }

    /// # Errors
    /// `receipt_not_found`.
    pub async fn receipt(&self, receipt_id: &str) -> Result<ReceiptView> {
        self.get(&["receipts", receipt_id]).await
    }

    /// The receipt as a text to keep.
    ///
    /// # Errors
    /// `receipt_not_found`.
    pub async fn receipt_text(&self, receipt_id: &str) -> Result<String> {
        self.text(&["receipts", receipt_id, "text"]).await
    }
}

use landfast_api::dto::BillsView;
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// What the server has of an account's bills.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn bills(&self, account: &str) -> Result<BillsView> {
        self.get(&["accounts", account, "bills"]).await
    }

    /// Has AWS's deliveries looked at now.
    ///
    /// # Errors
    /// As [`Client::bills`]; `action_not_allowed`, `forbidden`.
    pub async fn sync_bills(&self, account: &str) -> Result<BillsView> {
        let parts = ["accounts", account, "bills", "sync"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

use landfast_api::dto::{
    BillAnswerView, BillCatalogueView, BillExportDraft, BillQuery, BillQuestion, BillTableView,
    BillsView,
};
use reqwest::Method;

use std::{io::Write, time::Duration};

use crate::{
    Client,
    error::{Error, Result},
    request::NOTHING,
};

/// How long a file may take, to its last byte.
const FILE: Duration = Duration::from_secs(60 * 60);

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

    /// The months that can be asked about.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn bill_catalogue(&self) -> Result<BillCatalogueView> {
        self.get(&["bills"]).await
    }

    /// Exact sums.
    ///
    /// # Errors
    /// `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn ask_bills(&self, question: &BillQuestion) -> Result<BillAnswerView> {
        self.call(Method::POST, &["bills", "questions"], Some(question))
            .await
    }

    /// What a query finds.
    ///
    /// # Errors
    /// As [`Client::ask_bills`].
    pub async fn query_bills(&self, query: &BillQuery) -> Result<BillTableView> {
        self.call(Method::POST, &["bills", "sql"], Some(query))
            .await
    }

    /// Writes a file as it arrives; returns its bytes.
    ///
    /// # Errors
    /// As [`Client::ask_bills`]; [`Error::Written`] for what the writer said.
    pub async fn export_bills(
        &self,
        draft: &BillExportDraft,
        to: &mut (dyn Write + Send),
    ) -> Result<u64> {
        let request = self.request(Method::POST, &["bills", "export"])?;
        let mut response = self.send(request.json(draft).timeout(FILE)).await?;
        let mut bytes = 0;
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|why| Error::unreachable(self.server(), why))?
        {
            to.write_all(&chunk).map_err(Error::Written)?;
            bytes += chunk.len() as u64;
        }
        Ok(bytes)
    }
}

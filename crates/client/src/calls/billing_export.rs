use landfast_api::dto::{BillingExportView, ExportCandidates, ExportChoiceDraft};
use reqwest::Method;

use crate::{Client, error::Result};

impl Client {
    /// # Errors
    /// `account_not_found`, `step_not_applicable`.
    pub async fn billing_export(&self, account_id: &str) -> Result<BillingExportView> {
        self.get(&["accounts", account_id, "billing-export"]).await
    }

    /// # Errors
    /// `choices_invalid`, `action_not_allowed`, `forbidden`.
    pub async fn choose_billing_export(
        &self,
        account_id: &str,
        draft: &ExportChoiceDraft,
    ) -> Result<BillingExportView> {
        let path = ["accounts", account_id, "billing-export"];
        self.call(Method::PUT, &path, Some(draft)).await
    }

    /// Asks AWS.
    ///
    /// # Errors
    /// `unavailable` when Landfast does not come into the account; `forbidden`.
    pub async fn export_candidates(&self, account_id: &str) -> Result<ExportCandidates> {
        self.get(&["accounts", account_id, "billing-export", "candidates"])
            .await
    }
}

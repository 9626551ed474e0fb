use landfast_api::dto::{
    ActivityPage, ActivityQuery, VerificationView, WorkList, WorkQuery, WorkView,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `cursor_invalid`, `account_id_invalid`.
    pub async fn activity(&self, query: &ActivityQuery) -> Result<ActivityPage> {
        self.list(&["activity"], query).await
    }

    /// Has the server walk the hash chain of the audit log.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub async fn verify_activity(&self) -> Result<VerificationView> {
        self.get(&["activity", "verification"]).await
    }

    /// # Errors
    /// `sign_in_required`.
    pub async fn work(&self, query: &WorkQuery) -> Result<WorkList> {
        self.list(&["work"], query).await
    }

    /// # Errors
    /// `work_not_found`, `forbidden`.
    pub async fn retry_work(&self, work_id: &str) -> Result<WorkView> {
        self.call(Method::POST, &["work", work_id, "retry"], NOTHING)
            .await
    }
}

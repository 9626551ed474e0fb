use landfast_api::dto::{CommitmentInput, CommitmentList, CommitmentStandingView, CommitmentView};
use reqwest::Method;

use crate::{Client, error::Result};

impl Client {
    /// # Errors
    /// `sign_in_required`.
    pub async fn commitments(&self) -> Result<CommitmentList> {
        self.get(&["commitments"]).await
    }

    /// # Errors
    /// `commitment_not_found`.
    pub async fn commitment(&self, id: &str) -> Result<CommitmentView> {
        self.get(&["commitments", id]).await
    }

    /// # Errors
    /// `commitment_invalid`, `commitment_name_taken`, `forbidden`.
    pub async fn add_commitment(&self, input: &CommitmentInput) -> Result<CommitmentView> {
        self.call(Method::POST, &["commitments"], Some(input)).await
    }

    /// # Errors
    /// `commitment_not_found`, and those of [`Client::add_commitment`].
    pub async fn change_commitment(
        &self,
        id: &str,
        input: &CommitmentInput,
    ) -> Result<CommitmentView> {
        self.call(Method::PUT, &["commitments", id], Some(input))
            .await
    }

    /// # Errors
    /// `commitment_not_found`, `forbidden`.
    pub async fn remove_commitment(&self, id: &str) -> Result<()> {
        self.order(Method::DELETE, &["commitments", id]).await
    }

    /// # Errors
    /// `commitment_not_found`, `bill_question_too_large`, `unavailable`.
    pub async fn commitment_standing(&self, id: &str) -> Result<CommitmentStandingView> {
        self.get(&["commitments", id, "standing"]).await
    }
}

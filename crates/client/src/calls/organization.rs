use landfast_api::dto::{
    MemberPage, MembersQuery, OrganizationView, RolloutDraft, RolloutView, RunDraft,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `account_not_found`, `step_not_applicable` for anything but a payer.
    pub async fn organization(&self, payer: &str) -> Result<OrganizationView> {
        self.get(&["accounts", payer, "organization"]).await
    }

    /// # Errors
    /// As [`Client::organization`]; `cursor_invalid`, `body_invalid`.
    pub async fn linked(&self, payer: &str, query: &MembersQuery) -> Result<MemberPage> {
        self.list(&["accounts", payer, "linked"], query).await
    }

    /// # Errors
    /// As [`Client::organization`].
    pub async fn rollout(&self, payer: &str) -> Result<RolloutView> {
        self.get(&["accounts", payer, "rollout"]).await
    }

    /// Begins the roll-out, or changes what is wanted of it.
    ///
    /// # Errors
    /// As [`Client::organization`]; `action_not_allowed`, `choices_invalid`, `forbidden`.
    pub async fn plan_rollout(&self, payer: &str, draft: &RolloutDraft) -> Result<RolloutView> {
        let parts = ["accounts", payer, "rollout"];
        self.call(Method::PUT, &parts, Some(draft)).await
    }

    /// Has Landfast roll out itself.
    ///
    /// # Errors
    /// As [`Client::organization`]; `action_not_allowed`, `body_invalid`, `forbidden`.
    pub async fn start_run(&self, payer: &str, draft: &RunDraft) -> Result<RolloutView> {
        let parts = ["accounts", payer, "rollout", "run"];
        self.call(Method::POST, &parts, Some(draft)).await
    }

    /// `stop`, `retry`, `update` or `go-on`.
    ///
    /// # Errors
    /// As [`Client::start_run`].
    pub async fn change_run(&self, payer: &str, change: &str) -> Result<RolloutView> {
        let parts = ["accounts", payer, "rollout", "run", change];
        self.call(Method::POST, &parts, NOTHING).await
    }

    /// Has the organization read now.
    ///
    /// # Errors
    /// As [`Client::organization`]; `action_not_allowed`, `forbidden`.
    pub async fn discover(&self, payer: &str) -> Result<OrganizationView> {
        let parts = ["accounts", payer, "linked", "discover"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

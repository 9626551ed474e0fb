use landfast_api::dto::{MemberPage, MembersQuery, OrganizationView};
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

    /// Has the organization read now.
    ///
    /// # Errors
    /// As [`Client::organization`]; `action_not_allowed`, `forbidden`.
    pub async fn discover(&self, payer: &str) -> Result<OrganizationView> {
        let parts = ["accounts", payer, "linked", "discover"];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

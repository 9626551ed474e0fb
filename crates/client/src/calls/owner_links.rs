use landfast_api::dto::{NewOwnerLinkView, OwnerLinkDraft, OwnerLinkList};
use reqwest::Method;

use crate::{Client, error::Result};

impl Client {
    /// # Errors
    /// `account_not_found`.
    pub async fn owner_links(&self, account_id: &str) -> Result<OwnerLinkList> {
        self.get(&["accounts", account_id, "owner-links"]).await
    }

    /// # Errors
    /// `account_not_found`, `owner_link_expiry_invalid`, `action_not_allowed`, `forbidden`.
    pub async fn make_owner_link(
        &self,
        account_id: &str,
        draft: &OwnerLinkDraft,
    ) -> Result<NewOwnerLinkView> {
        let path = ["accounts", account_id, "owner-links"];
        self.call(Method::POST, &path, Some(draft)).await
    }

    /// For an account of a payer's organization, which is registered by that if it was not.
    ///
    /// # Errors
    /// As [`Client::make_owner_link`]; `step_not_applicable` for anything but a payer.
    pub async fn make_linked_owner_link(
        &self,
        payer: &str,
        account_id: &str,
        draft: &OwnerLinkDraft,
    ) -> Result<NewOwnerLinkView> {
        let path = ["accounts", payer, "linked", account_id, "owner-links"];
        self.call(Method::POST, &path, Some(draft)).await
    }

    /// # Errors
    /// `owner_link_not_found`, `forbidden`.
    pub async fn revoke_owner_link(&self, account_id: &str, link_id: &str) -> Result<()> {
        let path = ["accounts", account_id, "owner-links", link_id];
        self.order(Method::DELETE, &path).await
    }
}

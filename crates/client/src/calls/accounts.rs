use landfast_api::dto::{AccountDraft, AccountPage, AccountPatch, AccountView, AccountsQuery};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// One page of accounts.
    ///
    /// # Errors
    /// `cursor_invalid`, `account_id_invalid` for the payer.
    pub async fn accounts(&self, query: &AccountsQuery) -> Result<AccountPage> {
        self.list(&["accounts"], query).await
    }

    /// Every account that fits, page by page.
    ///
    /// # Errors
    /// As [`Client::accounts`].
    pub async fn all_accounts(&self, query: &AccountsQuery) -> Result<Vec<AccountView>> {
        let (mut query, mut all) = (
            AccountsQuery {
                limit: Some(200),
                ..query.clone()
            },
            Vec::new(),
        );
        loop {
            let page = self.accounts(&query).await?;
            all.extend(page.items);
            match page.next_cursor {
                Some(cursor) => query.cursor = Some(cursor),
                None => return Ok(all),
            }
        }
    }

    /// # Errors
    /// `account_id_invalid` and its like with every bad field at once, `account_id_taken`,
    /// `account_name_taken`, `forbidden`.
    pub async fn register_account(&self, draft: &AccountDraft) -> Result<AccountView> {
        self.call(Method::POST, &["accounts"], Some(draft)).await
    }

    /// # Errors
    /// `account_not_found`.
    pub async fn account(&self, account_id: &str) -> Result<AccountView> {
        self.get(&["accounts", account_id]).await
    }

    /// # Errors
    /// `account_not_found`, `account_name_invalid`, `account_name_taken`, `region_invalid`, `forbidden`.
    pub async fn edit_account(
        &self,
        account_id: &str,
        patch: &AccountPatch,
    ) -> Result<AccountView> {
        self.call(Method::PATCH, &["accounts", account_id], Some(patch))
            .await
    }

    /// # Errors
    /// `action_not_allowed` with what is missing, `account_not_found`, `forbidden`.
    pub async fn confirm_account(&self, account_id: &str) -> Result<AccountView> {
        self.call(Method::POST, &["accounts", account_id, "confirm"], NOTHING)
            .await
    }
}

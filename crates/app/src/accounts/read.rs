use std::collections::BTreeSet;

use landfast_domain::{Account, AccountId};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{AccountQuery, Page},
    problem::ProblemCode,
};

/// The largest page that is given.
const MAX_PAGE: u32 = 200;

impl App {
    /// # Errors
    /// `cursor_invalid`.
    pub async fn accounts(&self, actor: &Actor, query: &AccountQuery) -> Result<Page<Account>> {
        let limit = query.limit.clamp(1, MAX_PAGE);
        Ok(self
            .rows(actor)
            .accounts(&AccountQuery {
                limit,
                ..query.clone()
            })
            .await?)
    }

    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn account(&self, actor: &Actor, id: &str) -> Result<Account> {
        let id = account_id(id)?;
        self.rows(actor)
            .account_find(&id)
            .await?
            .ok_or_else(|| not_found(&id))
    }

    /// The payers of linked accounts among `accounts` that are registered in the same workspace.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn payers_registered(
        &self,
        actor: &Actor,
        accounts: &[Account],
    ) -> Result<BTreeSet<AccountId>> {
        let payer = |account: &Account| account.kind.as_ref()?.payer().cloned();
        let payers: BTreeSet<AccountId> = accounts.iter().filter_map(payer).collect();
        let payers: Vec<AccountId> = payers.into_iter().collect();
        let known = self.rows(actor).accounts_known(&payers).await?;
        Ok(known.into_iter().collect())
    }
}

pub(crate) fn account_id(text: &str) -> Result<AccountId> {
    AccountId::parse(text).map_err(|why| {
        Error::field(
            ProblemCode::AccountIdInvalid,
            "account_id",
            super::register::sentence(&why.to_string()),
        )
    })
}

pub(crate) fn not_found(id: &AccountId) -> Error {
    Error::new(
        ProblemCode::AccountNotFound,
        format!("No account {id} is registered in this workspace."),
    )
    .hint("Look at the list of accounts; another workspace may have it.")
}

//! What is known of a payer's bills, for people.

use landfast_domain::bill::{BillLook, BillMonth};

use super::look::was_proven;
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::App,
    error::Result,
};

/// A payer's bills.
#[derive(Debug, Clone)]
pub struct BillsOfPayer {
    /// `None` while nobody has looked.
    pub look: Option<BillLook>,
    /// The newest first.
    pub months: Vec<BillMonth>,
    /// Why a look cannot be asked for; `None` when it can.
    pub why_not: Option<&'static str>,
}

pub(super) const NOT_PROVEN: &str =
    "The billing export of the account was never proven. Finish its step first.";

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn bills(&self, actor: &Actor, payer: &str) -> Result<BillsOfPayer> {
        let id = account_id(payer)?;
        let rows = self.rows(actor);
        let account = rows
            .account_find(&id)
            .await?
            .ok_or_else(|| not_found(&id))?;
        Ok(BillsOfPayer {
            look: rows.bill_look(&id).await?,
            months: rows.bill_months(&id).await?,
            why_not: (!was_proven(&account)).then_some(NOT_PROVEN),
        })
    }
}

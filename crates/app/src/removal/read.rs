use landfast_domain::{
    Account,
    activation::{Permit, permit_guide},
    ids::ReceiptId,
    removal::{Orphan, Removal, guide},
};

use super::{act::RemovalStatus, doors::doors, record_only::left_in_aws};
use crate::{
    accounts::account_id,
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Cursor, Page, StoredKey, StoredReceipt},
    problem::ProblemCode,
};

impl App {
    pub(super) fn removal_status(
        &self,
        account: Account,
        removal: Option<Removal>,
        keys: &[StoredKey],
        permits: &[Permit],
    ) -> RemovalStatus {
        let ends: Vec<_> = keys
            .iter()
            .map(|key| (key.key.last4().to_owned(), key.user_arn.clone()))
            .collect();
        let console = self.settings.console_url.as_deref();
        RemovalStatus {
            guide: permits
                .iter()
                .filter(|permit| permit.is_live())
                .flat_map(|permit| permit_guide(permit, console))
                .chain(guide(&account, &ends, console))
                .collect(),
            doors: doors(&account, keys, permits)
                .iter()
                .map(|door| door.shown.in_words())
                .collect(),
            left_by_record_only: left_in_aws(&account, keys, permits, self.now()),
            removal,
            account,
        }
    }

    /// Newest first; of one account when `account` is given, also when its record is gone.
    ///
    /// # Errors
    /// `account_id_invalid`, `cursor_invalid`.
    pub async fn receipts(
        &self,
        actor: &Actor,
        account: Option<&str>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<StoredReceipt>> {
        let account = account.map(account_id).transpose()?;
        let limit = limit.clamp(1, 200);
        let rows = self.rows(actor);
        Ok(rows.receipts(account.as_ref(), limit, cursor).await?)
    }

    /// # Errors
    /// `receipt_not_found`.
    pub async fn receipt(&self, actor: &Actor, id: &str) -> Result<StoredReceipt> {
        let none = || {
            Error::new(
                ProblemCode::ReceiptNotFound,
                "There is no receipt with this id in this workspace.",
            )
        };
        let id = ReceiptId::parse(id).map_err(|_| none())?;
        self.rows(actor).receipt_find(&id).await?.ok_or_else(none)
    }

    /// Roles that earlier registrations of an account left behind.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn orphans(&self, actor: &Actor, account: &str) -> Result<Vec<Orphan>> {
        let account = self.account(actor, account).await?;
        Ok(self.rows(actor).orphans(&account.id).await?)
    }
}

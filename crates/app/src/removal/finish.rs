//! What a look at the doors leads to: another look, or the end with a receipt, in one transaction.

use data_encoding::HEXLOWER;
use landfast_domain::{
    Account, AccountId, Method, Timestamp,
    ids::{ReceiptId, WorkspaceId},
    removal::{LookedAtDoors, RECEIPT_FORM, Receipt, ReceiptVerdict, Removal},
};
use sha2::{Digest, Sha256};

use super::look::wants_a_look;
use crate::{
    app::App,
    error::Result,
    organization::leave_out,
    ports::{AuditEntry, Topic},
};

impl App {
    pub(super) async fn settle_removal(
        &self,
        workspace: &WorkspaceId,
        id: &AccountId,
        turn: u32,
        look: LookedAtDoors,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let (Some(account), Some(mut removal)) =
            (tx.account_find(id).await?, tx.removal_find(id).await?)
        else {
            return Ok(());
        };
        if !wants_a_look(&removal, turn) {
            return Ok(());
        }
        let entries = if removal.looked(look, now) {
            let receipt = self.receipt_of(&account, &removal, now);
            tx.receipt_insert(&receipt).await?;
            leave_out(tx.as_mut(), &account, now).await?;
            tx.account_delete(id).await?;
            tx.work_insert(&self.forget_bills_work(workspace, id, now))
                .await?;
            vec![ended(&receipt)]
        } else {
            tx.removal_put(id, &removal).await?;
            if let Some(at) = removal.next_at() {
                let work = self.removal_work(workspace, id, turn, at);
                tx.work_insert(&work).await?;
            }
            Vec::new()
        };
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(id));
        self.hint(workspace, Topic::Work, Some(id));
        Ok(())
    }

    fn receipt_of(&self, account: &Account, removal: &Removal, now: Timestamp) -> Receipt {
        let verdict = match removal.tries.is_empty() {
            false => ReceiptVerdict::Gone,
            true if account.method == Method::MachineIdentity => ReceiptVerdict::OwnIdentity,
            true => ReceiptVerdict::NothingToTry,
        };
        let by = removal.said_by.as_ref().unwrap_or(&removal.begun_by);
        self.receipt_for(account, Some(removal), verdict, by, now)
    }

    /// Without a removal it was begun and finished by the same person at once.
    pub(super) fn receipt_for(
        &self,
        account: &Account,
        removal: Option<&Removal>,
        verdict: ReceiptVerdict,
        by: &str,
        now: Timestamp,
    ) -> Receipt {
        let has_role = account.method.makes_the_role()
            || account.proven.is_some()
            || account.candidate.is_some();
        Receipt {
            v: RECEIPT_FORM,
            id: ReceiptId::new(now, self.random()),
            account: account.id.clone(),
            name: account.name.clone(),
            method: account.method,
            role_arn: has_role.then(|| account.role_to_try()),
            begun_by: removal.map_or_else(|| by.to_owned(), |one| one.begun_by.clone()),
            begun_at: removal.map_or(now, |one| one.begun_at),
            finished_by: by.to_owned(),
            finished_at: now,
            verdict,
            tries: removal.map_or_else(Vec::new, |one| one.tries.clone()),
        }
    }
}

/// The hash of a receipt, as the audit log keeps it.
pub(super) fn sha256(receipt: &Receipt) -> String {
    HEXLOWER.encode(&Sha256::digest(receipt.canonical().as_bytes()))
}

pub(super) fn ended(receipt: &Receipt) -> AuditEntry {
    let summary = format!(
        "Removed account {}. {} Receipt {}, SHA-256 {}.",
        receipt.account,
        receipt.verdict.in_words(),
        receipt.id,
        sha256(receipt)
    );
    AuditEntry {
        actor: receipt.finished_by.clone(),
        action: "account.removed",
        account: Some(receipt.account.clone()),
        summary,
        request_id: None,
    }
}

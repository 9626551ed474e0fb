//! Settling a reading: the accounts as they are now, and what changed, in one transaction.

use landfast_domain::{
    Account, Timestamp,
    check::Seen,
    ids::WorkspaceId,
    organization::{Change, Changed, Compared, Organization, compare},
};

use super::{
    discover::{Looked, can_be_read, trouble},
    told::told,
};
use crate::{
    app::App,
    error::Result,
    ports::{Topic, WorkspaceTx},
};

/// How many registrations of accounts that left or closed are looked at again at once.
const LOOKED_AT_AGAIN: usize = 50;

impl App {
    /// `again`: when to read once more.
    pub(super) async fn settle_discovery(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        looked: Looked,
        again: Option<Timestamp>,
        follow: bool,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(payer) = tx.account_find(&payer.id).await?.filter(can_be_read) else {
            return Ok(());
        };
        let mut organization = tx.organization_find(&payer.id).await?.unwrap_or_default();
        let first = organization.read_at.is_none();
        let compared = take_over(tx.as_mut(), &payer, &mut organization, looked, now).await?;
        tx.members_put(&payer.id, &compared.write).await?;
        tx.organization_put(&payer.id, &organization).await?;
        look_at_again(tx.as_mut(), &compared.changes, now).await?;
        if let Some(at) = again {
            tx.work_insert(&self.discover_work(workspace, &payer, at, follow))
                .await?;
        }
        if organization.rollout.is_some() {
            tx.work_insert(&self.first_look(workspace, &payer.id, follow))
                .await?;
        }
        if organization.is_read_now() {
            tx.work_insert(&self.recheck_after_a_reading(workspace, &payer.id))
                .await?;
        }
        let entries = told(&payer, first, &organization, &compared.changes);
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(&payer.id));
        Ok(())
    }
}

async fn take_over(
    tx: &mut dyn WorkspaceTx,
    payer: &Account,
    organization: &mut Organization,
    looked: Looked,
    now: Timestamp,
) -> Result<Compared> {
    organization.trouble = trouble(&looked);
    organization.refused = matches!(looked.reading, Seen::No(_));
    organization.looked_at = Some(now);
    if let Some(Seen::Yes(seen)) = looked.tree {
        organization.tree = seen.tree;
    }
    let Seen::Yes(reading) = looked.reading else {
        return Ok(Compared::default());
    };
    let known = tx.members_all(&payer.id).await?;
    Ok(match compare(&payer.id, &known, &reading, now) {
        Ok(compared) => {
            organization.read_at = Some(now);
            compared
        }
        Err(why) => {
            organization.trouble = Some(format!("Nothing of it was taken over: {why}."));
            Compared::default()
        }
    })
}

/// Whoever left or was closed is proven anew soon, so that the registration says so.
async fn look_at_again(
    tx: &mut dyn WorkspaceTx,
    changes: &[Changed],
    now: Timestamp,
) -> Result<()> {
    let matters = |one: &&Changed| {
        matches!(
            one.change,
            Change::Left | Change::Returned | Change::State { .. }
        )
    };
    for one in changes.iter().filter(matters).take(LOOKED_AT_AGAIN) {
        if let Some(mut account) = tx.account_find(&one.account).await?
            && account.next_check_at.is_some_and(|at| at > now)
        {
            account.next_check_at = Some(now);
            tx.account_save(&account).await?;
        }
    }
    Ok(())
}

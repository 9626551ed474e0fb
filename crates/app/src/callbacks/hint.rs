//! What a hint starts: the look that would have come later, sooner. It changes no state by itself.

use landfast_domain::{
    Account, AccountId, Method, Timestamp,
    callback::hurry,
    ids::WorkspaceId,
    step::{Step, StepKind, StepState},
};

use super::look::Look;
use crate::{
    app::App,
    error::Result,
    ports::{CallbackPlace, Topic, WorkspaceTx},
};

impl App {
    /// Has an account looked at, wherever it is known. An account that is known nowhere is nobody's.
    pub(super) async fn hint_account(&self, account: &AccountId) -> Result<()> {
        let mut first = Ok(());
        for place in self.ports.store.callback_places(account).await? {
            let CallbackPlace { workspace, payer } = place;
            // One workspace must not keep another from its hint.
            let done = self.hint_in(&workspace, payer.as_ref(), account).await;
            first = first.and(done);
        }
        first
    }

    async fn hint_in(
        &self,
        workspace: &WorkspaceId,
        payer: Option<&AccountId>,
        account: &AccountId,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        // Held first, so that two hints of one account come one after the other.
        let held = payer.unwrap_or(account);
        let registered = tx.account_find(held).await?;
        let Some(at) = hurry(tx.hurried_find(account).await?, now) else {
            return Ok(());
        };
        let asked = match (payer, registered) {
            (Some(payer), Some(_)) => {
                self.hurry_reach(tx.as_mut(), workspace, (payer, account), at)
                    .await?
            }
            (None, Some(registered)) => {
                self.hurry_check(tx.as_mut(), workspace, &registered, at)
                    .await?
            }
            (_, None) => false,
        };
        if asked {
            tx.hurried_put(account, at).await?;
            tx.commit(now, Vec::new()).await?;
            self.hint(workspace, Topic::Work, Some(account));
        }
        Ok(())
    }

    async fn hurry_check(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        account: &Account,
        at: Timestamp,
    ) -> Result<bool> {
        let by_role = !matches!(account.method, Method::AccessKeys | Method::MachineIdentity);
        if !by_role || tx.removal_find(&account.id).await?.is_some() {
            return Ok(false);
        }
        let mut any = false;
        for step in &account.steps {
            if let Some(check) = self.unfinished(tx, account, step).await? {
                tx.work_insert(&self.check_work(workspace, &check, at))
                    .await?;
                any = true;
            } else if is_open(step) {
                let look = Look::first(&account.id);
                tx.work_insert(&self.hint_work(workspace, &look, at))
                    .await?;
                any = true;
            }
        }
        Ok(any)
    }
}

/// Nobody looks for the role; its stack may be there all the same.
const fn is_open(step: &Step) -> bool {
    matches!(
        (step.kind, &step.state),
        (StepKind::ApiAccess, StepState::Open)
    )
}

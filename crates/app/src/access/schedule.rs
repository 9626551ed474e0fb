//! The daily proof: accounts whose time has come get a check. Level-triggered, so that a lost tick
//! or a dead server costs time and nothing else.

use landfast_domain::{
    Account, AccountId, Method,
    ids::WorkspaceId,
    step::{ActionName, Step, StepKind, StepState},
};

use super::patience;
use crate::{
    app::App,
    error::Result,
    ports::{Topic, Trigger},
};

/// How many accounts one tick takes; the next tick follows at once while there are more.
const BATCH: u32 = 100;

impl App {
    /// Asks for a check of every account that is due, and tells those who wait for work that gave
    /// up; gives how many there were.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn schedule_due(&self) -> Result<usize> {
        let mut asked = self.tell_of_buried().await?;
        self.forget_issuer_keys().await?;
        let due = self.ports.store.accounts_due(self.now(), BATCH).await?;
        for (workspace, account) in &due {
            // One account that cannot be read must not keep the others from their proof.
            match self.schedule_one(workspace, account).await {
                Ok(()) => asked += 1,
                Err(why) => {
                    tracing::warn!(%account, error = %why, "an account could not be scheduled");
                }
            }
        }
        Ok(asked)
    }

    async fn schedule_one(&self, workspace: &WorkspaceId, id: &AccountId) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(mut account) = tx.account_find(id).await? else {
            return Ok(());
        };
        if account.next_check_at.is_none_or(|at| at > now) {
            return Ok(());
        }
        account.next_check_at = Some(patience::next_daily(
            now,
            self.settings.recheck_every,
            self.random(),
        ));
        tx.account_save(&account).await?;
        // What is on its way out has not drifted.
        let leaving = tx.removal_find(id).await?.is_some();
        let due = account.steps.iter().filter(|step| !leaving && is_due(step));
        for step in due {
            let check = self.new_check(&account, step, trigger(&account, step), None, now);
            tx.check_insert(&check).await?;
            tx.work_insert(&self.check_work(workspace, &check, now))
                .await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(workspace, Topic::Work, Some(id));
        Ok(())
    }
}

/// The first step is looked at every day; another one once it was set up, or while the schedule is
/// what goes on with it.
fn is_due(step: &Step) -> bool {
    let begun =
        step.passed_at.is_some() || matches!(step.state, StepState::Waiting { check: None, .. });
    let by_schedule = match step.kind {
        StepKind::ApiAccess => true,
        StepKind::BillingExport => begun,
        // Follows each reading of the organization.
        StepKind::LinkedAccounts => false,
    };
    step.why_not(ActionName::Check).is_none() && by_schedule
}

/// A role that nobody has said to be there is only looked for; its absence is no finding.
fn trigger(account: &Account, step: &Step) -> Trigger {
    let deployed = !matches!(account.method, Method::AccessKeys | Method::MachineIdentity);
    if step.kind == StepKind::ApiAccess
        && deployed
        && step.passed_at.is_none()
        && step.refused_since.is_none()
    {
        Trigger::Follow
    } else {
        Trigger::Schedule
    }
}

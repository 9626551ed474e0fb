//! Looking again at how far an organization is, once something about it has changed: a reading, or
//! an account that was proven or lost. One piece of work for a payer, however much changes.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, Timestamp,
    ids::{WorkId, WorkspaceId},
    step::{ActionName, Step, StepKind, StepState},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    app::App,
    error::{Error, Result},
    ports::{NewWork, Topic, Trigger},
    problem::ProblemCode,
};

/// How long after a change: accounts that come together are looked at together.
const AFTER_A_CHANGE: Duration = Duration::from_secs(60);
/// After a reading: what the roll-out has reached since is proven first.
const AFTER_A_READING: Duration = Duration::from_secs(5 * 60);

/// Payload of the work of kind `recheck_linked`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum RecheckWork {
    #[serde(rename = "1")]
    V1 { payer: AccountId },
}

impl RecheckWork {
    pub const KIND: &str = "recheck_linked";
    const MAX_ATTEMPTS: u32 = 5;
}

impl App {
    pub(crate) fn recheck_after_a_change(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
    ) -> NewWork {
        self.recheck_work(workspace, payer, self.now().plus(AFTER_A_CHANGE))
    }

    pub(super) fn recheck_after_a_reading(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
    ) -> NewWork {
        self.recheck_work(workspace, payer, self.now().plus(AFTER_A_READING))
    }

    fn recheck_work(&self, workspace: &WorkspaceId, payer: &AccountId, at: Timestamp) -> NewWork {
        NewWork {
            id: WorkId::new(at, self.random()),
            kind: RecheckWork::KIND,
            payload: serde_json::json!({ "v": "1", "payer": payer }),
            run_at: at,
            max_attempts: RecheckWork::MAX_ATTEMPTS,
            account: Some(payer.clone()),
            dedup_key: Some(format!("recheck-linked:{workspace}:{payer}")),
            concurrency_key: None,
        }
    }

    /// Asks for a check of the step, once somebody has set it up.
    pub(crate) async fn run_recheck(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let RecheckWork::V1 { payer } = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of a look at linked accounts could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(payer) = tx.account_find(&payer).await? else {
            return Ok(());
        };
        let leaving = tx.removal_find(&payer.id).await?.is_some();
        let Some(step) = begun(&payer).filter(|_| !leaving) else {
            return Ok(());
        };
        let check = self.new_check(&payer, step, Trigger::Schedule, None, now);
        tx.check_insert(&check).await?;
        tx.work_insert(&self.check_work(workspace, &check, now))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(workspace, Topic::Work, Some(&payer.id));
        Ok(())
    }
}

/// The step, if it was checked before and no check of somebody who waits is under way.
fn begun(payer: &Account) -> Option<&Step> {
    let told = |step: &&Step| {
        matches!(
            step.state,
            StepState::Passed { .. }
                | StepState::Blocked { .. }
                | StepState::Drifted { .. }
                | StepState::Waiting { check: None, .. }
        )
    };
    payer
        .step(StepKind::LinkedAccounts)
        .filter(told)
        .filter(|step| step.why_not(ActionName::Check).is_none())
}

//! The job of one account of an activation: one step at a time. May run twice and die anywhere.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, Timestamp,
    activation::{Activation, ActivationItem, FailReason, ItemState, Passed},
    check::Trouble,
    ids::{ActivationId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    app::App,
    error::{Error, Result},
    ports::WorkRow,
    problem::ProblemCode,
};

/// Payload of the work of kind `activate`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum ActivateWork {
    #[serde(rename = "1")]
    V1 {
        activation: ActivationId,
        account: AccountId,
        /// Of the account's state that the work was made for.
        revision: u32,
    },
}

impl ActivateWork {
    pub const KIND: &str = "activate";
    /// Attempts are used up by dying only: a step that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    pub fn payload(activation: &ActivationId, account: &AccountId, revision: u32) -> Value {
        serde_json::json!({ "v": "1", "activation": activation, "account": account, "revision": revision })
    }

    fn read(payload: &Value) -> Result<(ActivationId, AccountId, u32)> {
        let Self::V1 {
            activation,
            account,
            revision,
        } = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of an activation could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        Ok((activation, account, revision))
    }
}

/// What is at hand for one step.
pub(super) struct Desk {
    pub run: Activation,
    pub item: ActivationItem,
    pub payer: Account,
}

/// What a step came to, and how long AWS asked to wait before the next one.
pub(super) struct Step {
    pub passed: Passed,
    pub wait: Option<Duration>,
}

impl From<Passed> for Step {
    fn from(passed: Passed) -> Self {
        Self { passed, wait: None }
    }
}

impl Step {
    pub fn again(note: impl Into<String>) -> Self {
        Passed::Again { note: note.into() }.into()
    }

    pub fn failed(reason: FailReason, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Passed::Failed { reason, detail }.into()
    }

    /// Trouble is never a failure of the account's.
    pub fn troubled(trouble: Trouble) -> Self {
        Self {
            passed: Passed::Again {
                note: trouble.detail,
            },
            wait: trouble.retry_after,
        }
    }
}

/// Seconds between looks; the last one again and again.
const STEPS: [u64; 8] = [2, 3, 5, 5, 10, 10, 15, 20];

pub(super) fn next_look(
    item: &ActivationItem,
    wait: Option<Duration>,
    now: Timestamp,
) -> Timestamp {
    let place = usize::try_from(item.looks.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = STEPS.get(place).or(STEPS.last()).copied().unwrap_or(20);
    now.plus(Duration::from_secs(seconds).max(wait.unwrap_or_default()))
}

impl App {
    pub(crate) async fn run_activation(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let (id, account, revision) = ActivateWork::read(payload)?;
        let Some(desk) = self.desk(workspace, &id, &account, revision).await? else {
            return Ok(());
        };
        let step = match desk.item.state {
            ItemState::Proving => self.prove_step(workspace, &desk).await?,
            _ => self.deploy_step(workspace, &desk).await?,
        };
        self.settle_item(workspace, &desk, step).await
    }

    async fn desk(
        &self,
        workspace: &WorkspaceId,
        id: &ActivationId,
        account: &AccountId,
        revision: u32,
    ) -> Result<Option<Desk>> {
        let rows = self.ports.store.workspace(workspace);
        let Some(run) = rows.activation_find(id).await? else {
            return Ok(None);
        };
        let item = rows.activation_item(id, account).await?;
        let item = item.filter(|item| item.is_under_way() && item.revision == revision);
        let payer = rows.account_find(&run.payer).await?;
        Ok(match (item, payer) {
            (Some(item), Some(payer)) => Some(Desk { run, item, payer }),
            _ => None,
        })
    }

    /// Fails the account whose work gave up.
    pub(crate) async fn stop_activate(&self, work: &WorkRow) -> Result<()> {
        let (id, account, revision) = ActivateWork::read(&work.payload)?;
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        tx.commit(now, Vec::new()).await?;
        let desk = self.desk(&work.workspace, &id, &account, revision).await?;
        let Some(desk) = desk else { return Ok(()) };
        let why = "Landfast stopped several times while it worked at this account. The server's log says why.";
        let step = Step::failed(FailReason::GaveUp, why);
        self.settle_item(&work.workspace, &desk, step).await
    }
}

//! A look at an account whose page nobody has open: its stack called back. Until the role lets
//! Landfast in, nothing is written, so that whoever makes calls up changes nothing. May run twice and
//! die anywhere.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, Timestamp,
    check::Seen,
    ids::{WorkId, WorkspaceId},
    step::{Step, StepEvent, StepKind, StepState},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    access::{Show, by_itself},
    app::App,
    error::{Error, Result},
    ports::{NewWork, Topic, Trigger},
    problem::ProblemCode,
};

/// The first pause; each further one is twice as long. Together they are the two minutes that a new
/// role is given.
const FIRST_PAUSE: Duration = Duration::from_secs(4);
const TRIES: u32 = 6;

/// Payload of the work of kind `hint`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum HintWork {
    #[serde(rename = "1")]
    V1(Look),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Look {
    account: AccountId,
    /// Refusals and troubles so far.
    tries: u32,
}

impl HintWork {
    pub const KIND: &str = "hint";
    /// Attempts are used up by dying only: a try that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;
}

impl Look {
    pub fn first(account: &AccountId) -> Self {
        Self {
            account: account.clone(),
            tries: 0,
        }
    }
}

impl App {
    pub(super) fn hint_work(
        &self,
        workspace: &WorkspaceId,
        look: &Look,
        run_at: Timestamp,
    ) -> NewWork {
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: HintWork::KIND,
            payload: serde_json::to_value(HintWork::V1(look.clone())).unwrap_or_default(),
            run_at,
            max_attempts: HintWork::MAX_ATTEMPTS,
            account: Some(look.account.clone()),
            dedup_key: Some(format!("hint:{}", look.account)),
            concurrency_key: Some(format!("account:{workspace}:{}", look.account)),
        }
    }

    pub(crate) async fn run_hint(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let HintWork::V1(look) = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of a look after a callback could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        let rows = self.ports.store.workspace(workspace);
        let found = rows.account_find(&look.account).await?;
        let Some(account) = found.filter(|account| open_step(account).is_some()) else {
            return Ok(());
        };
        let id = account.external_id_to_deploy().bound_to(&account.id);
        match self.show_at(&account, Show::Id(id), "callback").await {
            Seen::Yes(_) => self.ask_after_callback(workspace, &account.id).await,
            Seen::No(_) | Seen::Trouble(_) => self.look_again(workspace, &look).await,
        }
    }

    /// The ordinary check. It alone decides, and it finds the role as it is.
    async fn ask_after_callback(&self, workspace: &WorkspaceId, id: &AccountId) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let leaving = tx.removal_find(id).await?.is_some();
        let found = tx.account_find(id).await?.filter(|_| !leaving);
        let Some((mut account, step)) = found.and_then(|account| {
            let step = open_step(&account)?.clone();
            Some((account, step))
        }) else {
            return Ok(());
        };
        let check = self.new_check(&account, &step, Trigger::Person, None, now);
        let asked = StepEvent::CheckAsked {
            check: check.id.clone(),
        };
        let Ok(after) = step.on(asked, now) else {
            return Ok(());
        };
        account.put_step(after);
        tx.check_insert(&check).await?;
        tx.account_save(&account).await?;
        tx.work_insert(&self.check_work(workspace, &check, now))
            .await?;
        let summary = format!(
            "A role answered in account {id} after its stack had called back; asked to check API access."
        );
        let entry = by_itself("check.asked", &account, summary);
        tx.commit(now, vec![entry]).await?;
        self.hint(workspace, Topic::Account, Some(id));
        Ok(())
    }

    async fn look_again(&self, workspace: &WorkspaceId, look: &Look) -> Result<()> {
        let next = Look {
            tries: look.tries.saturating_add(1),
            ..look.clone()
        };
        if next.tries >= TRIES {
            return Ok(());
        }
        let now = self.now();
        let at = now.plus(FIRST_PAUSE * 2_u32.saturating_pow(look.tries));
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        tx.work_insert(&self.hint_work(workspace, &next, at))
            .await?;
        Ok(tx.commit(now, Vec::new()).await?)
    }
}

/// The step, while nobody looks for the role.
fn open_step(account: &Account) -> Option<&Step> {
    let step = account.step(StepKind::ApiAccess)?;
    matches!(step.state, StepState::Open).then_some(step)
}

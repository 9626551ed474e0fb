//! The job that walks a run: looks, decides what comes next, does it, settles. May run twice and die
//! anywhere: every call carries an id that was stored before it.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, Timestamp,
    activation::PermitUse,
    check::Seen,
    ids::{StackRunId, WorkId, WorkspaceId},
    launch::TemplateAt,
    organization::{
        Organization, STACK_SET_NAME, UnitId, of_units,
        stack_run::{Leg, Move, RunFacts, RunOutcome, RunState, StackRun},
        stack_set::StackSetSeen,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{super::discover::can_be_read, open_permit};
use crate::{
    access::by_itself,
    activation::Entered,
    app::App,
    error::{Error, Result},
    organization::RolloutStatus,
    ports::{AccountSession, Answered, NewWork, StackSetAt, StackSetChange, Topic},
    problem::ProblemCode,
};

/// After a call that AWS took.
const SOON: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// While somebody else is in the way, or the permit is not open.
const LATER: Duration = Duration::from_secs(60);
/// A run that cannot go on for so long is over.
const PATIENCE: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Payload of the work of kind `stack_run`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum RunWork {
    #[serde(rename = "1")]
    V1 {
        payer: AccountId,
        run: StackRunId,
        /// Looks since something moved.
        looks: u32,
    },
}

impl RunWork {
    pub const KIND: &str = "stack_run";
    /// Attempts are used up by dying only: a look that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;
}

/// What one walk came to.
enum Walked {
    Next,
    /// AWS took a call.
    Taken,
    /// Nothing moves; why, for people, and when to look again. `None` looks after somebody's click only.
    Waits(Option<String>, Option<Duration>),
    End(RunOutcome),
}

impl App {
    pub(super) fn run_work(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        run: &StackRunId,
        looks: u32,
        run_at: Timestamp,
    ) -> NewWork {
        let key = format!("stack_run:{workspace}:{payer}");
        let payload = RunWork::V1 {
            payer: payer.clone(),
            run: run.clone(),
            looks,
        };
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: RunWork::KIND,
            payload: serde_json::to_value(payload).unwrap_or_default(),
            run_at,
            max_attempts: RunWork::MAX_ATTEMPTS,
            account: Some(payer.clone()),
            dedup_key: Some(format!("{key}:{run}")),
            concurrency_key: Some(key),
        }
    }

    pub(crate) async fn run_stack_run(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let RunWork::V1 { payer, run, looks } =
            serde_json::from_value(payload.clone()).map_err(|why| {
                let what = "The payload of a run of a roll-out could not be read.";
                Error::new(ProblemCode::Internal, what).caused_by(why)
            })?;
        let rows = self.ports.store.workspace(workspace);
        let account = rows.account_find(&payer).await?;
        let organization = rows.organization_find(&payer).await?.unwrap_or_default();
        let same = |found: &StackRun| found.id == run && found.is_open();
        let found = organization.run.clone().filter(same);
        let account = account.filter(can_be_read);
        let (Some(payer), Some(run)) = (account, found) else {
            return Ok(());
        };
        let walked = self
            .walk(workspace, &payer, organization, &run, looks)
            .await?;
        self.settle_run(workspace, &payer, &run, looks, walked)
            .await
    }

    async fn walk(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        organization: Organization,
        run: &StackRun,
        looks: u32,
    ) -> Result<Walked> {
        let rows = self.ports.store.workspace(workspace);
        let Some(permit) = open_permit(rows.permits_live(&payer.id).await?, self.now()) else {
            return Ok(without_permit(run, self.now()));
        };
        let unproven = self.unproven(workspace, payer, &organization, run).await?;
        let status = self.rollout_status(payer.clone(), organization).await;
        let (Some(rollout), Some(launch)) = (&status.rollout, &status.launch) else {
            return Ok(Walked::Waits(status.why_not_ready, Some(LATER)));
        };
        let wanted = launch.wanted(&self.template_for(rollout.trust).body);
        let by = PermitUse::StackSet;
        let entered = self.enter_permit(workspace, payer, &permit.id, by, "rollout");
        let session = match entered.await? {
            Entered::In(session) => session,
            Entered::Closed(why) => return Ok(Walked::Waits(Some(why), Some(LATER))),
            Entered::Refused(denial) => return Ok(unseen(Seen::No(denial))),
            Entered::Trouble(trouble) => return Ok(unseen(Seen::Trouble(trouble))),
        };
        let at = StackSetAt {
            name: STACK_SET_NAME.to_owned(),
            region: rollout.region.clone(),
        };
        let (set, operation) = match session.stack_set_operation(&at, run.operation()).await {
            Seen::Yes(found) => found,
            other => return Ok(unseen(other.map(drop))),
        };
        let facts = RunFacts {
            set,
            operation,
            unproven,
        };
        match run.next(&facts, &wanted) {
            Move::Next => Ok(Walked::Next),
            Move::End(outcome) => Ok(Walked::End(outcome)),
            Move::Wait { because } => Ok(Walked::Waits(because, waiting(run, looks))),
            Move::Stop { operation } => {
                let change = StackSetChange::Stop { operation };
                Ok(send(session.as_ref(), &at, &change).await)
            }
            Move::Call => match change_of(run, &status, facts.set.as_ref()) {
                Some(change) => Ok(send(session.as_ref(), &at, &change).await),
                None => Ok(Walked::Waits(
                    Some("A StackSet is made from a template in a bucket. Start the server with --template-bucket.".to_owned()),
                    Some(LATER),
                )),
            },
        }
    }

    /// Accounts of the canary to which access is wanted and not proven; 0 for every other leg. The payer
    /// itself is never in a StackSet and is proven.
    async fn unproven(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        organization: &Organization,
        run: &StackRun,
    ) -> Result<u64> {
        let Some(Leg::Prove { unit }) = run.leg() else {
            return Ok(0);
        };
        let rows = self.ports.store.workspace(workspace);
        let groups = rows.organization_groups(&payer.id).await?;
        let units = of_units(&organization.tree, &groups);
        let is_unit = |id: &UnitId| id == unit;
        let found = units.iter().find(|one| is_unit(&one.unit.id));
        Ok(found.map_or(0, |one| {
            one.coverage.wanted().saturating_sub(one.coverage.covered())
        }))
    }

    async fn settle_run(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        before: &StackRun,
        looks: u32,
        walked: Walked,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let mut organization = tx.organization_find(&payer.id).await?.unwrap_or_default();
        // Somebody's click since the look: what it has changed is looked at anew.
        let same = organization.run.take().filter(|run| *run == *before);
        let Some(mut run) = same else {
            return Ok(());
        };
        let mut entries = Vec::new();
        let again = match walked {
            Walked::Next => {
                run.at = run.at.saturating_add(1);
                run.waits = None;
                Some((0, now))
            }
            Walked::Taken => {
                run.waits = None;
                tx.work_insert(&self.first_look(workspace, &payer.id, true))
                    .await?;
                Some((0, now.plus(SOON)))
            }
            Walked::Waits(because, after) => {
                run.waits = because;
                after.map(|after| (looks.saturating_add(1), now.plus(after)))
            }
            Walked::End(outcome) => {
                tx.work_insert(&self.first_look(workspace, &payer.id, true))
                    .await?;
                entries.push(by_itself(
                    "organization.run_ended",
                    payer,
                    ended(payer, &outcome),
                ));
                run.waits = None;
                run.state = RunState::Ended { at: now, outcome };
                None
            }
        };
        if let Some((looks, at)) = again {
            tx.work_insert(&self.run_work(workspace, &payer.id, &run.id, looks, at))
                .await?;
        }
        organization.run = Some(run);
        tx.organization_put(&payer.id, &organization).await?;
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(&payer.id));
        Ok(())
    }
}

async fn send(session: &dyn AccountSession, at: &StackSetAt, change: &StackSetChange) -> Walked {
    match session.change_stack_set(at, change).await {
        Seen::Yes(Answered::Taken) => Walked::Taken,
        Seen::Yes(Answered::Busy { said }) => Walked::Waits(
            Some(format!(
                "Another operation of the StackSet is in the way ({said}). It is tried again by itself."
            )),
            Some(LATER),
        ),
        other => unseen(other.map(drop)),
    }
}

/// The call of the leg; `None` where the template has no address.
fn change_of(
    run: &StackRun,
    status: &RolloutStatus,
    set: Option<&StackSetSeen>,
) -> Option<StackSetChange> {
    let launch = status.launch.as_ref()?;
    let TemplateAt::Published(url) = &launch.launch.template else {
        return None;
    };
    let template_url = url.clone();
    let parameters = launch.parameters().into_iter();
    let parameters = parameters.map(|one| (one.name.to_owned(), one.value));
    Some(match run.leg()? {
        Leg::Make { token } => StackSetChange::Create {
            token: token.clone(),
            template_url,
            parameters: parameters.collect(),
        },
        Leg::Deploy { operation, targets } => StackSetChange::Deploy {
            operation: operation.clone(),
            targets: targets.clone(),
        },
        Leg::Redo { operation, targets } => StackSetChange::Redo {
            operation: operation.clone(),
            targets: targets.clone(),
        },
        Leg::Update { operation } => {
            let had = |name: &str| set.is_some_and(|set| set.parameters.contains_key(name));
            let (keep, give): (Vec<_>, Vec<_>) = parameters.partition(|(name, _)| had(name));
            StackSetChange::Update {
                operation: operation.clone(),
                template_url,
                keep: keep.into_iter().map(|(name, _)| name).collect(),
                give,
            }
        }
        Leg::Prove { .. } | Leg::Gate => return None,
    })
}

fn without_permit(run: &StackRun, now: Timestamp) -> Walked {
    if run.state == RunState::Stopping {
        return Walked::End(RunOutcome::Stopped);
    }
    if now > run.began_at.plus(PATIENCE) {
        return Walked::End(RunOutcome::Refused(
            "The permit was not open for days. Ask for another one and start again: what is deployed stays.".to_owned(),
        ));
    }
    let because = "The permit of the payer's owner is not open any more. What AWS has begun goes on; the rest waits for another permit.";
    Walked::Waits(Some(because.to_owned()), Some(LATER))
}

/// Neither a refusal nor trouble ends a run: both are mended from outside.
fn unseen(seen: Seen<()>) -> Walked {
    let because = match seen {
        Seen::Yes(()) => None,
        Seen::No(denial) => Some(format!("AWS refused ({}): {}", denial.code, denial.message)),
        Seen::Trouble(trouble) => Some(trouble.detail),
    };
    Walked::Waits(because, Some(LATER))
}

/// A click ends the wait at a gate; everything else is looked at again.
fn waiting(run: &StackRun, looks: u32) -> Option<Duration> {
    if run.waits_for_click() {
        return None;
    }
    Some(SOON.saturating_mul(1 << looks.min(6)).min(LONGEST_WAIT))
}

fn ended(payer: &Account, outcome: &RunOutcome) -> String {
    let how = match outcome {
        RunOutcome::Done => "is done",
        RunOutcome::Stopped => "was stopped",
        RunOutcome::Refused(why) => {
            return format!("The roll-out of payer {} ended: {why}", payer.id);
        }
    };
    format!("The roll-out of payer {} {how}.", payer.id)
}

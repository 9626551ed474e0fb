//! The job of a permit: look for its role, or try it until it is refused. May run twice and die anywhere.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, Timestamp,
    activation::{Permit, PermitLook, PermitState, look},
    check::Trouble,
    ids::{PermitId, WorkId, WorkspaceId},
    removal::{Answer, Door, DoorTry, LookedAtDoors, RemovalState, WhichId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::enter::in_place_of;
use crate::{
    access::by_itself,
    app::App,
    error::{Error, Result},
    ports::{AuditEntry, NewWork, Topic, WorkRow, WorkspaceTx},
    problem::ProblemCode,
};

/// How long a stack is looked for after somebody looked on last.
pub(super) const FOLLOW: Duration = Duration::from_secs(30 * 60);
/// Seconds between looks; the last one again and again.
const STEPS: [u64; 9] = [2, 3, 4, 5, 6, 8, 10, 12, 15];

/// Payload of the work of kind `permit`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum PermitWork {
    #[serde(rename = "1")]
    V1 {
        permit: PermitId,
        /// Of the tries of a role that is said to be deleted; `None` while its stack is awaited.
        turn: Option<u32>,
    },
}

impl PermitWork {
    pub const KIND: &str = "permit";
    /// Attempts are used up by dying only: a look that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    fn read(payload: &Value) -> Result<(PermitId, Option<u32>)> {
        let Self::V1 { permit, turn } = serde_json::from_value(payload.clone()).map_err(|why| {
            let what = "The payload of the work of a permit could not be read.";
            Error::new(ProblemCode::Internal, what).caused_by(why)
        })?;
        Ok((permit, turn))
    }
}

impl App {
    /// Looks for the role of a permit that awaits its stack.
    pub(super) fn permit_look_work(
        &self,
        workspace: &WorkspaceId,
        permit: &Permit,
        run_at: Timestamp,
    ) -> NewWork {
        self.permit_work(workspace, permit, None, run_at)
    }

    /// Tries the role of a permit whose stack is said to be deleted.
    pub(super) fn permit_try_work(
        &self,
        workspace: &WorkspaceId,
        permit: &Permit,
        turn: u32,
        run_at: Timestamp,
    ) -> NewWork {
        self.permit_work(workspace, permit, Some(turn), run_at)
    }

    fn permit_work(
        &self,
        workspace: &WorkspaceId,
        permit: &Permit,
        turn: Option<u32>,
        run_at: Timestamp,
    ) -> NewWork {
        let what = turn.map_or_else(|| "look".to_owned(), |turn| turn.to_string());
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: PermitWork::KIND,
            payload: serde_json::json!({ "v": "1", "permit": permit.id, "turn": turn }),
            run_at,
            max_attempts: PermitWork::MAX_ATTEMPTS,
            account: Some(permit.payer.clone()),
            dedup_key: Some(format!("permit:{workspace}:{}:{what}", permit.id)),
            concurrency_key: Some(format!("permit:{workspace}:{}", permit.id)),
        }
    }

    pub(crate) async fn run_permit(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let (id, turn) = PermitWork::read(payload)?;
        let rows = self.ports.store.workspace(workspace);
        let Some(permit) = rows.permit_find(&id).await? else {
            return Ok(());
        };
        let Some(payer) = rows.account_find(&permit.payer).await? else {
            return Ok(());
        };
        match turn {
            None if permit.awaits_stack(self.now()) || permit.is_open(self.now()) => {
                let found = self.look_at_permit(&payer, &permit).await;
                self.settle_permit_look(workspace, &payer.id, &id, &found)
                    .await
            }
            Some(turn) if permit.wants_a_try(turn) => {
                let found = self.try_permit(&payer, &permit).await;
                self.settle_permit_try(workspace, &permit, turn, found)
                    .await
            }
            _ => Ok(()),
        }
    }

    /// The positive probe first, then what must be refused, then whom the role trusts: as with API access.
    async fn look_at_permit(&self, payer: &Account, permit: &Permit) -> PermitLook {
        let account = in_place_of(payer, permit);
        let trusted = match self.trusted(&account).await {
            Ok(trusted) => trusted,
            Err(why) => {
                let trouble = Trouble::ours(why);
                return PermitLook::Trouble { trouble };
            }
        };
        match self.knock(&account, &permit.role_arn()).await {
            Ok(seen) => look(permit, &trusted, &seen),
            Err(trouble) => PermitLook::Trouble { trouble },
        }
    }

    async fn settle_permit_look(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        id: &PermitId,
        found: &PermitLook,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(payer) = tx.account_find(payer).await? else {
            return Ok(());
        };
        let Some(mut permit) = tx.permit_find(&payer.id, id).await? else {
            return Ok(());
        };
        let was_unsafe = matches!(permit.state, PermitState::Unsafe { .. });
        let opened = permit.looked(found, now);
        tx.permit_put(&permit).await?;
        let follows = permit.follow_until.is_some_and(|until| now < until);
        if follows && permit.awaits_stack(now) {
            let at = now.plus(nth(permit.tries));
            tx.work_insert(&self.permit_look_work(workspace, &permit, at))
                .await?;
        }
        if opened {
            self.begin_waiting(tx.as_mut(), workspace, &permit, now)
                .await?;
        }
        let told = told(&payer, &permit, opened, was_unsafe);
        tx.commit(now, told.into_iter().collect()).await?;
        self.hint(workspace, Topic::Account, Some(&permit.payer));
        Ok(())
    }

    /// Activations that wait for the permit begin.
    async fn begin_waiting(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        permit: &Permit,
        now: Timestamp,
    ) -> Result<()> {
        for mut run in tx.activations_live(&permit.payer).await? {
            if run.permit == permit.id && run.permitted() {
                tx.activation_put(&run).await?;
                self.begin_some(tx, workspace, &run, now).await?;
            }
        }
        Ok(())
    }

    /// The own identity comes last: it must have worked when the role was tried.
    async fn try_permit(&self, payer: &Account, permit: &Permit) -> LookedAtDoors {
        let (account, role_arn) = (in_place_of(payer, permit), permit.role_arn());
        let answer = self
            .try_role(&account, &role_arn, &permit.external_id)
            .await;
        let door = Door::Role {
            role_arn,
            id: WhichId::Permit,
        };
        let at = self.now();
        LookedAtDoors {
            tries: vec![DoorTry { door, answer, at }],
            own_trouble: self.own_trouble(&account).await,
        }
    }

    async fn settle_permit_try(
        &self,
        workspace: &WorkspaceId,
        tried: &Permit,
        turn: u32,
        found: LookedAtDoors,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(mut permit) = tx
            .permit_find(&tried.payer, &tried.id)
            .await?
            .filter(|one| one.wants_a_try(turn))
        else {
            return Ok(());
        };
        let gone = permit.tried(found, now);
        tx.permit_put(&permit).await?;
        let next_at = permit.ending.as_ref().and_then(|ending| ending.next_at());
        if let Some(at) = next_at.filter(|_| !gone) {
            tx.work_insert(&self.permit_try_work(workspace, &permit, turn, at))
                .await?;
        }
        let entries = if gone {
            vec![proven_gone(&permit)]
        } else {
            Vec::new()
        };
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(&permit.payer));
        self.hint(workspace, Topic::Work, Some(&permit.payer));
        Ok(())
    }

    /// Ends the turn whose work gave up.
    pub(crate) async fn stop_permit(&self, work: &WorkRow) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        if let Ok((id, Some(turn))) = PermitWork::read(&work.payload)
            && let Some(payer) = &work.account
            && let Some(mut permit) = tx
                .permit_find(payer, &id)
                .await?
                .filter(|one| one.wants_a_try(turn))
            && let Some(ending) = &mut permit.ending
        {
            ending.state = RemovalState::GaveUp {
                detail: "Landfast stopped several times while it tried. The server's log says why."
                    .to_owned(),
            };
            tx.permit_put(&permit).await?;
        }
        tx.work_told(&work.id, now).await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(&work.workspace, Topic::Account, work.account.as_ref());
        Ok(())
    }
}

fn nth(tries: u32) -> Duration {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = STEPS.get(place).or(STEPS.last()).copied().unwrap_or(15);
    Duration::from_secs(seconds)
}

fn told(payer: &Account, permit: &Permit, opened: bool, was_unsafe: bool) -> Option<AuditEntry> {
    let role = permit.role_arn();
    match &permit.state {
        PermitState::Open { .. } if opened => {
            let summary = format!(
                "The permit of payer {} is open: {role} answers to Landfast and refuses everybody else. Valid until {}.",
                payer.id, permit.valid_until
            );
            Some(by_itself("activation.permit_open", payer, summary))
        }
        PermitState::Unsafe { found } if !was_unsafe => {
            let summary = format!(
                "Did not accept the permit {role} of payer {}: {found}",
                payer.id
            );
            Some(by_itself("activation.permit_refused", payer, summary))
        }
        _ => None,
    }
}

/// With what AWS said, so that the log alone is evidence.
fn proven_gone(permit: &Permit) -> AuditEntry {
    let tries = permit.ending.iter().flat_map(|ending| &ending.tries);
    let refusals: Vec<String> = tries
        .filter_map(|one| match &one.answer {
            Answer::Refused { code, request_id } => {
                let request = request_id.as_deref().unwrap_or("none");
                Some(format!("{code} at {}, AWS request {request}", one.at))
            }
            Answer::LetIn | Answer::Trouble { .. } => None,
        })
        .collect();
    let last: &[String] = refusals
        .get(refusals.len().saturating_sub(2)..)
        .unwrap_or_default();
    let by = permit
        .ending
        .as_ref()
        .and_then(|ending| ending.said_by.clone());
    AuditEntry {
        actor: by.unwrap_or_else(|| permit.asked_by.clone()),
        action: "activation.permit_gone",
        account: Some(AccountId::clone(&permit.payer)),
        summary: format!(
            "The permit of payer {} is proven gone: {} was refused, {}.",
            permit.payer,
            permit.role_arn(),
            last.join("; ")
        ),
        request_id: None,
    }
}

//! Asking for a check: the button, the page that follows, and the schedule.

use landfast_domain::{
    Account, AccountId, Method, Timestamp,
    ids::{CheckId, WorkId, WorkspaceId},
    step::{ActionName, Step, StepEvent, StepKind, StepState},
};

use super::{
    body::CheckWork,
    patience::refusals_began,
    status::{applicable, step_kind},
};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{AuditEntry, Check, CheckState, NewWork, Topic, Trigger, WorkspaceTx},
    problem::ProblemCode,
};

impl App {
    /// Asks for a check. A second click while one runs gives the same check, brought forward.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`, `step_not_found`, `action_not_allowed`.
    pub async fn start_check(
        &self,
        actor: &Actor,
        account: &str,
        step: &str,
        trigger: Trigger,
    ) -> Result<Check> {
        actor.must_operate()?;
        let (id, kind) = (account_id(account)?, step_kind(step)?);
        self.ask_for_check(actor, &id, kind, trigger).await
    }

    /// The same for an actor whose right to it was judged.
    pub(crate) async fn ask_for_check(
        &self,
        actor: &Actor,
        id: &AccountId,
        kind: StepKind,
        trigger: Trigger,
    ) -> Result<Check> {
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        let step = applicable(&account, kind)?.clone();
        allowed(&step, trigger, account.method)?;
        if account.method == Method::AccessKeys {
            something_to_try(tx.as_mut(), &account).await?;
        }
        let (check, entries) = self
            .ask(tx.as_mut(), actor, account, &step, trigger)
            .await?;
        tx.commit(now, entries).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        self.hint(&actor.workspace.id, Topic::Work, Some(id));
        Ok(check)
    }

    /// Asks for a check of a step within a transaction that is open; gives the check and what the
    /// audit log is to know.
    pub(crate) async fn ask(
        &self,
        tx: &mut dyn WorkspaceTx,
        actor: &Actor,
        mut account: Account,
        step: &Step,
        trigger: Trigger,
    ) -> Result<(Check, Vec<AuditEntry>)> {
        let now = self.now();
        let check = match self.unfinished(tx, &account, step).await? {
            Some(running) => {
                self.brought_forward(tx, running, step, trigger, now)
                    .await?
            }
            None => {
                let check = self.new_check(&account, step, trigger, Some(actor.name.clone()), now);
                tx.check_insert(&check).await?;
                check
            }
        };
        let after = asked(step, &check, now)?;
        let entries = asked_entry(actor, &check, step.state.name() != after.state.name());
        account.put_step(after);
        tx.account_save(&account).await?;
        tx.work_insert(&self.check_work(&actor.workspace.id, &check, now))
            .await?;
        Ok((check, entries))
    }

    /// The check that the step waits for, or the one that follows behind its finding, if it was
    /// asked for the present revision.
    pub(crate) async fn unfinished(
        &self,
        tx: &mut dyn WorkspaceTx,
        account: &Account,
        step: &Step,
    ) -> Result<Option<Check>> {
        let found = match &step.state {
            StepState::Checking { check, .. }
            | StepState::Waiting {
                check: Some(check), ..
            } => tx.check_find(&account.id, check).await?,
            StepState::Blocked { .. } | StepState::Drifted { .. } => tx
                .check_newest(&account.id)
                .await?
                .filter(|check| check.step == step.kind && check.trigger == Trigger::Follow),
            _ => None,
        };
        Ok(
            found
                .filter(|check| check.state != CheckState::Done && check.revision == step.revision),
        )
    }

    /// Somebody looks again at a check that only followed: it looks often again. A click makes it the
    /// person's, and patience begins.
    async fn brought_forward(
        &self,
        tx: &mut dyn WorkspaceTx,
        mut check: Check,
        step: &Step,
        trigger: Trigger,
        now: Timestamp,
    ) -> Result<Check> {
        if check.trigger != Trigger::Follow {
            return Ok(check);
        }
        check.tries = 0;
        if trigger == Trigger::Person {
            let began = refusals_began(step, now);
            check.trigger = Trigger::Person;
            check.patience_ends_at = Some(began.plus(self.settings.new_role));
        }
        tx.check_save(&check).await?;
        Ok(check)
    }

    pub(crate) fn new_check(
        &self,
        account: &Account,
        step: &Step,
        trigger: Trigger,
        by: Option<String>,
        now: Timestamp,
    ) -> Check {
        let patience_ends_at = match trigger {
            Trigger::Follow => None,
            Trigger::Person | Trigger::Schedule => {
                Some(refusals_began(step, now).plus(self.settings.new_role))
            }
        };
        Check {
            id: CheckId::new(now, self.random()),
            account: account.id.clone(),
            step: step.kind,
            revision: step.revision,
            trigger,
            state: CheckState::Queued,
            asked_at: now,
            asked_by: by,
            tries: 0,
            next_at: None,
            patience_ends_at,
            done_at: None,
            report: None,
        }
    }

    pub(crate) fn check_work(
        &self,
        workspace: &WorkspaceId,
        check: &Check,
        run_at: Timestamp,
    ) -> NewWork {
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: CheckWork::KIND,
            payload: CheckWork::payload(&check.account, &check.id),
            run_at,
            max_attempts: CheckWork::MAX_ATTEMPTS,
            account: Some(check.account.clone()),
            dedup_key: Some(format!("check:{}", check.id)),
            // With the workspace: what one tenant asks for must not hold up another.
            concurrency_key: Some(format!("account:{workspace}:{}", check.account)),
        }
    }
}

fn allowed(step: &Step, trigger: Trigger, method: Method) -> Result<()> {
    let action = if trigger == Trigger::Follow {
        ActionName::Follow
    } else {
        ActionName::Check
    };
    let refuse = |why| {
        Error::new(
            ProblemCode::ActionNotAllowed,
            format!("{} cannot be checked now. {why}", step.kind.title()),
        )
    };
    step.why_not_by(action, method)
        .map_or(Ok(()), |why| Err(refuse(why)))
}

/// An account that is to be reached by a key has none before one was saved.
async fn something_to_try(tx: &mut dyn WorkspaceTx, account: &Account) -> Result<()> {
    if account.proven.is_some() || !tx.keys(&account.id).await?.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        ProblemCode::ActionNotAllowed,
        format!(
            "API access cannot be checked now. No access key of account {} is saved.",
            account.id
        ),
    )
    .hint("Save an access key first; saving tests it."))
}

pub(super) fn asked(step: &Step, check: &Check, now: Timestamp) -> Result<Step> {
    let event = match check.trigger {
        Trigger::Follow => StepEvent::Followed {
            check: check.id.clone(),
        },
        Trigger::Person | Trigger::Schedule => StepEvent::CheckAsked {
            check: check.id.clone(),
        },
    };
    step.on(event, now)
        .map_err(|why| Error::new(ProblemCode::ActionNotAllowed, why.to_string()))
}

/// Looking on is told when it begins, not with every page that is opened.
fn asked_entry(actor: &Actor, check: &Check, changed: bool) -> Vec<AuditEntry> {
    if check.trigger == Trigger::Follow {
        let summary = format!("Began to look for the role of account {}.", check.account);
        let followed = || entry(actor, "check.followed", Some(&check.account), summary);
        return changed.then(followed).into_iter().collect();
    }
    let what = match check.step {
        StepKind::ApiAccess => "API access",
        StepKind::BillingExport => "the billing export",
        StepKind::LinkedAccounts => "the linked accounts",
    };
    vec![entry(
        actor,
        "check.asked",
        Some(&check.account),
        format!("Asked to check {what} of account {}.", check.account),
    )]
}

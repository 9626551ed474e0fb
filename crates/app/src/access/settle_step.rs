//! Settling a step that needs no proof of its own: one transaction that writes what a look has shown.

use landfast_domain::{
    Account, Timestamp,
    check::{Report, Verdict},
    ids::WorkspaceId,
    step::{Step, StepKind, StepState},
};

use super::{settle::Next, told::by_itself};
use crate::{
    app::App,
    error::Result,
    ports::{AuditEntry, Check, CheckState, Topic},
};

impl App {
    pub(super) async fn settle_step(
        &self,
        workspace: &WorkspaceId,
        check: &Check,
        report: Report,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(mut account) = tx.account_find(&check.account).await? else {
            return Ok(());
        };
        let Some(mut current) = tx
            .check_find(&account.id, &check.id)
            .await?
            .filter(|check| check.state != CheckState::Done)
        else {
            return Ok(());
        };
        current.report = Some(report.clone());
        let step = account
            .step(check.step)
            .filter(|step| step.revision == check.revision)
            .cloned();
        let Some(step) = step else {
            // Something else is wanted by now: history only.
            let done = Next::history(current, now);
            tx.check_save(&done).await?;
            return Ok(tx.commit(now, Vec::new()).await?);
        };
        let verdict = report.verdict();
        let next = Next::of(&current, &step, &report, now)?;
        account.last_check_at = Some(now);
        // The linked accounts are looked at after each reading, not by the schedule.
        if check.step != StepKind::LinkedAccounts
            && let StepState::Waiting {
                check: None,
                next_at,
                ..
            } = &next.step.state
        {
            account.next_check_at = sooner(account.next_check_at, *next_at);
        }
        let told = told(&account, &step, &next.step, &report);
        let entries: Vec<AuditEntry> = told.into_iter().collect();
        account.put_step(next.step);
        tx.account_save(&account).await?;
        tx.check_save(&next.check).await?;
        if let Some(at) = next.again_at {
            tx.work_insert(&self.check_work(workspace, &next.check, at))
                .await?;
        }
        if is_delivered(check, verdict) {
            let look = self.look_bills_work(workspace, &account.id, now, false);
            tx.work_insert(&look).await?;
        }
        tx.commit(now, entries).await?;
        self.tally.count(verdict);
        self.hint(workspace, Topic::Account, Some(&account.id));
        Ok(())
    }
}

/// Whether there is a bill to be looked at.
fn is_delivered(check: &Check, verdict: Verdict) -> bool {
    check.step == StepKind::BillingExport && verdict == Verdict::Pass
}

fn sooner(known: Option<Timestamp>, at: Timestamp) -> Option<Timestamp> {
    Some(known.map_or(at, |known| known.min(at)))
}

/// What the audit log is told: changes of state, not every look.
fn told(account: &Account, before: &Step, after: &Step, report: &Report) -> Option<AuditEntry> {
    let standing = |step: &Step| (step.passed_at.is_some(), step.found_why);
    if standing(before) == standing(after) {
        return None;
    }
    let mut found: Vec<&str> = report.mistakes().map(|mistake| mistake.as_str()).collect();
    found.dedup();
    let (what, id) = (in_words(after.kind)?, &account.id);
    let (action, summary) = match &after.state {
        StepState::Passed { .. } => (what.proven.0, what.proven.1),
        StepState::Drifted { .. } => (what.drifted.0, what.drifted.1),
        StepState::Blocked { .. } => (what.refused.0, what.refused.1),
        _ => return None,
    };
    let why = if found.is_empty() {
        String::new()
    } else {
        format!(" ({})", found.join(", "))
    };
    Some(by_itself(
        action,
        account,
        format!("{}{why}.", summary.replace("{id}", id.as_str())),
    ))
}

/// Actions and sentences of a step.
struct Words {
    proven: (&'static str, &'static str),
    drifted: (&'static str, &'static str),
    refused: (&'static str, &'static str),
}

const fn in_words(kind: StepKind) -> Option<Words> {
    match kind {
        StepKind::ApiAccess => None,
        StepKind::BillingExport => Some(Words {
            proven: (
                "billing.proven",
                "Proved the billing export of account {id}: it is delivered and can be read",
            ),
            drifted: (
                "billing.drifted",
                "The billing export of account {id} is no longer as it should be",
            ),
            refused: (
                "billing.refused",
                "The billing export of account {id} is not as it should be",
            ),
        }),
        StepKind::LinkedAccounts => Some(Words {
            proven: (
                "organization.covered",
                "Access to every account in the organization of payer {id} is proven",
            ),
            drifted: (
                "organization.uncovered",
                "Access is no longer proven to every account in the organization of payer {id}",
            ),
            refused: (
                "organization.uncovered",
                "Access is not proven to every account in the organization of payer {id}",
            ),
        }),
    }
}

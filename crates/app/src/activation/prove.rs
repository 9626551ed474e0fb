//! After the stack: the ordinary check, and what an account's work leads to, in one transaction.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId,
    activation::{Activation, FailReason, ItemState, Passed},
    check::{Mistake, Report},
    ids::WorkspaceId,
    step::{StepEvent, StepKind, StepState},
};

use super::work::{Desk, Step, next_look};
use crate::{
    app::App,
    error::Result,
    ports::{AuditEntry, Topic, Trigger, WorkspaceTx},
};

/// A check has two minutes of patience, and some more for trouble.
const PROOF_TAKES: Duration = Duration::from_secs(30 * 60);

impl App {
    /// Looks how the account's check stands.
    pub(super) async fn prove_step(&self, workspace: &WorkspaceId, desk: &Desk) -> Result<Step> {
        let rows = self.ports.store.workspace(workspace);
        let Some(account) = rows.account_find(&desk.item.account).await? else {
            let why = "The registration was removed meanwhile.";
            return Ok(Step::failed(FailReason::NotProven, why));
        };
        let Some(step) = account.step(StepKind::ApiAccess) else {
            return Ok(Step::again("The check is being asked for."));
        };
        let late = desk
            .item
            .since
            .is_some_and(|since| self.now().since(since) >= PROOF_TAKES);
        Ok(match &step.state {
            StepState::Passed { .. } => Passed::Proven.into(),
            StepState::Blocked { .. } | StepState::Drifted { .. } => {
                Step::failed(FailReason::NotProven, findings(step.report.as_ref()))
            }
            _ if late => {
                let why = format!("The check has no answer: {}.", step.state.summary());
                Step::failed(FailReason::GaveUp, why)
            }
            StepState::Checking { .. } | StepState::Waiting { .. } => {
                Step::again(step.state.summary())
            }
            StepState::Open | StepState::Locked { .. } | StepState::Skipped { .. } => {
                let why = "The check ended without an answer.";
                Step::failed(FailReason::NotProven, why)
            }
        })
    }

    pub(super) async fn settle_item(
        &self,
        workspace: &WorkspaceId,
        desk: &Desk,
        step: Step,
    ) -> Result<()> {
        let (id, account, now) = (&desk.run.id, &desk.item.account, self.now());
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(mut run) = tx.activation_find(&desk.run.payer, id).await? else {
            return Ok(());
        };
        let same = |revision: u32| revision == desk.item.revision;
        let found = tx.activation_item(id, account).await?;
        let Some(mut item) = found.filter(|item| same(item.revision)) else {
            return Ok(());
        };
        let mut entries = match &step.passed {
            Passed::Complete => self.check_deployed(tx.as_mut(), workspace, account).await?,
            Passed::Proven => self.confirm_selected(tx.as_mut(), &run, account).await?,
            _ => Vec::new(),
        };
        let over = item.passed(step.passed, now);
        tx.activation_items_put(id, std::slice::from_ref(&item))
            .await?;
        if over {
            entries.extend(told(&run, &item.state, account));
            self.begin_some(tx.as_mut(), workspace, &run, now).await?;
            let counts = tx.activation_counts(id).await?;
            if run.settle(counts, now) {
                tx.activation_put(&run).await?;
                entries.extend(self.end_of(tx.as_mut(), &run, now).await?);
            }
        } else {
            let at = next_look(&item, step.wait, now);
            tx.work_insert(&self.activate_work(workspace, &run, &item, at))
                .await?;
        }
        tx.commit(now, entries).await?;
        self.told_of(workspace, &run.payer);
        self.hint(workspace, Topic::Account, Some(account));
        Ok(())
    }

    /// With the two minutes that a new role is given. A check that is under way already does too.
    async fn check_deployed(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        id: &AccountId,
    ) -> Result<Vec<AuditEntry>> {
        let now = self.now();
        let Some(mut account) = tx.account_find(id).await? else {
            return Ok(Vec::new());
        };
        let Some(step) = account.step(StepKind::ApiAccess).cloned() else {
            return Ok(Vec::new());
        };
        let check = self.new_check(&account, &step, Trigger::Person, None, now);
        let event = StepEvent::CheckAsked {
            check: check.id.clone(),
        };
        if let Ok(asked) = step.on(event, now) {
            account.put_step(asked);
            tx.account_save(&account).await?;
            tx.check_insert(&check).await?;
            tx.work_insert(&self.check_work(workspace, &check, now))
                .await?;
        }
        Ok(Vec::new())
    }

    /// Whoever began the activation has confirmed all that it reaches.
    async fn confirm_selected(
        &self,
        tx: &mut dyn WorkspaceTx,
        run: &Activation,
        id: &AccountId,
    ) -> Result<Vec<AuditEntry>> {
        let ready =
            |account: &Account| account.confirmed_at.is_none() && account.blockers().is_empty();
        let Some(mut account) = tx.account_find(id).await?.filter(ready) else {
            return Ok(Vec::new());
        };
        account.confirmed_at = Some(self.now());
        tx.account_save(&account).await?;
        Ok(vec![AuditEntry {
            actor: run.begun_by.clone(),
            action: "account.confirmed",
            account: Some(id.clone()),
            summary: format!("Confirmed account {id} (linked)."),
            request_id: None,
        }])
    }
}

fn told(run: &Activation, state: &ItemState, account: &AccountId) -> Option<AuditEntry> {
    let ItemState::Failed { reason, .. } = state else {
        return None;
    };
    Some(AuditEntry {
        actor: "landfast".to_owned(),
        action: "activation.account_failed",
        account: Some(account.clone()),
        summary: format!(
            "Account {account} could not be activated through payer {}: {}.",
            run.payer,
            reason.as_str()
        ),
        request_id: None,
    })
}

fn findings(report: Option<&Report>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in report
        .into_iter()
        .flat_map(Report::mistakes)
        .map(Mistake::as_str)
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!("The check found: {}.", names.join(", "))
}

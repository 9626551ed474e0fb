//! When the work of a check gave up: whoever waits for the check is told, and waits no longer.

use landfast_domain::{
    Method,
    access_key::key_unavailable,
    api_access::unavailable,
    check::Trouble,
    own_access::machine_unavailable,
    step::{StepEvent, StepKind},
};

use super::{body::CheckWork, patience, told::by_itself};
use crate::{
    app::App,
    error::Result,
    ports::{Check, CheckState, Topic, WorkRow},
};

impl App {
    /// Ends the check whose `work` is dead. The work itself stays, to be looked at and retried.
    pub(crate) async fn stop_check(&self, work: &WorkRow) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        let mut entries = Vec::new();
        if let Ok(CheckWork::V1 { account, check }) = serde_json::from_value(work.payload.clone())
            && let Some(mut account) = tx.account_find(&account).await?
            && let Some(check) = tx.check_find(&account.id, &check).await?
            && check.state != CheckState::Done
        {
            let trouble = gave_up(work);
            let report = match account.method {
                _ if check.step == StepKind::BillingExport => {
                    let chosen = tx.export_choice(&account.id).await?;
                    self.export_unseen(&account, chosen.as_ref(), &trouble)
                }
                _ if check.step == StepKind::LinkedAccounts => {
                    self.linked_unseen(&account, &trouble)
                }
                Method::AccessKeys => key_unavailable(None, &trouble, now).report,
                Method::MachineIdentity => machine_unavailable(&trouble, now),
                _ => unavailable(&account.role_to_try(), account.trust, &trouble, now).report,
            };
            let next_at = account
                .was_proven()
                .then(|| patience::next_daily(now, self.settings.recheck_every, self.random()));
            let event = StepEvent::Stopped {
                check: check.id.clone(),
                report: report.clone(),
                next_at,
            };
            let step = account
                .step(check.step)
                .filter(|step| step.revision == check.revision)
                .and_then(|step| step.on(event, now).ok());
            if let Some(step) = step {
                let summary = format!(
                    "Gave a check of account {} up after {} attempts.",
                    account.id, work.attempts
                );
                entries.push(by_itself("check.stopped", &account, summary));
                account.next_check_at = next_at;
                account.put_step(step);
                tx.account_save(&account).await?;
            }
            tx.check_save(&Check {
                state: CheckState::Done,
                done_at: Some(now),
                next_at: None,
                report: Some(report),
                ..check
            })
            .await?;
        }
        tx.commit(now, entries).await?;
        self.hint(&work.workspace, Topic::Account, work.account.as_ref());
        Ok(())
    }
}

fn gave_up(work: &WorkRow) -> Trouble {
    let why = work.last_error.as_deref().unwrap_or("It did not say why.");
    Trouble::ours(format!(
        "Landfast gave this check up after {} attempts: {why} An operator finds it under Settings, Failed work.",
        work.attempts
    ))
}

//! Writing down what was seen and done: one transaction each.

use std::time::Duration;

use landfast_domain::{
    Account,
    bill::{BillLook, BillMonth, Delivered, Kept, Period, Progress, ReadFailure},
    billing_export::ExportChoice,
    ids::WorkspaceId,
};

use super::{look::SeenMonth, unseen::Halt, work::EVERY};
use crate::{
    access::next_daily,
    app::App,
    error::Result,
    ports::{AuditEntry, BillOf, Topic, WorkspaceTx},
};

/// When what met trouble is tried again.
const AFTER_TROUBLE: Duration = Duration::from_secs(5 * 60);

impl App {
    /// Every month that has something new is asked for, the newest first, and the next look is planned.
    pub(super) async fn settle_look(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        choice: &ExportChoice,
        months: std::result::Result<Vec<SeenMonth>, Halt>,
        again: bool,
    ) -> Result<()> {
        let now = self.now();
        let (pause, trouble) = match &months {
            Ok(_) => (EVERY, None),
            Err(Halt::Bad(detail)) => (EVERY, Some(detail.clone())),
            Err(Halt::Weather(detail)) => (AFTER_TROUBLE, Some(detail.clone())),
        };
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        if tx.account_find(&account.id).await?.is_none() {
            return Ok(());
        }
        let mut wanted: Vec<Period> = Vec::new();
        for seen in months.unwrap_or_default() {
            if self.see(tx.as_mut(), account, choice, &seen, again).await? {
                wanted.push(seen.period);
            }
        }
        wanted.sort_unstable_by(|one, other| other.cmp(one));
        for period in wanted {
            let report = choice.name.as_str();
            let work = self.read_bill_work(workspace, &account.id, report, period, now);
            tx.work_insert(&work).await?;
        }
        let next_at = next_daily(now, pause, self.random());
        tx.bill_look_put(
            &account.id,
            &BillLook {
                at: now,
                next_at,
                trouble,
            },
        )
        .await?;
        tx.work_insert(&self.look_bills_work(workspace, &account.id, next_at, false))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(workspace, Topic::Bills, Some(&account.id));
        Ok(())
    }

    /// Notes a month as it was seen; gives whether it is to be read.
    async fn see(
        &self,
        tx: &mut dyn WorkspaceTx,
        account: &Account,
        choice: &ExportChoice,
        seen: &SeenMonth,
        again: bool,
    ) -> Result<bool> {
        let (report, now) = (choice.name.as_str(), self.now());
        let known = tx.bill_month(&account.id, report, seen.period).await?;
        let mut month = known.unwrap_or_else(|| {
            let delivered = Delivered {
                digest: seen.digest.clone(),
                seen_at: now,
            };
            BillMonth::new(
                account.id.clone(),
                report.to_owned(),
                seen.period,
                delivered,
            )
        });
        if again {
            month.forget_failure();
        }
        let wanted = month.see(seen.digest.clone(), now);
        tx.bill_month_put(&month).await?;
        Ok(wanted)
    }

    pub(super) async fn settle_progress(&self, of: &BillOf, progress: Progress) -> Result<()> {
        self.change_month(of, Vec::new(), |month| month.progress = Some(progress))
            .await
    }

    pub(super) async fn settle_kept(&self, of: &BillOf, kept: Kept) -> Result<()> {
        let told = AuditEntry {
            actor: "landfast".to_owned(),
            action: "billing.read",
            account: Some(of.payer.clone()),
            summary: format!(
                "Read the bill of {} of payer {}: {} rows in {} files.",
                of.period, of.payer, kept.ledger.rows, kept.files
            ),
            request_id: None,
        };
        self.change_month(of, vec![told], |month| month.keep(kept))
            .await
    }

    /// What is wrong with a delivery stays with its month; weather has it tried again.
    pub(super) async fn settle_halt(
        &self,
        of: &BillOf,
        read: &BillMonth,
        halt: Halt,
    ) -> Result<()> {
        match halt {
            Halt::Bad(detail) => {
                let at = self.now();
                let failure = ReadFailure { at, detail };
                let digest = read.delivered.digest.clone();
                self.change_month(of, Vec::new(), |month| month.fail(&digest, failure))
                    .await
            }
            Halt::Weather(detail) => {
                tracing::info!(bill.period = %of.period, aws.account = %of.payer, why = detail, "a bill is read later");
                self.change_month(of, Vec::new(), |month| month.progress = None)
                    .await?;
                let now = self.now();
                let mut tx = self.ports.store.workspace(&of.workspace).begin().await?;
                let at = now.plus(AFTER_TROUBLE);
                let work = self.look_bills_work(&of.workspace, &of.payer, at, false);
                tx.work_insert(&work).await?;
                let look = tx.bill_look(&of.payer).await?;
                tx.bill_look_put(
                    &of.payer,
                    &BillLook {
                        at: look.map_or(now, |look| look.at),
                        next_at: at,
                        trouble: Some(detail),
                    },
                )
                .await?;
                Ok(tx.commit(now, Vec::new()).await?)
            }
        }
    }

    async fn change_month(
        &self,
        of: &BillOf,
        told: Vec<AuditEntry>,
        change: impl FnOnce(&mut BillMonth) + Send,
    ) -> Result<()> {
        let mut tx = self.ports.store.workspace(&of.workspace).begin().await?;
        let month = tx.bill_month(&of.payer, &of.report, of.period).await?;
        let Some(mut month) = month else {
            return Ok(());
        };
        change(&mut month);
        tx.bill_month_put(&month).await?;
        tx.commit(self.now(), told).await?;
        self.hint(&of.workspace, Topic::Bills, Some(&of.payer));
        Ok(())
    }
}

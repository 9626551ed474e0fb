//! A month whose reading always killed its worker.

use landfast_domain::bill::ReadFailure;

use super::work::ReadBillWork;
use crate::{app::App, error::Result, ports::WorkRow};

const GAVE_UP: &str = "Reading this month ended the program again and again, and is not tried any more by itself. Look at the server's log and its memory, then ask for it again.";

impl App {
    /// Says at the month that nobody reads it any more, and that this was told: once.
    pub(crate) async fn stop_read_bill(&self, work: &WorkRow) -> Result<()> {
        let (payer, report, period) = ReadBillWork::read(&work.payload)?;
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        if let Some(mut month) = tx.bill_month(&payer, &report, period).await? {
            let digest = month.delivered.digest.clone();
            let detail = GAVE_UP.to_owned();
            month.fail(&digest, ReadFailure { at: now, detail });
            tx.bill_month_put(&month).await?;
        }
        tx.work_told(&work.id, now).await?;
        Ok(tx.commit(now, Vec::new()).await?)
    }
}

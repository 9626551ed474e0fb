//! The reading of one month: fetch what AWS delivered, have it kept, settle. May run twice and die
//! anywhere: what lies here is not fetched again, and what is kept stays until the next is good.

use landfast_domain::{
    Account,
    bill::{BillMonth, Kept, Progress},
    billing_export::ExportChoice,
    ids::WorkspaceId,
};
use serde_json::Value;

use super::{
    fetch::{Delivery, fetch, is_still, put_manifest},
    look::{Bucket, bucket, manifest},
    unseen::{Halt, given},
    work::ReadBillWork,
};
use crate::{
    app::App,
    error::Result,
    ports::{AccountSession, BillOf, NotTaken},
};

type Brought<T> = std::result::Result<T, Halt>;

impl App {
    pub(crate) async fn run_read_bill(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let (payer, report, period) = ReadBillWork::read(payload)?;
        let of = BillOf {
            workspace: workspace.clone(),
            payer,
            report,
            period,
        };
        let Some((account, choice)) = self.billed(workspace, &of.payer).await? else {
            return Ok(());
        };
        let rows = self.ports.store.workspace(workspace);
        let Some(month) = rows.bill_month(&of.payer, &of.report, of.period).await? else {
            return Ok(());
        };
        // Another export was chosen since, or somebody else has read it.
        if choice.name.as_str() != of.report || month.is_kept() || month.failure.is_some() {
            return Ok(());
        }
        match self.bring_in(&account, &choice, &of, &month).await? {
            Ok(kept) => self.settle_kept(&of, kept).await?,
            Err(halt) => return self.settle_halt(&of, &month, halt).await,
        }
        if let Err(why) = self.ports.bills.clear(&of).await {
            tracing::warn!(bill.period = %of.period, error = %why, "what was fetched could not be deleted");
        }
        Ok(())
    }

    async fn bring_in(
        &self,
        account: &Account,
        choice: &ExportChoice,
        of: &BillOf,
        month: &BillMonth,
    ) -> Result<Brought<Kept>> {
        let session = self.enter(&of.workspace, account, "bills").await?;
        let session = match given("enter the account", session) {
            Ok(session) => session,
            Err(halt) => return Ok(Err(halt)),
        };
        let bucket = match bucket(session.as_ref(), account, choice).await {
            Ok(Some(bucket)) => bucket,
            Ok(None) => return Ok(Err(gone())),
            Err(halt) => return Ok(Err(halt)),
        };
        let delivery = match newest(session.as_ref(), &bucket, of, month).await {
            Ok(delivery) => delivery,
            Err(halt) => return Ok(Err(halt)),
        };
        self.fetch_and_keep(session.as_ref(), &bucket, of, &delivery)
            .await
    }

    async fn fetch_and_keep(
        &self,
        session: &dyn AccountSession,
        bucket: &Bucket,
        of: &BillOf,
        delivery: &Delivery,
    ) -> Result<Brought<Kept>> {
        let folder = match self.ports.bills.gather(of, &delivery.digest).await {
            Ok(folder) => folder,
            Err(why) => return Ok(Err(Halt::Weather(why))),
        };
        let mut progress = Progress {
            since: self.now(),
            files: count(delivery.keys.len()),
            files_done: 0,
            bytes_done: 0,
        };
        self.settle_progress(of, progress).await?;
        for key in &delivery.keys {
            match fetch(session, bucket, delivery, key, &folder).await {
                Ok(here) => {
                    progress.files_done += 1;
                    progress.bytes_done = progress.bytes_done.saturating_add(here.bytes);
                }
                Err(halt) => return Ok(Err(halt)),
            }
            self.settle_progress(of, progress).await?;
        }
        if let Err(halt) = is_still(session, bucket, of, &delivery.digest).await {
            return Ok(Err(halt));
        }
        if let Err(halt) = put_manifest(delivery, &folder).await {
            return Ok(Err(halt));
        }
        let taken = self.ports.bills.take_in(of, &delivery.digest).await;
        Ok(taken.map_err(Halt::from).map(|taken| Kept {
            digest: delivery.digest.clone(),
            version: taken.version,
            at: self.now(),
            ledger: taken.ledger,
            files: progress.files,
            bytes: progress.bytes_done,
        }))
    }
}

/// The delivery that the month waits for. Another one since is a reason to look again.
async fn newest(
    session: &dyn AccountSession,
    bucket: &Bucket,
    of: &BillOf,
    month: &BillMonth,
) -> Brought<Delivery> {
    let file = manifest(session, bucket, of.period)
        .await?
        .ok_or_else(gone)?;
    let delivery = Delivery::of(bucket, file)?;
    if delivery.digest == month.delivered.digest {
        return Ok(delivery);
    }
    Err(Halt::Weather(format!(
        "AWS delivered {} anew since it was seen.",
        of.period
    )))
}

fn gone() -> Halt {
    Halt::Weather("The delivery is not there any more.".to_owned())
}

fn count(files: usize) -> u32 {
    u32::try_from(files).unwrap_or(u32::MAX)
}

impl From<NotTaken> for Halt {
    fn from(why: NotTaken) -> Self {
        match why {
            NotTaken::Bad(detail) => Self::Bad(detail),
            NotTaken::Trouble(detail) => Self::Weather(detail),
        }
    }
}

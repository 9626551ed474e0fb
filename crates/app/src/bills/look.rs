//! The look at what AWS delivered: every month's newest manifest. Reads no bill.

use landfast_domain::{
    Account, AccountId,
    bill::{ManifestDigest, Period},
    billing_export::{
        ExportChoice, ExportFormat, ManifestFile, Overwrite, month_of_folder, months_under, place,
    },
    check::Seen,
    ids::WorkspaceId,
    step::StepKind,
};
use serde_json::Value;

use super::{
    unseen::{Halt, given},
    work::LookBillsWork,
};
use crate::{
    app::App,
    billing::export_choice,
    error::Result,
    ports::{AccountSession, BucketAt},
};

/// The newest manifest of a month.
pub(super) struct SeenMonth {
    pub period: Period,
    pub digest: ManifestDigest,
}

/// Where deliveries lie.
pub(super) struct Bucket {
    pub at: BucketAt,
    pub choice: ExportChoice,
    pub overwrite: Overwrite,
}

impl App {
    pub(crate) async fn run_look_at_bills(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let (id, again) = LookBillsWork::read(payload)?;
        let Some((account, choice)) = self.billed(workspace, &id).await? else {
            return Ok(());
        };
        let session = self.enter(workspace, &account, "bills").await?;
        let months = match given("enter the account", session) {
            Ok(session) => delivered(session.as_ref(), &account, &choice).await,
            Err(halt) => Err(halt),
        };
        self.settle_look(workspace, &account, &choice, months, again)
            .await
    }

    /// An account whose bill can be read now, with what was chosen for it. Once the export was proven
    /// there is something to read, also while it has drifted.
    pub(super) async fn billed(
        &self,
        workspace: &WorkspaceId,
        id: &AccountId,
    ) -> Result<Option<(Account, ExportChoice)>> {
        let rows = self.ports.store.workspace(workspace);
        let Some(account) = rows.account_find(id).await? else {
            return Ok(None);
        };
        if !was_proven(&account) || rows.removal_find(id).await?.is_some() {
            return Ok(None);
        }
        let chosen = rows.export_choice(id).await?;
        Ok(export_choice(&account, chosen.as_ref()).map(|choice| (account, choice)))
    }
}

pub(super) fn was_proven(account: &Account) -> bool {
    account
        .step(StepKind::BillingExport)
        .is_some_and(|step| step.passed_at.is_some())
}

async fn delivered(
    session: &dyn AccountSession,
    account: &Account,
    choice: &ExportChoice,
) -> std::result::Result<Vec<SeenMonth>, Halt> {
    let Some(bucket) = bucket(session, account, choice).await? else {
        return Ok(Vec::new());
    };
    let folders = session.folders(&bucket.at, &months_under(choice)).await;
    let folders = given("list the months of the export", folders)?;
    let mut months: Vec<Period> = folders
        .iter()
        .filter_map(|name| month_of_folder(name))
        .collect();
    months.sort_unstable();
    months.dedup();
    let mut seen = Vec::new();
    for period in months {
        if let Some(file) = manifest(session, &bucket, period).await? {
            let digest = ManifestDigest::of(&file.text);
            seen.push(SeenMonth { period, digest });
        }
    }
    Ok(seen)
}

/// Where the export delivers to; `None` while there is no such export.
pub(super) async fn bucket(
    session: &dyn AccountSession,
    account: &Account,
    choice: &ExportChoice,
) -> std::result::Result<Option<Bucket>, Halt> {
    let listed: Seen<_> = match choice.format {
        ExportFormat::LegacyCur => session.reports().await,
        ExportFormat::Cur2 | ExportFormat::Focus12 => session.exports().await,
    };
    let all = given("list the exports of the account", listed)?;
    Ok(choice.find(&all).map(|export| Bucket {
        at: BucketAt {
            bucket: choice.bucket.clone(),
            region: choice.bucket_region.clone(),
            owner: Some(account.id.clone()),
        },
        choice: choice.clone(),
        overwrite: export.overwrite,
    }))
}

/// The newest manifest of a month; `None` when there is none (any more).
pub(super) async fn manifest(
    session: &dyn AccountSession,
    bucket: &Bucket,
    period: Period,
) -> std::result::Result<Option<ManifestFile>, Halt> {
    let place = place(&bucket.choice, bucket.overwrite, period);
    let file = session.manifest(&bucket.at, &[place]).await;
    given("read the manifest of a month", file)
}

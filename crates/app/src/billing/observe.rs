//! Looking: the calls of one check, in the order that keeps them meaningful. No judgement here.

use landfast_domain::{
    Account, Partition, Timestamp,
    billing_export::{
        Export, ExportChoice, ExportFormat, ExportId, ExportSeen, Overwrite, billing_region, places,
    },
    check::Seen,
};

use crate::ports::{AccountSession, BucketAt, ChosenExport};

/// What counts for the account's bill: what somebody chose, or what is by default. `None` where AWS
/// offers no exports.
pub(crate) fn export_choice(
    account: &Account,
    chosen: Option<&ChosenExport>,
) -> Option<ExportChoice> {
    let default = || {
        let partition = Partition::of(&account.region);
        ExportChoice::default_of(&account.id, &account.role_name, partition)
    };
    chosen.map(|chosen| chosen.choice.clone()).or_else(default)
}

/// The export first: without it there is nothing to look for in the bucket.
pub(super) async fn look(
    session: &dyn AccountSession,
    account: &Account,
    choice: &ExportChoice,
    now: Timestamp,
) -> ExportSeen {
    let mut seen = ExportSeen::default();
    let listed = match choice.format {
        ExportFormat::LegacyCur => {
            let reports = session.reports().await;
            seen.reports.insert(reports)
        }
        ExportFormat::Cur2 | ExportFormat::Focus12 => {
            let exports = session.exports().await;
            seen.exports.insert(exports)
        }
    };
    let Seen::Yes(all) = listed else { return seen };
    let Some(export) = choice.find(all).cloned() else {
        return seen;
    };
    if let ExportId::Export { arn } = &export.id {
        seen.deliveries = Some(session.deliveries(arn).await);
    }
    look_into_bucket(session, account, choice, &export, now, &mut seen).await;
    seen
}

async fn look_into_bucket(
    session: &dyn AccountSession,
    account: &Account,
    choice: &ExportChoice,
    export: &Export,
    now: Timestamp,
    seen: &mut ExportSeen,
) {
    // The region that the payer's own services are in answers for buckets everywhere.
    let home = billing_region(Partition::of(&choice.bucket_region));
    let mut at = BucketAt {
        bucket: choice.bucket.clone(),
        region: home.unwrap_or_else(|| choice.bucket_region.clone()),
        owner: Some(account.id.clone()),
    };
    let bucket = session.bucket_region(&at).await;
    let found = match &bucket {
        Seen::Yes(found) => found.clone(),
        Seen::No(_) => {
            let anybody = BucketAt {
                owner: None,
                ..at.clone()
            };
            seen.bucket_of_anybody = Some(session.bucket_region(&anybody).await);
            None
        }
        Seen::Trouble(_) => None,
    };
    seen.bucket = Some(bucket);
    let Some(region) = found else { return };
    at.region = region;
    seen.policy = Some(session.bucket_policy(&at).await);
    let overwrite: Overwrite = export.overwrite;
    let places = places(choice, overwrite, now);
    seen.manifest = Some(session.manifest(&at, &places).await);
}

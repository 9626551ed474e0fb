//! What one look at a payer's billing saw.

use super::{Export, ManifestPlace};
use crate::{Region, Timestamp, check::Seen};

/// How one delivery of an export went (`bcm-data-exports:ListExecutions`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub outcome: DeliveryOutcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryOutcome {
    UnderWay,
    Delivered,
    /// With AWS's code for the reason, where it gives one.
    Failed(Option<String>),
}

/// The newest manifest that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestFile {
    pub key: String,
    pub place: ManifestPlace,
    pub text: String,
    /// When it was written, as S3 tells: after all files that it lists.
    pub modified_at: Option<Timestamp>,
}

/// Everything that one check saw. `None` means that it was not tried, because something before it
/// did not hold.
#[derive(Debug, Clone, Default)]
pub struct ExportSeen {
    /// Legacy reports, by `cur:DescribeReportDefinitions`.
    pub reports: Option<Seen<Vec<Export>>>,
    /// By `bcm-data-exports:ListExports` and `GetExport`.
    pub exports: Option<Seen<Vec<Export>>>,
    /// Of the chosen export, newest first; not of a legacy report.
    pub deliveries: Option<Seen<Vec<Delivery>>>,
    /// The bucket's region, asked for with the payer as `ExpectedBucketOwner`; `None` inside when
    /// there is no such bucket.
    pub bucket: Option<Seen<Option<Region>>>,
    /// The same whoever owns it. Asked only after a refusal, which may mean either.
    pub bucket_of_anybody: Option<Seen<Option<Region>>>,
    /// The bucket's policy; `None` inside when it has none.
    pub policy: Option<Seen<Option<String>>>,
    /// `None` inside when none lies at any of the places.
    pub manifest: Option<Seen<Option<ManifestFile>>>,
}

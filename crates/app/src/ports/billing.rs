use std::path::Path;

use async_trait::async_trait;
use landfast_domain::{
    AccountId, Region, Timestamp,
    billing_export::{BucketName, Delivery, Export, ExportChoice, ManifestFile, ManifestPlace},
    check::Seen,
};

/// A bucket, and who must own it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketAt {
    pub bucket: BucketName,
    /// Where it is taken to be.
    pub region: Region,
    /// Sent as `ExpectedBucketOwner`: S3 refuses the bucket of anybody else. `None` asks whoever owns it.
    pub owner: Option<AccountId>,
}

/// What became of fetching an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    Whole {
        bytes: u64,
        /// When it was written into the bucket, as S3 tells.
        modified_at: Option<Timestamp>,
    },
    /// There is no such object.
    Missing,
    /// This machine could not write it; in its words.
    NotWritten(String),
}

/// The part of a session that looks at the bill.
#[async_trait]
pub trait BillingSession: Send + Sync {
    /// Legacy reports, by `cur:DescribeReportDefinitions`.
    async fn reports(&self) -> Seen<Vec<Export>>;
    /// By `bcm-data-exports:ListExports` and `GetExport`.
    async fn exports(&self) -> Seen<Vec<Export>>;
    /// Of one export, by `bcm-data-exports:ListExecutions`.
    async fn deliveries(&self, export_arn: &str) -> Seen<Vec<Delivery>>;
    /// By `s3:GetBucketLocation`; `None` when there is no such bucket.
    async fn bucket_region(&self, at: &BucketAt) -> Seen<Option<Region>>;
    /// By `s3:GetBucketPolicy`; `None` when it has none.
    async fn bucket_policy(&self, at: &BucketAt) -> Seen<Option<String>>;
    /// The manifest at the first of `places` that has one, by `s3:ListBucket` and `s3:GetObject`.
    async fn manifest(&self, at: &BucketAt, places: &[ManifestPlace])
    -> Seen<Option<ManifestFile>>;
    /// The names of the folders under `prefix`, by `s3:ListBucket`; none of what lies in them.
    async fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>>;
    /// Writes an object into a file, by `s3:GetObject`: whole or not at all. Gives its bytes.
    async fn fetch(&self, at: &BucketAt, key: &str, file: &Path) -> Seen<Fetched>;
}

/// What somebody chose for the bill of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenExport {
    pub choice: ExportChoice,
    /// An e-mail address, or `token:NAME`.
    pub by: String,
    pub at: Timestamp,
}

//! What a payer's billing shows: reports, exports, their deliveries and the bucket.

mod bucket;
mod exports;
mod fetch;
mod manifest;
mod reports;
mod time;

use std::path::Path;

use async_trait::async_trait;
use landfast_app::ports::{BillingSession, BucketAt, Fetched};
use landfast_domain::{
    Region,
    billing_export::{Delivery, Export, ManifestFile, ManifestPlace},
    check::Seen,
};

use super::Session;
use crate::failure::seen;

/// The most pages of any list; more are an endless one.
const PAGES: usize = 50;

#[async_trait]
impl BillingSession for Session {
    async fn reports(&self) -> Seen<Vec<Export>> {
        seen(reports::ask(&self.reports).await)
    }

    async fn exports(&self) -> Seen<Vec<Export>> {
        seen(exports::ask(&self.exports).await)
    }

    async fn deliveries(&self, export_arn: &str) -> Seen<Vec<Delivery>> {
        seen(exports::deliveries(&self.exports, export_arn).await)
    }

    async fn bucket_region(&self, at: &BucketAt) -> Seen<Option<Region>> {
        seen(bucket::region(&self.s3_in(&at.region), at).await)
    }

    async fn bucket_policy(&self, at: &BucketAt) -> Seen<Option<String>> {
        seen(bucket::policy(&self.s3_in(&at.region), at).await)
    }

    async fn manifest(
        &self,
        at: &BucketAt,
        places: &[ManifestPlace],
    ) -> Seen<Option<ManifestFile>> {
        seen(manifest::newest(&self.s3_in(&at.region), at, places).await)
    }

    async fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>> {
        seen(fetch::folders(&self.s3_in(&at.region), at, prefix).await)
    }

    async fn fetch(&self, at: &BucketAt, key: &str, file: &Path) -> Seen<Fetched> {
        seen(fetch::fetch(&self.s3_in(&at.region), at, key, file).await)
    }
}

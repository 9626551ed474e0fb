//! The bill's side of the fake sessions.

use std::path::Path;

use async_trait::async_trait;
use landfast_app::ports::{BillingSession, BucketAt, Fetched};
use landfast_domain::{
    Region,
    billing_export::{Delivery, Export, ManifestFile, ManifestPlace},
    check::Seen,
};

use super::{FakeSession, refused};
use crate::bills::{FakeBills, written};
use crate::no_session::{NoSession, without_credentials};

#[async_trait]
impl BillingSession for NoSession {
    async fn reports(&self) -> Seen<Vec<Export>> {
        without_credentials()
    }

    async fn exports(&self) -> Seen<Vec<Export>> {
        without_credentials()
    }

    async fn deliveries(&self, _: &str) -> Seen<Vec<Delivery>> {
        without_credentials()
    }

    async fn bucket_region(&self, _: &BucketAt) -> Seen<Option<Region>> {
        without_credentials()
    }

    async fn bucket_policy(&self, _: &BucketAt) -> Seen<Option<String>> {
        without_credentials()
    }

    async fn manifest(&self, _: &BucketAt, _: &[ManifestPlace]) -> Seen<Option<ManifestFile>> {
        without_credentials()
    }

    async fn folders(&self, _: &BucketAt, _: &str) -> Seen<Vec<String>> {
        without_credentials()
    }

    async fn fetch(&self, _: &BucketAt, _: &str, _: &Path) -> Seen<Fetched> {
        without_credentials()
    }
}

impl FakeSession {
    /// Calls on a bucket are allowed by a policy of the role that names it.
    fn on_bucket<T>(
        &self,
        action: &str,
        at: &BucketAt,
        answer: impl FnOnce(&FakeBills) -> Seen<T>,
    ) -> Seen<T> {
        let arn = format!(":s3:::{}", at.bucket);
        let granted = self.act(action, |_, role| {
            role.policies
                .documents
                .iter()
                .any(|text| text.contains(&arn))
        });
        match granted {
            Seen::Yes(true) => answer(&self.aws.bills(self.role.account())),
            Seen::Yes(false) => refused(
                "AccessDenied",
                format!(
                    "not authorized to perform: {action} because no identity-based policy allows the action"
                ),
            ),
            Seen::No(denial) => Seen::No(denial),
            Seen::Trouble(trouble) => Seen::Trouble(trouble),
        }
    }
}

#[async_trait]
impl BillingSession for FakeSession {
    async fn reports(&self) -> Seen<Vec<Export>> {
        let bills = self.aws.bills(self.role.account());
        self.act("cur:DescribeReportDefinitions", |_, _| bills.reports)
    }

    async fn exports(&self) -> Seen<Vec<Export>> {
        let bills = self.aws.bills(self.role.account());
        self.act("bcm-data-exports:ListExports", |_, _| bills.exports)
    }

    async fn deliveries(&self, export_arn: &str) -> Seen<Vec<Delivery>> {
        let mut bills = self.aws.bills(self.role.account());
        self.act("bcm-data-exports:ListExecutions", |_, _| {
            bills.deliveries.remove(export_arn).unwrap_or_default()
        })
    }

    async fn bucket_region(&self, at: &BucketAt) -> Seen<Option<Region>> {
        self.on_bucket("s3:GetBucketLocation", at, |bills| bills.region(at))
    }

    async fn bucket_policy(&self, at: &BucketAt) -> Seen<Option<String>> {
        self.on_bucket("s3:GetBucketPolicy", at, |bills| bills.policy(at))
    }

    async fn manifest(
        &self,
        at: &BucketAt,
        places: &[ManifestPlace],
    ) -> Seen<Option<ManifestFile>> {
        self.on_bucket("s3:GetObject", at, |bills| bills.manifest(at, places))
    }

    async fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>> {
        self.on_bucket("s3:ListBucket", at, |bills| bills.folders(at, prefix))
    }

    async fn fetch(&self, at: &BucketAt, key: &str, file: &Path) -> Seen<Fetched> {
        let found = self.on_bucket("s3:GetObject", at, |bills| bills.object(at, key));
        found.map(|text| written(text, file))
    }
}

//! The bucket from which CloudFormation reads templates.

mod bucket;
mod location;
mod policy;
mod publish;

use std::sync::Arc;

use async_trait::async_trait;
use landfast_app::ports::{OwnIdentity, Published, TemplateStore};
use landfast_domain::{AccountId, Region, check::Trouble};
use tokio::sync::OnceCell;

use crate::{config::Clients, identity::SdkIdentity, settings::Settings};
use location::{BucketName, Location};
use publish::Publication;

/// [`TemplateStore`] over S3.
pub(crate) struct S3Templates {
    /// `None` when no bucket is set.
    bucket: Option<Result<Bucket, String>>,
    identity: Arc<SdkIdentity>,
    ensure_bucket: bool,
    /// Set once the bucket was found or made by this process.
    ensured: OnceCell<()>,
}

struct Bucket {
    location: Location,
    s3: aws_sdk_s3::Client,
}

impl S3Templates {
    pub fn new(clients: Arc<Clients>, identity: Arc<SdkIdentity>, settings: &Settings) -> Self {
        let bucket = settings.template_bucket.as_deref().map(|name| {
            let name = BucketName::parse(name)?;
            let home = clients.partition.home_region();
            let region = match &settings.template_region {
                Some(region) => region.clone(),
                None => Region::parse(home).map_err(|why| why.to_string())?,
            };
            let s3 = clients.own_s3(&region);
            let location = Location {
                name,
                region,
                partition: clients.partition,
                endpoint: clients.s3_endpoint().map(ToOwned::to_owned),
            };
            Ok(Bucket { location, s3 })
        });
        Self {
            bucket,
            identity,
            ensure_bucket: settings.ensure_bucket,
            ensured: OnceCell::new(),
        }
    }

    fn usable(&self) -> Result<&Bucket, Trouble> {
        match &self.bucket {
            Some(Ok(bucket)) => Ok(bucket),
            Some(Err(why)) => Err(Trouble::ours(format!(
                "The template bucket cannot be used: {why}."
            ))),
            None => Err(Trouble::ours("No bucket for templates is set.".to_owned())),
        }
    }
}

#[async_trait]
impl TemplateStore for S3Templates {
    fn url(&self, file_name: &str) -> Option<String> {
        let bucket = self.usable().ok()?;
        Some(bucket.location.url(file_name))
    }

    /// The bucket must belong to the server's own account: S3 is told so with every call, because
    /// the names of buckets are shared by the whole world, and whoever owns the bucket writes the
    /// templates that customers launch.
    async fn publish(&self, file_name: &str, body: &str) -> Result<String, Trouble> {
        let bucket = self.usable()?;
        let owner = self.identity.identity().await?.principal.account().clone();
        if self.ensure_bucket {
            let ensure = || bucket::ensure(&bucket.s3, &bucket.location, &owner);
            self.ensured.get_or_try_init(ensure).await?;
        }
        let publication = Publication {
            s3: &bucket.s3,
            at: &bucket.location,
            owner: &owner,
            file_name,
            body,
        };
        publication.put_once().await?;
        Ok(bucket.location.url(file_name))
    }

    async fn published(&self, file_name: &str, body: &str) -> Result<Published, Trouble> {
        let bucket = self.usable()?;
        let owner = self.identity.identity().await?.principal.account().clone();
        let publication = Publication {
            s3: &bucket.s3,
            at: &bucket.location,
            owner: &owner,
            file_name,
            body,
        };
        publication.find().await
    }

    fn bucket(&self) -> Option<(String, Option<AccountId>)> {
        let bucket = self.usable().ok()?;
        let owner = self.identity.account().cloned();
        Some((bucket.location.name.as_str().to_owned(), owner))
    }
}

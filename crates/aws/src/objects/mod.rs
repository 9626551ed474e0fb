//! A bucket as an object store, for bills that are kept beyond one machine.
//!
//! `object_store` could speak to S3 by itself; its feature for that brings another crypto library and
//! another way to credentials. What bills need is little: objects are put whole, in one request, so that
//! nothing of one that was begun stays behind; nothing is copied.

mod failed;
mod get;
mod list;
mod put;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use futures::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use landfast_domain::{Region, billing_export::BucketName};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, path::Path,
};
use tokio::sync::OnceCell;

use crate::{
    classify::{Call, classify},
    config::Clients,
};
use failed::{Failed, REGION, said};

/// Objects that are removed at the same time.
const REMOVALS: usize = 8;

/// A bucket, as the server itself. Cheap to clone.
#[derive(Clone)]
pub(crate) struct S3Objects(Arc<Bucket>);

struct Bucket {
    clients: Arc<Clients>,
    name: BucketName,
    region: Option<Region>,
    doors: OnceCell<Doors>,
}

/// The clients of one region.
#[derive(Debug, Clone)]
struct Doors {
    region: Region,
    s3: aws_sdk_s3::Client,
    /// Has the time that large files take.
    uploads: aws_sdk_s3::Client,
}

impl S3Objects {
    /// S3 is asked for the region where none is given, when the bucket is first used.
    pub fn new(clients: Arc<Clients>, name: BucketName, region: Option<Region>) -> Self {
        Self(Arc::new(Bucket {
            clients,
            name,
            region,
            doors: OnceCell::new(),
        }))
    }

    fn bucket(&self) -> &str {
        self.0.name.as_str()
    }

    async fn doors(&self) -> Result<&Doors> {
        self.0.doors.get_or_try_init(|| self.open()).await
    }

    async fn open(&self) -> Result<Doors> {
        let region = match &self.0.region {
            Some(region) => region.clone(),
            None => self.find_region().await?,
        };
        let clients = &self.0.clients;
        Ok(Doors {
            s3: clients.own_s3(&region),
            uploads: clients.own_s3_uploads(&region),
            region,
        })
    }

    /// S3 names a bucket's region with every answer about it, also to who may not look at it.
    async fn find_region(&self) -> Result<Region> {
        const CALL: Call = Call::own("s3:ListBucket");
        let home = Region::parse(self.0.clients.partition.home_region())
            .map_err(|why| said(why.to_string()))?;
        let head = self.0.clients.own_s3(&home).head_bucket();
        let (named, why) = match head.bucket(self.bucket()).send().await {
            Ok(found) => (found.bucket_region().map(ToOwned::to_owned), None),
            Err(error) => {
                let raw = error.raw_response();
                if raw.is_some_and(|raw| raw.status().as_u16() == 404) {
                    return Err(self.missing());
                }
                let named = raw.and_then(|raw| raw.headers().get(REGION));
                let why = classify(CALL, &error).into_trouble("s3:HeadBucket");
                (named.map(ToOwned::to_owned), Some(why.detail))
            }
        };
        named
            .and_then(|named| Region::parse(&named).ok())
            .ok_or_else(|| {
                let why = why.map(|why| format!(" {why}")).unwrap_or_default();
                said(format!(
                    "S3 did not say in which region the bucket {} is.{why} Give its region.",
                    self.bucket()
                ))
            })
    }

    fn missing(&self) -> Error {
        said(format!(
            "There is no bucket {}. Make it in the account that pays for Landfast, or name another one.",
            self.bucket()
        ))
    }

    /// How an error of a call about a key is told.
    const fn failed<'a>(&'a self, doors: &'a Doors, call: Call, key: &'a Path) -> Failed<'a> {
        Failed {
            bucket: self,
            region: &doors.region,
            call,
            key,
        }
    }

    async fn remove(&self, key: &Path) -> Result<()> {
        let doors = self.doors().await?;
        let removal = doors.s3.delete_object();
        let removed = removal.bucket(self.bucket()).key(key.as_ref()).send().await;
        let failed = self.failed(doors, Call::own("s3:DeleteObject"), key);
        removed.map(drop).map_err(|error| failed.told(&error))
    }

    fn unused<T>(&self, operation: &str) -> Result<T> {
        Err(Error::NotImplemented {
            operation: operation.to_owned(),
            implementer: self.to_string(),
        })
    }
}

/// Nothing of the clients, which hold credentials.
impl fmt::Debug for S3Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3Objects({})", self.bucket())
    }
}

impl fmt::Display for S3Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}", self.bucket())
    }
}

#[async_trait]
impl ObjectStore for S3Objects {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Result<PutResult> {
        self.put_object(location, payload, &opts.mode).await
    }

    async fn put_multipart_opts(
        &self,
        _: &Path,
        _: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.unused("put_multipart")
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        match options.head {
            true => self.head_object(location, options).await,
            false => self.get_object(location, options).await,
        }
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let this = self.clone();
        let removals = locations.map(move |key| {
            let this = this.clone();
            async move {
                let key = key?;
                this.remove(&key).await?;
                Ok(key)
            }
        });
        removals.buffered(REMOVALS).boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let folder = list::folder(prefix);
        self.pages(folder, None)
            .map_ok(|page| futures::stream::iter(page.objects.into_iter().map(Ok)))
            .try_flatten()
            .boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let nothing = ListResult {
            common_prefixes: Vec::new(),
            objects: Vec::new(),
        };
        self.pages(list::folder(prefix), Some("/"))
            .try_fold(nothing, async |mut all, page| {
                all.common_prefixes.extend(page.common_prefixes);
                all.objects.extend(page.objects);
                Ok(all)
            })
            .await
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        self.unused("copy")
    }
}

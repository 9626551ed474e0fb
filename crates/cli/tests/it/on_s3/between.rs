//! A bucket with which something happens between staging and the swap.

use std::{fmt, sync::Mutex};

use async_trait::async_trait;
use futures::{future::BoxFuture, stream::BoxStream};
use landfast_bills::keep::Objects;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
    path::Path,
};

pub struct Between {
    bucket: Objects,
    happening: Mutex<Option<BoxFuture<'static, bool>>>,
}

impl Between {
    /// `happening` says whether the program that is about to swap lives on.
    pub fn new(bucket: Objects, happening: BoxFuture<'static, bool>) -> Self {
        let happening = Mutex::new(Some(happening));
        Self { bucket, happening }
    }
}

impl fmt::Debug for Between {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Between")
    }
}

impl fmt::Display for Between {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("between")
    }
}

#[async_trait]
impl ObjectStore for Between {
    async fn put_opts(&self, at: &Path, what: PutPayload, how: PutOptions) -> Result<PutResult> {
        if how.mode != PutMode::Overwrite {
            let happening = self.happening.lock().unwrap().take();
            if let Some(happening) = happening
                && !happening.await
            {
                return Err(Error::Generic {
                    store: "Between",
                    source: "the program was killed".into(),
                });
            }
        }
        self.bucket.put_opts(at, what, how).await
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.bucket.put_multipart_opts(at, how).await
    }

    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        self.bucket.get_opts(at, how).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.bucket.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.bucket.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.bucket.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.bucket.copy_opts(from, to, how).await
    }
}

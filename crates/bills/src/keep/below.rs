//! A folder of a bucket as if it were the whole of it.

use std::{fmt, ops::Range};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result, path::Path,
    prefix::PrefixStore,
};

use super::store::Objects;

/// What [`PrefixStore`] does, but that an object that is read has the name that it was asked for by.
/// Under its name in the bucket, the engine would take it for none of the table's files, and answer
/// without its lines.
#[derive(Debug)]
pub(super) struct Below(PrefixStore<Objects>);

impl Below {
    pub fn new(bucket: Objects, folder: &str) -> Self {
        Self(PrefixStore::new(bucket, folder))
    }
}

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[async_trait]
#[deny(clippy::missing_trait_methods)]
impl ObjectStore for Below {
    async fn put_opts(&self, at: &Path, what: PutPayload, how: PutOptions) -> Result<PutResult> {
        self.0.put_opts(at, what, how).await
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.0.put_multipart_opts(at, how).await
    }

    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        let mut found = self.0.get_opts(at, how).await?;
        found.meta.location = at.clone();
        Ok(found)
    }

    async fn get_ranges(&self, at: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.0.get_ranges(at, ranges).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.0.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.0.list(prefix)
    }

    fn list_with_offset(
        &self,
        prefix: Option<&Path>,
        offset: &Path,
    ) -> BoxStream<'static, Result<ObjectMeta>> {
        self.0.list_with_offset(prefix, offset)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.0.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.0.copy_opts(from, to, how).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, how: RenameOptions) -> Result<()> {
        self.0.rename_opts(from, to, how).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use object_store::{ObjectStoreExt as _, memory::InMemory};

    use super::*;

    #[tokio::test]
    async fn objects_have_the_names_that_they_are_asked_for_by() {
        let bucket: Objects = Arc::new(InMemory::new());
        let below = Below::new(Arc::clone(&bucket), "a/b");
        let key = Path::from("v1/x");
        below.put(&key, "x".into()).await.unwrap();
        assert_eq!(below.head(&key).await.unwrap().location, key);
        assert_eq!(below.get(&key).await.unwrap().meta.location, key);
        let listed = below.list_with_delimiter(Some(&"v1".into())).await.unwrap();
        assert_eq!(listed.objects[0].location, key);
        assert!(bucket.head(&"a/b/v1/x".into()).await.is_ok());
    }
}

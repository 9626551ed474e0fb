//! An object store in which the program dies: at one act, before it or just after it, and from then on
//! nothing happens any more.

use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use futures::{StreamExt as _, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
    path::Path,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    Before,
    After,
    /// No death: no room for this act and all puts after it.
    Full,
}

#[derive(Debug)]
pub struct Dying {
    inner: Arc<dyn ObjectStore>,
    at: usize,
    death: Death,
    acts: AtomicUsize,
}

impl Dying {
    pub fn new(inner: Arc<dyn ObjectStore>, at: usize, death: Death) -> Self {
        Self {
            inner,
            at,
            death,
            acts: AtomicUsize::new(0),
        }
    }

    /// How many acts there were.
    pub fn acts(&self) -> usize {
        self.acts.load(Ordering::SeqCst)
    }

    fn is_alive(&self, is_put: bool) -> Result<bool> {
        let act = self.acts.fetch_add(1, Ordering::SeqCst);
        let dead = |kind: io::ErrorKind| Error::Generic {
            store: "Dying",
            source: Box::new(io::Error::from(kind)),
        };
        match self.death {
            Death::Before if act >= self.at => Err(dead(io::ErrorKind::BrokenPipe)),
            Death::After if act > self.at => Err(dead(io::ErrorKind::BrokenPipe)),
            Death::Full if act >= self.at && is_put => Err(dead(io::ErrorKind::StorageFull)),
            _ => Ok(self.death == Death::After && act == self.at),
        }
    }

    fn word<T>(&self, done: Result<T>, is_last: bool) -> Result<T> {
        match is_last {
            true => Err(Error::NotImplemented {
                operation: "coming back".to_owned(),
                implementer: self.to_string(),
            }),
            false => done,
        }
    }
}

impl fmt::Display for Dying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dying at {}", self.at)
    }
}

#[async_trait]
impl ObjectStore for Dying {
    async fn put_opts(&self, at: &Path, what: PutPayload, how: PutOptions) -> Result<PutResult> {
        let is_last = self.is_alive(true)?;
        self.word(self.inner.put_opts(at, what, how).await, is_last)
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(at, how).await
    }

    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        let is_last = self.is_alive(false)?;
        self.word(self.inner.get_opts(at, how).await, is_last)
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        match self.is_alive(false) {
            Ok(false) => self.inner.delete_stream(locations),
            Ok(true) => {
                let done = self.inner.delete_stream(locations);
                done.map(|_| {
                    Err(Error::NotImplemented {
                        operation: "coming back".to_owned(),
                        implementer: "dying".to_owned(),
                    })
                })
                .boxed()
            }
            Err(why) => futures::stream::once(async { Err(why) }).boxed(),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let is_last = self.is_alive(false)?;
        self.word(self.inner.list_with_delimiter(prefix).await, is_last)
    }

    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, how).await
    }
}

/// A store that takes conditions in a way of its own.
#[derive(Debug)]
pub struct Told {
    inner: Arc<dyn ObjectStore>,
    /// Puts on a condition twice, as a client does that did not hear the word of the first.
    is_twice: bool,
    /// Puts as if there were no condition.
    is_careless: bool,
}

impl Told {
    pub fn twice(inner: Arc<dyn ObjectStore>) -> Self {
        Self {
            inner,
            is_twice: true,
            is_careless: false,
        }
    }

    pub fn overwriting(inner: Arc<dyn ObjectStore>) -> Self {
        Self {
            inner,
            is_twice: false,
            is_careless: true,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("told")
    }
}

#[async_trait]
impl ObjectStore for Told {
    async fn put_opts(&self, at: &Path, what: PutPayload, how: PutOptions) -> Result<PutResult> {
        if self.is_careless {
            return self.inner.put_opts(at, what, PutOptions::default()).await;
        }
        if self.is_twice && how.mode != PutMode::Overwrite {
            let _ = self.inner.put_opts(at, what.clone(), how.clone()).await;
        }
        self.inner.put_opts(at, what, how).await
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(at, how).await
    }

    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(at, how).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, how).await
    }
}

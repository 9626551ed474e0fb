//! Files of a folder as objects, written so that they are whole or not there.

use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::PathBuf,
    sync::Arc,
};

use async_trait::async_trait;
use futures::stream::BoxStream;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
    local::LocalFileSystem, path::Path,
};

/// Ends the name of a file that is being written. Left behind by a program that was killed; swept.
pub(super) const PARTIAL: &str = ".part";

/// A folder. Beyond what [`LocalFileSystem`] does, what was put is on the disk when `put` returns: a
/// month must not be current before its lines would survive a power cut.
#[derive(Debug)]
pub struct LocalObjects {
    files: LocalFileSystem,
    root: Arc<PathBuf>,
}

impl LocalObjects {
    /// Makes the folder where it is missing, readable by this user only: bills tell a lot.
    ///
    /// # Errors
    /// Where it can be neither made nor opened.
    pub fn new(root: &std::path::Path) -> io::Result<Self> {
        make_private(root)?;
        let root = root.canonicalize()?;
        let files = LocalFileSystem::new_with_prefix(&root).map_err(io::Error::other)?;
        Ok(Self {
            files: files.with_automatic_cleanup(true),
            root: Arc::new(root),
        })
    }
}

#[cfg(unix)]
fn make_private(root: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(root)
}

#[cfg(not(unix))]
fn make_private(root: &std::path::Path) -> io::Result<()> {
    fs::create_dir_all(root)
}

impl fmt::Display for LocalObjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.fmt(f)
    }
}

/// Beside its target, to the disk, then renamed: whoever looks sees the old one or the new one.
fn put(target: &std::path::Path, payload: &PutPayload) -> io::Result<()> {
    let folder = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut partial = name.to_owned();
    // Two programs that put the same key do not write into one file.
    partial.push(format!(".{}{PARTIAL}", std::process::id()));
    let partial = folder.join(partial);
    let done = written(&partial, payload)
        .and_then(|()| fs::rename(&partial, target))
        .and_then(|()| sync_folder(folder));
    if done.is_err() {
        // What is full stays fuller than it must otherwise.
        let _ = fs::remove_file(&partial);
    }
    done
}

fn written(partial: &std::path::Path, payload: &PutPayload) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(partial)?;
    for bytes in payload {
        file.write_all(bytes)?;
    }
    file.sync_all()
}

/// So that the new name survives a power cut too. Not every file system can; those that say so are
/// believed to need none.
fn sync_folder(folder: &std::path::Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(why) if why.kind() == io::ErrorKind::Unsupported => Ok(()),
        done => done,
    }
}

fn generic(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> object_store::Error {
    object_store::Error::Generic {
        store: "LocalObjects",
        source: source.into(),
    }
}

#[async_trait]
impl ObjectStore for LocalObjects {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Result<PutResult> {
        if opts.mode != PutMode::Overwrite {
            return self.files.put_opts(location, payload, opts).await;
        }
        let target = self.root.join(location.as_ref());
        tokio::task::spawn_blocking(move || put(&target, &payload))
            .await
            .map_err(generic)?
            .map_err(generic)?;
        Ok(PutResult {
            e_tag: None,
            version: None,
        })
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.files.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.files.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.files.copy_opts(from, to, options).await
    }
}

#[cfg(test)]
mod tests {
    use object_store::ObjectStoreExt as _;

    use super::*;

    #[tokio::test]
    async fn a_put_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let objects = LocalObjects::new(&folder.path().join("bills")).unwrap();
        let key = Path::from("v1/a/current.json");
        objects.put(&key, "one".into()).await.unwrap();
        objects.put(&key, "two".into()).await.unwrap();
        // A folder in the way of the file that is renamed.
        let partial = format!("bills/v1/a/current.json.{}{PARTIAL}", std::process::id());
        fs::create_dir(folder.path().join(partial)).unwrap();
        assert!(objects.put(&key, "three".into()).await.is_err());
        let found = objects.get(&key).await.unwrap().bytes().await.unwrap();
        assert_eq!(found, "two");
    }
}

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
    ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
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

impl LocalObjects {
    /// Whether what is there is what may be replaced.
    async fn demand(&self, location: &Path, mode: &PutMode) -> Result<()> {
        let path = || location.to_string();
        let there = match self.files.head(location).await {
            Err(object_store::Error::NotFound { .. }) => None,
            found => Some(found?),
        };
        match (mode, there) {
            (PutMode::Create, Some(_)) => Err(object_store::Error::AlreadyExists {
                path: path(),
                source: "it is there".into(),
            }),
            (PutMode::Update(version), there)
                if there
                    .as_ref()
                    .is_none_or(|there| there.e_tag != version.e_tag) =>
            {
                Err(object_store::Error::Precondition {
                    path: path(),
                    source: "it is another one".into(),
                })
            }
            _ => Ok(()),
        }
    }
}

/// Keeps other programs from putting into the same folder on a condition. Where the file system knows no
/// locks, the look before putting has to do.
fn locked(target: &std::path::Path) -> io::Result<Option<File>> {
    let folder = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let folder = File::open(folder)?;
    Ok(folder.lock().is_ok().then_some(folder))
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
        let target = self.root.join(location.as_ref());
        // Held until it is put: what was looked at is what is replaced.
        let _lock = match opts.mode {
            PutMode::Overwrite => None,
            PutMode::Create | PutMode::Update(_) => {
                let target = target.clone();
                let locked = tokio::task::spawn_blocking(move || locked(&target));
                let lock = locked.await.map_err(generic)?.map_err(generic)?;
                self.demand(location, &opts.mode).await?;
                lock
            }
        };
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
    use object_store::UpdateVersion;

    use super::*;

    #[tokio::test]
    async fn a_put_on_a_condition_replaces_what_was_looked_at_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let objects = LocalObjects::new(&folder.path().join("bills")).unwrap();
        let key = Path::from("v1/a/current.json");
        let put = async |text: &'static str, mode: PutMode| {
            objects.put_opts(&key, text.into(), mode.into()).await
        };
        let tag = async || UpdateVersion {
            e_tag: objects.head(&key).await.unwrap().e_tag,
            version: None,
        };
        let none = UpdateVersion {
            e_tag: Some("1-2-3".to_owned()),
            version: None,
        };
        let early = put("zero", PutMode::Update(none)).await.unwrap_err();
        assert!(
            matches!(early, object_store::Error::Precondition { .. }),
            "{early}"
        );
        put("one", PutMode::Create).await.unwrap();
        let first = tag().await;
        let twice = put("uno", PutMode::Create).await.unwrap_err();
        assert!(
            matches!(twice, object_store::Error::AlreadyExists { .. }),
            "{twice}"
        );
        put("two", PutMode::Update(first.clone())).await.unwrap();
        let late = put("due", PutMode::Update(first)).await.unwrap_err();
        assert!(
            matches!(late, object_store::Error::Precondition { .. }),
            "{late}"
        );
        put("three", PutMode::Update(tag().await)).await.unwrap();
        let found = objects.get(&key).await.unwrap().bytes().await.unwrap();
        assert_eq!(found, "three");
        let names = fs::read_dir(folder.path().join("bills/v1/a")).unwrap();
        assert_eq!(names.count(), 1, "nothing lies beside it");
    }

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

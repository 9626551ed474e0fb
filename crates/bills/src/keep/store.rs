//! The store as a whole: which months there are, and what makes a new version count.

use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use landfast_domain::Timestamp;
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, UpdateVersion, path::Path,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    below::Below,
    error::{Error, Result},
    names::{CURRENT, LAYOUT, Place, RECORD, VersionId, payer_folder},
    objects::LocalObjects,
    record::{Before, Current, FORMAT, Record},
    rollup::ROLLUP_FORMAT,
    stage::{Stage, Staged},
    sweep::FRESH,
};

/// Files that are looked at at once.
const LOOKS: usize = 16;
/// Versions before the one before that a month remembers: enough, since each sweep removes them.
const REMEMBERED: usize = 8;

/// Documents that are read at the same time: years of months, each a way to S3 and back.
const READS: usize = 16;

/// A folder or a bucket.
pub type Objects = Arc<dyn ObjectStore>;

/// Bills in a folder or a bucket.
#[derive(Debug, Clone)]
pub struct Store {
    objects: Objects,
}

/// A month's `current.json` as it was at a moment: nothing, or what its store calls it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Replaced(Option<UpdateVersion>);

impl From<Replaced> for PutMode {
    fn from(replaced: Replaced) -> Self {
        replaced.0.map_or(Self::Create, Self::Update)
    }
}

impl Store {
    #[must_use]
    pub fn new(objects: Objects) -> Self {
        Self { objects }
    }

    /// The store in a folder of a bucket.
    #[must_use]
    pub fn below(objects: Objects, folder: &str) -> Self {
        Self::new(Arc::new(Below::new(objects, folder)))
    }

    /// The store in a folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Open`] where it can be neither made nor opened.
    pub fn local(root: &std::path::Path) -> Result<Self> {
        let objects = LocalObjects::new(root).map_err(|source| Error::Open {
            path: root.display().to_string(),
            source,
        })?;
        Ok(Self::new(Arc::new(objects)))
    }

    #[must_use]
    pub const fn objects(&self) -> &Objects {
        &self.objects
    }

    /// All months that count, by payer, report and period.
    ///
    /// # Errors
    /// What went wrong with listing and reading.
    pub async fn currents(&self) -> Result<Vec<Current>> {
        let mut months = Vec::new();
        for payer in self.folders(&Path::from(LAYOUT)).await? {
            for report in self.folders(&payer).await? {
                months.extend(self.folders(&report).await?);
            }
        }
        let reads = months
            .into_iter()
            .map(|month| async move { self.read_current(&month.join(CURRENT)).await });
        let found: Vec<_> = stream::iter(reads).buffered(READS).try_collect().await?;
        let mut found: Vec<Current> = found.into_iter().flatten().collect();
        found.sort_by_cached_key(Current::place);
        Ok(found)
    }

    /// Demands that files are there. An engine that lists them would take one that is gone for an empty
    /// one, and sums would be too small.
    ///
    /// # Errors
    /// [`Error::Objects`] for one that is not.
    pub async fn demand_files(&self, keys: impl IntoIterator<Item = &str>) -> Result<()> {
        let looks = keys.into_iter().map(|key| {
            let key = Path::from(key);
            async move {
                let found = self.objects.head(&key).await;
                let found = found.map_err(|why| Error::objects("reading", &key, why));
                found.map(drop)
            }
        });
        let looks: Vec<_> = looks.collect();
        futures::stream::iter(looks)
            .buffer_unordered(LOOKS)
            .try_collect()
            .await
    }

    /// The version of a month that counts.
    ///
    /// # Errors
    /// What went wrong with reading.
    pub async fn current(&self, place: &Place) -> Result<Option<Current>> {
        self.read_current(&place.current()).await
    }

    /// What a version is made of, with its ledger.
    ///
    /// # Errors
    /// What went wrong with reading.
    pub async fn record(&self, current: &Current) -> Result<Record> {
        let key = current.place().version(&current.version).join(RECORD);
        let text = self.get(&key).await?;
        parsed(&key, &text)
    }

    /// Begins a new version of a month.
    #[must_use]
    pub fn stage(&self, place: Place, version: VersionId) -> Stage {
        Stage::new(self.clone(), place, version)
    }

    /// Makes a version count, at once and for everybody. `now` is when.
    ///
    /// # Errors
    /// [`Error::Overtaken`] where another version came to count since the staging began,
    /// [`Error::TooLong`] where it began too long ago, and what went wrong with reading what counted and
    /// with writing what counts now. The month is as it was then, unless it was only the word of it that
    /// did not come back.
    pub async fn commit(&self, staged: Staged, now: Timestamp) -> Result<Current> {
        let replaces = staged.replaces.clone();
        if now.since(staged.record.version.born()) >= FRESH {
            let place = Box::new(staged.place());
            staged.abandon(self).await;
            let hours = FRESH.as_secs() / 3600;
            return Err(Error::TooLong { place, hours });
        }
        let (found, old) = self.look(&staged.place()).await?;
        if found != replaces {
            return Err(self.overtaken(&staged).await);
        }
        let current = current(&staged, old, now);
        let key = current.place().current();
        let text = json(&key, &current)?;
        let put = self
            .objects
            .put_opts(&key, text.into(), PutMode::from(replaces).into());
        match put.await {
            Ok(_) => Ok(current),
            Err(
                object_store::Error::AlreadyExists { .. }
                | object_store::Error::Precondition { .. },
            ) => match self.current(&current.place()).await? {
                // It was put, the word of that did not come back, and the client put it again.
                Some(found) if found.version == current.version => Ok(found),
                _ => Err(self.overtaken(&staged).await),
            },
            Err(why) => Err(Error::objects("writing", &key, why)),
        }
    }

    /// What was staged counts for nothing then, unless it did count for a moment.
    async fn overtaken(&self, staged: &Staged) -> Error {
        let place = staged.place();
        let version = &staged.record.version;
        if let Ok(now) = self.current(&place).await {
            let before = now.iter().flat_map(|now| &now.before);
            if !before.into_iter().any(|before| before.version == *version) {
                let _ = self.remove(&place.version(version)).await;
            }
        }
        let place = Box::new(place);
        Error::Overtaken { place }
    }

    pub(super) async fn replaced(&self, place: &Place) -> Result<Replaced> {
        Ok(self.look(place).await?.0)
    }

    async fn look(&self, place: &Place) -> Result<(Replaced, Option<Current>)> {
        let key = place.current();
        let Some((version, text)) = self.find(&key).await? else {
            return Ok((Replaced(None), None));
        };
        Ok((Replaced(Some(version)), Some(parsed(&key, &text)?)))
    }

    /// Removes all that is kept of a payer.
    ///
    /// # Errors
    /// What went wrong with listing and removing; some of it may be gone then.
    pub async fn forget(&self, payer: &str) -> Result<()> {
        self.remove(&payer_folder(payer)).await
    }

    /// Writes, reads, lists and removes one small object, to see whether all of that is allowed. `mark`
    /// tells it from those of others.
    ///
    /// # Errors
    /// What of that failed.
    pub async fn try_out(&self, mark: &str) -> Result<()> {
        let key = Path::from("tried").join(mark);
        let path = || key.to_string();
        self.put(&key, mark.to_owned().into()).await?;
        let again = PutPayload::from(mark.to_owned());
        let again = self.objects.put_opts(&key, again, PutMode::Create.into());
        let again = again.await;
        let back = self.get(&key).await;
        let listed = self.folders(&Path::from(LAYOUT)).await;
        self.remove_one(&key).await?;
        listed?;
        match (back? == mark.as_bytes(), again) {
            (false, _) => Err(Error::Bytes { path: path() }),
            (true, Err(object_store::Error::AlreadyExists { .. })) => Ok(()),
            (true, Err(why)) => Err(Error::objects("writing", &key, why)),
            (true, Ok(_)) => Err(Error::Unconditional { path: path() }),
        }
    }

    async fn read_current(&self, key: &Path) -> Result<Option<Current>> {
        let found = self.find(key).await?;
        found.map(|(_, text)| parsed(key, &text)).transpose()
    }

    async fn find(&self, key: &Path) -> Result<Option<(UpdateVersion, Bytes)>> {
        let wrong = |why| Error::objects("reading", key, why);
        let found = match self.objects.get(key).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(wrong)?,
        };
        let version = UpdateVersion {
            e_tag: found.meta.e_tag.clone(),
            version: None,
        };
        let text = found.bytes().await.map_err(wrong)?;
        Ok(Some((version, text)))
    }

    pub(super) async fn folders(&self, below: &Path) -> Result<Vec<Path>> {
        match self.objects.list_with_delimiter(Some(below)).await {
            Ok(found) => Ok(found.common_prefixes),
            Err(object_store::Error::NotFound { .. }) => Ok(Vec::new()),
            Err(why) => Err(Error::objects("listing", below, why)),
        }
    }

    pub(super) async fn put(&self, key: &Path, bytes: Bytes) -> Result<()> {
        let put = self.objects.put(key, PutPayload::from_bytes(bytes)).await;
        put.map(|_| ())
            .map_err(|why| Error::objects("writing", key, why))
    }

    pub(super) async fn put_json(&self, key: &Path, value: &impl Serialize) -> Result<()> {
        self.put(key, json(key, value)?).await
    }

    pub(super) async fn get(&self, key: &Path) -> Result<Bytes> {
        let wrong = |why| Error::objects("reading", key, why);
        let found = self.objects.get(key).await.map_err(wrong)?;
        found.bytes().await.map_err(wrong)
    }

    /// Removes all that is below a folder.
    pub(super) async fn remove(&self, folder: &Path) -> Result<()> {
        let found: Vec<_> = self
            .objects
            .list(Some(folder))
            .try_collect()
            .await
            .map_err(|why| Error::objects("listing", folder, why))?;
        for object in found {
            self.remove_one(&object.location).await?;
        }
        Ok(())
    }

    pub(super) async fn remove_one(&self, key: &Path) -> Result<()> {
        match self.objects.delete(key).await {
            // Somebody else swept it.
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(why) => Err(Error::objects("removing", key, why)),
        }
    }
}

fn current(staged: &Staged, old: Option<Current>, now: Timestamp) -> Current {
    let record = staged.record.clone();
    let mut before = Vec::new();
    if let Some(old) = old {
        let version = old.version;
        before.push(Before {
            version,
            until: now,
        });
        before.extend(old.before.into_iter().take(REMEMBERED));
    }
    Current {
        format: FORMAT,
        payer: record.payer,
        report: record.report,
        period: record.period,
        bill_format: record.origin.bill_format,
        version: record.version,
        since: now,
        rows: record.store.rows,
        files: record.files,
        rollup: staged.rollup.clone(),
        rollup_format: ROLLUP_FORMAT,
        keys: record.keys,
        before,
    }
}

fn json(key: &Path, value: &impl Serialize) -> Result<Bytes> {
    let text = serde_json::to_vec_pretty(value).map_err(|source| Error::Record {
        path: key.to_string(),
        source,
    })?;
    Ok(text.into())
}

/// The format is read first: a newer one may look different in all else.
fn parsed<T: DeserializeOwned>(key: &Path, text: &[u8]) -> Result<T> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        format: u32,
    }
    let path = || key.to_string();
    let wrong = |source| Error::Record {
        path: path(),
        source,
    };
    let Versioned { format } = serde_json::from_slice(text).map_err(wrong)?;
    if format != FORMAT {
        return Err(Error::Newer {
            path: path(),
            found: format,
        });
    }
    serde_json::from_slice(text).map_err(wrong)
}

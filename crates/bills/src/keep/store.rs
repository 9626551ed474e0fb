//! The store as a whole: which months there are, and what makes a new version count.

use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt as _;
use landfast_domain::Timestamp;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, path::Path};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    error::{Error, Result},
    names::{CURRENT, LAYOUT, Place, RECORD, VersionId},
    objects::LocalObjects,
    record::{Before, Current, FORMAT, Record},
    stage::{Stage, Staged},
};

/// Versions before the one before that a month remembers: enough, since each sweep removes them.
const REMEMBERED: usize = 8;

/// Bills in a folder or a bucket.
#[derive(Debug, Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
}

impl Store {
    #[must_use]
    pub fn new(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects }
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
    pub const fn objects(&self) -> &Arc<dyn ObjectStore> {
        &self.objects
    }

    /// All months that count, by payer, report and period.
    ///
    /// # Errors
    /// What went wrong with listing and reading.
    pub async fn currents(&self) -> Result<Vec<Current>> {
        let mut found = Vec::new();
        for payer in self.folders(&Path::from(LAYOUT)).await? {
            for report in self.folders(&payer).await? {
                for period in self.folders(&report).await? {
                    found.extend(self.read_current(&period.join(CURRENT)).await?);
                }
            }
        }
        found.sort_by_cached_key(Current::place);
        Ok(found)
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
    /// What went wrong with reading what counted and with writing what counts now. The month is as it
    /// was then, unless it was only the word of it that did not come back.
    pub async fn commit(&self, staged: Staged, now: Timestamp) -> Result<Current> {
        let Staged { record, rollup } = staged;
        let place = Place {
            payer: record.payer,
            report: record.report,
            period: record.period,
        };
        let mut before = Vec::new();
        if let Some(old) = self.current(&place).await? {
            let version = old.version;
            before.push(Before {
                version,
                until: now,
            });
            before.extend(old.before.into_iter().take(REMEMBERED));
        }
        let current = Current {
            format: FORMAT,
            payer: place.payer.clone(),
            report: place.report.clone(),
            period: place.period,
            bill_format: record.origin.bill_format,
            version: record.version,
            since: now,
            rows: record.store.rows,
            files: record.files,
            rollup,
            keys: record.keys,
            before,
        };
        self.put_json(&place.current(), &current).await?;
        Ok(current)
    }

    async fn read_current(&self, key: &Path) -> Result<Option<Current>> {
        let text = match self.objects.get(key).await {
            Ok(found) => found.bytes().await,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(why) => Err(why),
        };
        let text = text.map_err(|why| Error::objects("reading", key, why))?;
        parsed(key, &text).map(Some)
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
        let text = serde_json::to_vec_pretty(value).map_err(|source| Error::Record {
            path: key.to_string(),
            source,
        })?;
        self.put(key, text.into()).await
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

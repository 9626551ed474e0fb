//! Staging: the lines of a month under a new version, written, read back and counted while more come.

use bytes::Bytes;
use landfast_domain::{Timestamp, bill::Ledger};
use object_store::path::Path;
use tokio::task::{JoinHandle, spawn_blocking};

use super::{
    count::Cells,
    error::{Error, Result},
    keys::Seen,
    names::{Place, RECORD, ROLLUP, VersionId, lines_name},
    pending::Pending,
    record::{FORMAT, Origin, Record, StoredFile},
    rollup,
    store::{Replaced, Store},
    write,
};
use arrow::array::RecordBatch;

/// A month that is being written. It counts for nothing before it is committed; dropped, what was
/// written of it is swept a day later.
#[derive(Debug)]
pub struct Stage {
    store: Store,
    place: Place,
    version: VersionId,
    pending: Pending,
    files: Vec<StoredFile>,
    counted: Cells,
    seen: Seen,
    writing: Option<JoinHandle<Result<Encoded>>>,
    keeping: Option<JoinHandle<Result<Written>>>,
    begun: usize,
    /// What counted before the first line was taken; none before that.
    replaces: Option<Replaced>,
}

/// A month that is written and whose sums are the source's.
#[derive(Debug)]
pub struct Staged {
    pub(super) record: Record,
    pub(super) rollup: Option<String>,
    pub(super) replaces: Replaced,
}

impl Staged {
    /// Removes what was written, as [`Stage::abandon`] does.
    pub async fn abandon(self, store: &Store) {
        let folder = self.place().version(&self.record.version);
        let _ = store.remove(&folder).await;
    }

    pub(super) fn place(&self) -> Place {
        let Record {
            payer,
            report,
            period,
            ..
        } = &self.record;
        Place {
            payer: payer.clone(),
            report: report.clone(),
            period: *period,
        }
    }

    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }
}

/// A file that is being put and read back; the lines that it was made of are not in memory any more.
#[derive(Debug)]
struct Encoded {
    keeping: JoinHandle<Result<Written>>,
    seen: Seen,
}

/// A file that was read back.
#[derive(Debug)]
struct Written {
    file: StoredFile,
    counted: Cells,
}

impl Stage {
    pub(super) fn new(store: Store, place: Place, version: VersionId) -> Self {
        Self {
            store,
            place,
            version,
            pending: Pending::default(),
            files: Vec::new(),
            counted: Cells::default(),
            seen: Seen::default(),
            writing: None,
            keeping: None,
            begun: 0,
            replaces: None,
        }
    }

    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Bytes of lines that wait to be written.
    #[must_use]
    pub const fn waiting(&self) -> usize {
        self.pending.bytes()
    }

    /// Takes lines. Waits while the file before is being made, so that memory stays bounded.
    ///
    /// # Errors
    /// What went wrong with these lines or with a file before them; the stage is of no use then.
    pub async fn push(&mut self, lines: RecordBatch) -> Result<()> {
        self.look().await?;
        self.pending.push(lines)?;
        if self.pending.is_full() {
            self.flush().await?;
        }
        Ok(())
    }

    /// Begins to write what waits.
    ///
    /// # Errors
    /// What went wrong with the file before; the stage is of no use then.
    pub async fn flush(&mut self) -> Result<()> {
        self.encoded().await?;
        if self.pending.rows() == 0 {
            return Ok(());
        }
        self.begun += 1;
        let key = self.key(&lines_name(self.begun));
        let pending = std::mem::take(&mut self.pending);
        let store = self.store.clone();
        self.writing = Some(tokio::spawn(async move {
            let name = key.to_string();
            let (file, seen) = blocking(move || write::lines(pending, &name)).await?;
            let keeping = tokio::spawn(async move { kept(&store, &key, file.into()).await });
            Ok(Encoded { keeping, seen })
        }));
        Ok(())
    }

    /// Writes what waits to its end, so that nothing of this month is in memory.
    ///
    /// # Errors
    /// What went wrong with it; the stage is of no use then.
    pub async fn drain(&mut self) -> Result<()> {
        self.flush().await?;
        self.settle().await
    }

    /// Writes the rest, and holds every sum against `source`.
    ///
    /// # Errors
    /// [`Error::Sums`] where the store's files say something else than their source did, besides all
    /// that can go wrong with writing.
    pub async fn finish(
        mut self,
        origin: Origin,
        source: Ledger,
        now: Timestamp,
    ) -> Result<Staged> {
        match self.checked(origin, source, now).await {
            Ok(staged) => Ok(staged),
            Err(why) => {
                self.abandon().await;
                Err(why)
            }
        }
    }

    /// What is replaced in the end has to be what counted now.
    async fn look(&mut self) -> Result<Replaced> {
        if let Some(known) = &self.replaces {
            return Ok(known.clone());
        }
        let found = self.store.replaced(&self.place).await?;
        Ok(self.replaces.insert(found).clone())
    }

    async fn checked(&mut self, origin: Origin, source: Ledger, now: Timestamp) -> Result<Staged> {
        let replaces = self.look().await?;
        self.drain().await?;
        let mut store = self.counted.ledger()?;
        let differences = source.differences(&store);
        if !differences.is_empty() {
            return Err(Error::Sums(differences));
        }
        // These two are of the reading; the store keeps them, and cannot count them.
        store.rounded = source.rounded;
        store.guessed = source.guessed;
        let rollup = self.rollup(&store).await?;
        let record = Record {
            format: FORMAT,
            payer: self.place.payer.clone(),
            report: self.place.report.clone(),
            period: self.place.period,
            version: self.version.clone(),
            origin,
            staged: now,
            files: std::mem::take(&mut self.files),
            keys: self.seen.keys(),
            source,
            store,
        };
        self.store.put_json(&self.key(RECORD), &record).await?;
        Ok(Staged {
            record,
            rollup,
            replaces,
        })
    }

    /// Removes what was written, as far as that goes: whatever stays is swept a day later.
    pub async fn abandon(mut self) {
        self.pending = Pending::default();
        // A file that is still being put would outlive its folder.
        while self.writing.is_some() || self.keeping.is_some() {
            let _ = self.settle().await;
        }
        let folder = self.place.version(&self.version);
        let _ = self.store.remove(&folder).await;
    }

    fn key(&self, name: &str) -> Path {
        self.place.version(&self.version).join(name)
    }

    /// Waits until the file before is made: it is put and read back while the next one is.
    async fn encoded(&mut self) -> Result<()> {
        let Some(writing) = self.writing.take() else {
            return Ok(());
        };
        let Encoded { keeping, seen } = writing.await.map_err(Error::Thread)??;
        self.seen.merge(seen);
        let before = self.keeping.replace(keeping);
        self.counted_of(before).await
    }

    /// Waits until everything that was begun is counted.
    async fn settle(&mut self) -> Result<()> {
        self.encoded().await?;
        let last = self.keeping.take();
        self.counted_of(last).await
    }

    async fn counted_of(&mut self, keeping: Option<JoinHandle<Result<Written>>>) -> Result<()> {
        let Some(keeping) = keeping else {
            return Ok(());
        };
        let written = keeping.await.map_err(Error::Thread)??;
        self.files.push(written.file);
        self.counted.merge(written.counted)
    }

    /// Writes the rollup and counts it: it must say what the lines say.
    async fn rollup(&self, lines: &Ledger) -> Result<Option<String>> {
        // With a cell for every other line, the lines themselves answer as fast.
        let cells = self.counted.sums.len() as u64;
        if self.counted.is_spilled || cells > lines.rows.max(1000) {
            return Ok(None);
        }
        let key = self.key(ROLLUP);
        let batch = rollup::batch(&self.place, &self.counted)?;
        let file = write::rollup(batch, key.as_ref())?;
        let written = kept(&self.store, &key, file.into()).await?;
        let mut found = written.counted.ledger()?;
        found.rows += lines.split_rows;
        found.split_rows = lines.split_rows;
        let differences = lines.differences(&found);
        if differences.is_empty() {
            Ok(Some(written.file.key))
        } else {
            Err(Error::Sums(differences))
        }
    }
}

/// Puts a file, reads it back and counts it.
async fn kept(store: &Store, key: &Path, file: Bytes) -> Result<Written> {
    let (hashed, sent) = (file.clone(), file);
    let sha256 = blocking(move || Ok(write::sha256(&hashed))).await?;
    let bytes = sent.len() as u64;
    store.put(key, sent).await?;
    let back = store.get(key).await?;
    let name = key.to_string();
    let expected = sha256.clone();
    let counted = blocking(move || {
        if write::sha256(&back) != expected {
            return Err(Error::Bytes { path: name });
        }
        write::count(back, &name)
    })
    .await?;
    let rows = counted.rows();
    let key = key.to_string();
    Ok(Written {
        file: StoredFile {
            key,
            rows,
            bytes,
            sha256,
        },
        counted,
    })
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    spawn_blocking(act).await.map_err(Error::Thread)?
}

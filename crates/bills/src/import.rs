//! A delivery into the store: read, staged, held against its source, and only then current.

use std::{collections::BTreeMap, process::Command};

use arrow::array::RecordBatch;
use landfast_domain::Timestamp;
use tokio::runtime::Handle;

use crate::{
    child::{self, ChildLimits, Job},
    keep::{self, Current, Origin, Place, Record, SourceFile, Stage, Staged, Store, VersionId},
    read::{self, Fault, Limits, Part, PartRead, ReadError, Reading},
    report::Located,
    source::Source as _,
};

/// Bytes of lines of all months of a delivery that wait to be written.
const WAITING: usize = 256 << 20;

/// Why a delivery is not in the store. Its months are as they were before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Store(#[from] keep::Error),
    #[error("expected the bill of {} of payer {} and nothing else; found lines of {} of payer {}", expected.period, expected.payer, found.period, found.payer)]
    Another { expected: Part, found: Part },
}

/// What of a delivery is wanted, and how much reading it may take.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub limits: Limits,
    /// The one month that may be in it; `None` for whatever there is.
    pub only: Option<Part>,
}

/// What an import needs of the program that it is a part of.
pub trait Surroundings {
    /// The program that reads files for this one, in a process with limits: it has to call
    /// [`child::answer`].
    fn reader(&self) -> Command;
    fn now(&self) -> Timestamp;
    fn random(&self) -> [u8; 10];
    /// Lines were taken.
    fn progress(&self, rows: u64);
}

/// A month that counts now: as it was read here, or by whoever read the same delivery meanwhile.
#[derive(Debug)]
pub struct Imported {
    pub current: Current,
    pub record: Record,
}

/// Brings a delivery into the store: every payer and month that is in it, or none of them is changed.
///
/// Blocking: it waits for the process that reads, and writes on `handle`'s runtime, so it must not be called
/// by one of that runtime's workers.
///
/// # Errors
/// What is wrong with the delivery, or what went wrong with the store.
pub fn import(
    located: &Located,
    store: &Store,
    wanted: &Wanted,
    handle: &Handle,
    around: &dyn Surroundings,
) -> Result<Vec<Imported>, Error> {
    let stamps = stamps(located)?;
    let mut staging = Staging {
        located,
        store,
        handle,
        around,
        stages: BTreeMap::new(),
    };
    let job = Job {
        delivery: located.delivery.clone(),
        root: located.source.root().to_owned(),
        limits: wanted.limits.clone(),
        child: ChildLimits::default(),
    };
    let taken = child::read(around.reader(), &job, &mut |part, lines| {
        staging.take(part, lines)
    });
    let staged = match taken {
        Ok(reading) => match another(&reading, wanted.only.as_ref()) {
            Some(why) => Err(why),
            None => staging.finish(&reading, &stamps),
        },
        Err(read::Failure::Read(why)) => Err(why.into()),
        Err(read::Failure::Sink(why)) => Err(why.into()),
    };
    match staged {
        Ok(staged) => handle.block_on(commit(store, staged, around)),
        Err(why) => {
            staging.abandon();
            Err(why)
        }
    }
}

/// What is in a delivery beside the month that may be.
fn another(reading: &Reading, only: Option<&Part>) -> Option<Error> {
    let only = only?;
    let found = reading.keys().find(|part| *part != only)?;
    Some(Error::Another {
        expected: only.clone(),
        found: found.clone(),
    })
}

/// What the files are before they are read.
fn stamps(located: &Located) -> Result<Vec<SourceFile>, Error> {
    let stamp = |key: &String| {
        let found = located.source.stamp(key).map_err(|why| ReadError {
            file: key.clone(),
            fault: match why.kind() {
                std::io::ErrorKind::NotFound => Fault::Missing,
                _ => Fault::Unreadable(why),
            },
        })?;
        Ok(SourceFile {
            key: key.clone(),
            bytes: found.bytes,
            tag: found.tag,
        })
    };
    located.delivery.files.iter().map(stamp).collect()
}

/// The months of a delivery, each under a version of its own.
struct Staging<'a> {
    located: &'a Located,
    store: &'a Store,
    handle: &'a Handle,
    around: &'a dyn Surroundings,
    stages: BTreeMap<Part, Stage>,
}

impl Staging<'_> {
    fn take(&mut self, part: &Part, lines: RecordBatch) -> keep::Result<()> {
        self.around.progress(lines.num_rows() as u64);
        if !self.stages.contains_key(part) {
            let stage = self.begin(part)?;
            self.stages.insert(part.clone(), stage);
        }
        if let Some(stage) = self.stages.get_mut(part) {
            self.handle.block_on(stage.push(lines))?;
        }
        self.relieve()
    }

    fn begin(&self, part: &Part) -> keep::Result<Stage> {
        let place = Place::new(&part.payer, &self.located.delivery.report, part.period)?;
        let version = VersionId::new(self.around.now(), self.around.random());
        Ok(self.store.stage(place, version))
    }

    /// Writes the month of which most waits, where many months together are too much.
    fn relieve(&mut self) -> keep::Result<()> {
        let waiting: usize = self.stages.values().map(Stage::waiting).sum();
        if waiting < WAITING || self.stages.len() < 2 {
            return Ok(());
        }
        match self.stages.values_mut().max_by_key(|stage| stage.waiting()) {
            Some(stage) => self.handle.block_on(stage.drain()),
            None => Ok(()),
        }
    }

    fn finish(&mut self, reading: &Reading, stamps: &[SourceFile]) -> Result<Vec<Staged>, Error> {
        let mut staged = Vec::new();
        for (part, read) in reading {
            match self.finish_one(part, read, stamps) {
                Ok(done) => staged.push(done),
                Err(why) => {
                    for done in staged {
                        self.handle.block_on(done.abandon(self.store));
                    }
                    return Err(why.into());
                }
            }
        }
        Ok(staged)
    }

    fn finish_one(
        &mut self,
        part: &Part,
        read: &PartRead,
        stamps: &[SourceFile],
    ) -> keep::Result<Staged> {
        let stage = match self.stages.remove(part) {
            Some(stage) => stage,
            // A month that has begun and has no lines yet.
            None => self.begin(part)?,
        };
        let done = stage.finish(
            self.origin(read, stamps),
            read.ledger.clone(),
            self.around.now(),
        );
        self.handle.block_on(done)
    }

    fn origin(&self, read: &PartRead, stamps: &[SourceFile]) -> Origin {
        let delivery = &self.located.delivery;
        Origin {
            bill_format: delivery.format,
            delivery: delivery.version.clone(),
            manifest: delivery.manifest.clone(),
            providers: read.providers.iter().cloned().collect(),
            sources: stamps.to_vec(),
        }
    }

    fn abandon(self) {
        for stage in self.stages.into_values() {
            self.handle.block_on(stage.abandon());
        }
    }
}

async fn commit(
    store: &Store,
    staged: Vec<Staged>,
    around: &dyn Surroundings,
) -> Result<Vec<Imported>, Error> {
    let mut imported = Vec::new();
    let mut waiting = staged.into_iter();
    while let Some(staged) = waiting.next() {
        let record = staged.record().clone();
        let done = match store.commit(staged, around.now()).await {
            Ok(current) => Ok(Imported { current, record }),
            Err(why) => winner(store, &record, why).await,
        };
        match done {
            Ok(month) => imported.push(month),
            Err(why) => {
                for left in waiting {
                    left.abandon(store).await;
                }
                return Err(why.into());
            }
        }
    }
    for month in &imported {
        store.sweep(&month.current.place(), around.now()).await?;
    }
    Ok(imported)
}

/// Whoever was faster with the same delivery has done what was to be done.
async fn winner(store: &Store, ours: &Record, why: keep::Error) -> keep::Result<Imported> {
    let keep::Error::Overtaken { place } = &why else {
        return Err(why);
    };
    let Some(current) = store.current(place).await? else {
        return Err(why);
    };
    let record = store.record(&current).await?;
    match record.is_same_delivery(ours) {
        true => Ok(Imported { current, record }),
        false => Err(why),
    }
}

impl Error {
    /// Whether another import was faster, with another delivery: reading again is worth it.
    #[must_use]
    pub const fn is_overtaken(&self) -> bool {
        matches!(self, Self::Store(keep::Error::Overtaken { .. }))
    }

    /// What to do about it; nothing where the message says it itself.
    #[must_use]
    pub const fn next(&self) -> Option<&'static str> {
        match self {
            Self::Read(_) => None,
            Self::Store(why) => Some(why.next()),
            Self::Another { .. } => Some("AWS writes no such delivery: find out who did"),
        }
    }
}

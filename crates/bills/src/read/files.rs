//! The files of a delivery, several at once.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use arrow::record_batch::RecordBatch;

use super::{Failure, Fault, Limits, Part, PartRead, ReadError, Reading, file, taker::Halt};
use crate::{
    report::Delivery,
    source::{Source, Stamp},
};

/// Batches that wait for the sink: readers do not run ahead of it.
const WAITING: usize = 4;

const HOUR: i64 = 3_600_000;
/// A copy may have been made in any order. AWS delivers about every eight hours.
const PATIENCE: i64 = HOUR;

enum Message {
    Batch(Part, RecordBatch),
    Read(Reading),
    /// The place of the file among those of the delivery, and what is wrong with it.
    Failed(usize, Fault),
}

/// What all threads look at.
struct Work<'a> {
    delivery: &'a Delivery,
    source: Arc<dyn Source>,
    limits: &'a Limits,
    next: AtomicUsize,
    stop: AtomicBool,
}

pub(super) fn read<E>(
    delivery: &Delivery,
    source: Arc<dyn Source>,
    limits: &Limits,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    let before = demand_all(delivery, source.as_ref())?;
    let work = Work {
        delivery,
        source,
        limits,
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
    };
    let read = thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        for _ in 0..limits.threads.clamp(1, delivery.files.len().max(1)) {
            let (work, sender) = (&work, sender.clone());
            scope.spawn(move || work.run(&sender));
        }
        drop(sender);
        gather(&work, receiver, sink)
    });
    let mut reading = read?;
    if manifest(delivery, work.source.as_ref())? != before {
        return Err(replaced(delivery).into());
    }
    begun(delivery, &mut reading);
    Ok(reading)
}

/// Whether all files are there is asked before the first is read, and whether they are older than the
/// manifest: one that was written long after it belongs to the next delivery. Gives the manifest's stamp.
fn demand_all(delivery: &Delivery, source: &dyn Source) -> Result<Option<Stamp>, ReadError> {
    let manifest = manifest(delivery, source)?;
    if delivery.stamp.is_some() && delivery.stamp != manifest {
        return Err(replaced(delivery));
    }
    let written = manifest.as_ref().and_then(|stamp| stamp.written);
    for key in &delivery.files {
        let stamp = source.stamp(key).map_err(|why| of_file(key, of_io(why)))?;
        let later = stamp
            .written
            .zip(written)
            .map(|(file, manifest)| file.saturating_sub(manifest));
        if let Some(later) = later.filter(|later| *later > PATIENCE) {
            let hours = later / HOUR;
            return Err(of_file(key, Fault::NewerThanManifest { hours }));
        }
    }
    Ok(manifest)
}

fn manifest(delivery: &Delivery, source: &dyn Source) -> Result<Option<Stamp>, ReadError> {
    let key = delivery.manifest.as_ref();
    let stamp = |key: &String| source.stamp(key).map_err(|why| of_file(key, of_io(why)));
    key.map(stamp).transpose()
}

/// The manifest is another one than before.
fn replaced(delivery: &Delivery) -> ReadError {
    let key = delivery.manifest.as_deref().unwrap_or_default();
    of_file(key, Fault::Overwritten)
}

fn of_file(key: &str, fault: Fault) -> ReadError {
    ReadError {
        file: key.to_owned(),
        fault,
    }
}

/// A month that has begun is delivered without rows. It is a bill all the same.
fn begun(delivery: &Delivery, reading: &mut Reading) {
    if let (true, Some(payer), Some(period)) =
        (reading.is_empty(), &delivery.payer, delivery.period)
    {
        let part = Part {
            payer: payer.clone(),
            period,
        };
        reading.insert(part, PartRead::default());
    }
}

fn gather<E>(
    work: &Work<'_>,
    receiver: Receiver<Message>,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    let mut reading = Reading::new();
    let mut failed: Option<(usize, Fault)> = None;
    for message in receiver {
        match message {
            Message::Batch(part, batch) if failed.is_none() => {
                if let Err(why) = sink(&part, batch) {
                    work.stop.store(true, Ordering::Relaxed);
                    return Err(Failure::Sink(why));
                }
            }
            Message::Read(read) => {
                if let Err(fault) = add(&mut reading, read) {
                    failed = failed.or(Some((usize::MAX, fault)));
                }
            }
            Message::Failed(place, fault) => {
                work.stop.store(true, Ordering::Relaxed);
                if failed.as_ref().is_none_or(|(known, _)| place < *known) {
                    failed = Some((place, fault));
                }
            }
            Message::Batch(..) => {}
        }
    }
    let Some((place, fault)) = failed else {
        return Ok(reading);
    };
    let file = work.delivery.files.get(place).cloned().unwrap_or_default();
    Err(ReadError { file, fault }.into())
}

fn add(reading: &mut Reading, read: Reading) -> Result<(), Fault> {
    for (part, read) in read {
        let known = reading.entry(part).or_default();
        known
            .ledger
            .merge(&read.ledger)
            .map_err(|_| Fault::Overflow)?;
        known.providers.extend(read.providers);
    }
    Ok(())
}

impl Work<'_> {
    /// Reads one file after the other, as long as there are any.
    fn run(&self, sender: &SyncSender<Message>) {
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(key) = self.delivery.files.get(place) else {
                return;
            };
            let message = match self.file(key, sender) {
                Ok(reading) => Message::Read(reading),
                Err(Halt::Stopped) => return,
                Err(Halt::Fault(fault)) => Message::Failed(place, fault),
            };
            let is_over = matches!(message, Message::Failed(..));
            if sender.send(message).is_err() || is_over {
                return;
            }
        }
    }

    fn file(&self, key: &str, sender: &SyncSender<Message>) -> Result<Reading, Halt> {
        let mut emit = |part, batch| {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Halt::Stopped);
            }
            let sent = sender.send(Message::Batch(part, batch));
            sent.map_err(|_| Halt::Stopped)
        };
        let source = Arc::clone(&self.source);
        let read = || file::read(self.delivery, source, key, self.limits, &mut emit);
        // What others wrote may be damaged in ways that a library does not expect.
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
            let why = said(panic.as_ref());
            Err(Fault::Damaged { why }.into())
        })
    }
}

/// The names of a file's columns.
pub(super) fn header(
    source: Arc<dyn Source>,
    key: &str,
    limits: &Limits,
) -> Result<Vec<String>, Fault> {
    let read = || file::header(source, key, limits);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let why = said(panic.as_ref());
        Err(Fault::Damaged { why })
    })
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "its reader gave up: {}",
        text.unwrap_or("it did not say why")
    )
}

pub(super) fn of_io(why: io::Error) -> Fault {
    match why.kind() {
        io::ErrorKind::NotFound => Fault::Missing,
        _ => Fault::Unreadable(why),
    }
}

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufWriter, Write as _},
    path::Path,
    process::Command,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use landfast_app::ports::{Clock as _, Random as _};
use landfast_bills::{
    Reader, child,
    import::{self, Imported, Surroundings, Wanted},
    keep::Store,
    report::{self, Located},
};
use landfast_domain::Timestamp;
use tokio::runtime::Handle;

use super::{chain, in_bucket, store_failed};
use crate::{
    ambient::{SystemClock, SystemRandom},
    args::{BillsImport, Output},
    compose::bills_reader,
    exit::{Exit, Failure},
    output::{bills as shown, say},
};

/// How often a delivery is read when other imports of its months are faster.
const ATTEMPTS: usize = 10;

/// Reads a delivery for another process of this program: what is in the files can do no more than end it.
pub fn read() -> Result<Exit, Failure> {
    let mut output = BufWriter::with_capacity(1 << 20, io::stdout());
    let done = child::answer(io::stdin().lock(), &mut output);
    done.map_err(|why| Failure::new(Exit::Failed, chain(&why)))?;
    let flushed = output.flush();
    flushed
        .map_err(|why| Failure::new(Exit::Failed, format!("The answer was not taken: {why}")))?;
    Ok(Exit::Done)
}

/// Every delivery that is found. One that cannot be read keeps none of the others out.
pub async fn import(args: BillsImport, output: Output) -> Result<Exit, Failure> {
    let handle = Handle::current();
    let bucket = in_bucket(&args.store).await?;
    // Files are read by threads that wait; the workers of the runtime write meanwhile.
    let done = tokio::task::spawn_blocking(move || run(&args, bucket, output, &handle)).await;
    done.map_err(|why| {
        Failure::new(
            Exit::Failed,
            format!("A thread that reads bills died: {why}"),
        )
    })?
}

fn run(
    args: &BillsImport,
    bucket: Option<Store>,
    output: Output,
    handle: &Handle,
) -> Result<Exit, Failure> {
    let found = report::discover(&args.paths, None);
    let mut flaws = found.findings.len();
    for finding in &found.findings {
        say(&format!("Not imported: {finding}"));
    }
    let program = bills_reader()?;
    let mut imported = Vec::new();
    if !found.deliveries.is_empty() {
        let (store, _lock) = opened(bucket, &args.store.folder())?;
        for located in &found.deliveries {
            match one(located, &store, handle, &program) {
                Ok(months) => {
                    flaws += repeated(&imported, &months);
                    imported.extend(months);
                }
                Err(why) => {
                    flaws += 1;
                    say(&format!("Not imported: {}", chain(&why)));
                    if let Some(next) = why.next() {
                        say(&format!("Hint: {next}"));
                    }
                }
            }
        }
    }
    let records: Vec<_> = imported.into_iter().map(|month| month.record).collect();
    shown::imports(&records, output);
    Ok(match flaws {
        0 => Exit::Done,
        _ => Exit::Failed,
    })
}

/// The store, held against other imports if it is a folder of this machine. In a bucket nothing can be
/// held; there, whoever is slower sees it.
fn opened(bucket: Option<Store>, folder: &Path) -> Result<(Store, Option<File>), Failure> {
    if let Some(store) = bucket {
        return Ok((store, None));
    }
    let store = Store::local(folder).map_err(|why| store_failed(&why))?;
    Ok((store, Some(lock(folder)?)))
}

/// Months that an earlier delivery of this import had too: that one counts no longer.
fn repeated(before: &[Imported], now: &[Imported]) -> usize {
    let places = || before.iter().map(|month| month.current.place());
    let again = now.iter().map(|month| month.current.place());
    let again = again.filter(|place| places().any(|known| known == *place));
    again
        .map(|place| {
            say(&format!(
                "Imported twice: {place}. Only the last of the two deliveries counts; name one of them."
            ));
        })
        .count()
}

fn one(
    located: &Located,
    store: &Store,
    handle: &Handle,
    program: &Reader,
) -> Result<Vec<Imported>, import::Error> {
    let around = Around::start(located, program);
    let mut attempt = 1;
    let done = loop {
        let done = import::import(located, store, &Wanted::default(), handle, &around);
        match done {
            // Whoever names a delivery wants it to count, also after another one that came between.
            Err(why) if why.is_overtaken() && attempt < ATTEMPTS => attempt += 1,
            done => break done,
        }
    };
    around.bar.finish_and_clear();
    done
}

/// Two imports into one folder would only take turns at making each other's versions old.
fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join("import.lock");
    let failed = |why: std::io::Error| {
        let what = format!("{} could not be locked: {why}", path.display());
        Failure::new(Exit::Failed, what).hint("Look at the folder and its rights")
    };
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let what = format!("Another import into {} is running.", folder.display());
            Err(Failure::new(Exit::Unavailable, what).hint("Wait until it has ended"))
        }
        Err(TryLockError::Error(why)) => Err(failed(why)),
    }
}

/// The clock, the random source, and a line that says how far it is; nothing when nobody looks.
struct Around<'a> {
    bar: ProgressBar,
    program: &'a Reader,
}

impl<'a> Around<'a> {
    fn start(located: &Located, program: &'a Reader) -> Self {
        let delivery = &located.delivery;
        let period = delivery
            .period
            .map_or_else(String::new, |period| format!(" {period}"));
        let bar = ProgressBar::new_spinner()
            .with_message(format!("Importing {}{period}", delivery.report));
        let style = "{spinner} {msg}: {human_pos} lines, {per_sec}, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, program }
    }
}

impl Surroundings for Around<'_> {
    fn reader(&self) -> Command {
        self.program.command()
    }

    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        SystemRandom.fill(&mut bytes);
        bytes
    }

    fn progress(&self, rows: u64) {
        self.bar.inc(rows);
    }
}

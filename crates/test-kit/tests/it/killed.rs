//! Killing a process at a point of its work, for the tests of what must survive that.
//!
//! A test prepares a folder, a child (this binary again, an ignored test named `worker`) aborts at the
//! nth point, another child finishes. Points: `landfast_test_kit::Point`.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use landfast_test_kit::Point;

const FOLDER: &str = "LANDFAST_CRASH_FOLDER";
const DIE_AT: &str = "LANDFAST_CRASH_FOLDER_AT";
/// How many lifetimes came before.
const LIFE: &str = "LANDFAST_CRASH_FOLDER_LIFE";

/// Runs the ignored test `worker` of this binary to its end or to its death.
pub fn child(worker: &str, folder: &Path, life: u32, die_at: Option<u32>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([worker, "--exact", "--ignored", "--test-threads=1"]);
    command.env(FOLDER, folder).env(LIFE, life.to_string());
    if let Some(point) = die_at {
        command.env(DIE_AT, point.to_string());
    }
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
}

/// What a worker does with its folder, its life and the function that may kill it. Whoever comes to
/// the end leaves how many points there were.
#[expect(
    clippy::disallowed_methods,
    reason = "a child process is told by its environment what to do"
)]
pub fn live(body: impl AsyncFnOnce(&Path, u32, Point)) {
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let die_at: Option<u32> = std::env::var(DIE_AT).ok().map(|text| text.parse().unwrap());
    let life: u32 = std::env::var(LIFE).unwrap().parse().unwrap();
    let passed = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&passed);
    let point = Arc::new(move |_: &str| {
        if Some(counter.fetch_add(1, Ordering::SeqCst)) == die_at {
            std::process::abort();
        }
    });
    runtime().block_on(body(&folder, life, point));
    let count = passed.load(Ordering::SeqCst).to_string();
    std::fs::write(folder.join("count"), count).unwrap();
}

/// How many points a whole life in the folder had.
pub fn points(folder: &Path) -> u32 {
    let count = std::fs::read_to_string(folder.join("count")).unwrap();
    count.parse().unwrap()
}

/// Kills `worker` once at each point of its life, in a folder of its own that `prepare` filled, and lets
/// another life finish. Every `end` must be that of the worker that nobody killed, which begins with
/// `begins` and has more than `least` points.
pub fn at_every_point(
    worker: &str,
    prepare: impl AsyncFn(&Path),
    end: impl AsyncFn(&Path) -> String,
    begins: &str,
    least: u32,
) {
    let folder = tempfile::tempdir().unwrap();
    let start = folder.path().join("start");
    std::fs::create_dir(&start).unwrap();
    runtime().block_on(prepare(&start));

    let whole = folder.path().join("whole");
    copy(&start, &whole);
    assert!(child(worker, &whole, 1, None).success());
    let count = points(&whole);
    let expected = runtime().block_on(end(&whole));
    assert!(expected.starts_with(begins), "{expected}");
    assert!(count > least, "{count} points");
    for point in 0..count {
        let place = folder.path().join(point.to_string());
        copy(&start, &place);
        let died = !child(worker, &place, 1, Some(point)).success();
        assert!(died, "point {point}");
        let finished = child(worker, &place, 3, None).success();
        assert!(finished, "after point {point}");
        let found = runtime().block_on(end(&place));
        assert_eq!(found, expected, "killed at {point}");
        std::fs::remove_dir_all(&place).unwrap();
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

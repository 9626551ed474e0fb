//! The process is killed at every point of a check, and the end is always the same.
//!
//! The parent prepares a database with a check asked for; a child process (this binary again, the
//! ignored test below) works on it and aborts at the nth point; another child finishes the work.
//! Points: `landfast_test_kit::Point`.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use landfast_app::ports::{CheckState, Trigger, WorkFilter, WorkState};
use landfast_domain::check::Report;
use landfast_store::Location;
use landfast_test_kit::{HandClock, World};

use crate::support::{access, outcome, rows_at};

const ACCOUNT: &str = "012345678901";
const SEEDS: u64 = 20;

/// What a child is told, by its environment.
const DATABASE: &str = "LANDFAST_CRASH_DATABASE";
const DIE_AT: &str = "LANDFAST_CRASH_AT";
/// How many lifetimes came before; each begins after the leases of the one before have ended.
const LIFE: &str = "LANDFAST_CRASH_LIFE";
/// Where the child that finishes writes how many points it passed.
const COUNT: &str = "LANDFAST_CRASH_COUNT";

async fn world_at(file: &Path, seed: u64, point: landfast_test_kit::Point) -> World {
    let store = rows_at(Location::SqliteFile(file.to_owned())).await;
    World::with_points(store, "main", seed, point)
        .await
        .unwrap()
}

/// A database in which an account is registered and a check is asked for.
async fn prepare(file: &Path, seed: u64) {
    let world = world_at(file, seed, Arc::new(|_| {})).await;
    world.register(ACCOUNT).await.unwrap();
    world
        .app
        .start_check(&world.operator(), ACCOUNT, "api-access", Trigger::Person)
        .await
        .unwrap();
}

fn child(file: &Path, life: u32, die_at: Option<u32>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["crash::worker", "--exact", "--ignored", "--test-threads=1"]);
    command
        .env(DATABASE, file)
        .env(LIFE, life.to_string())
        .env(COUNT, file.with_extension("count"));
    if let Some(point) = die_at {
        command.env(DIE_AT, point.to_string());
    }
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
}

#[test]
#[ignore = "the child process of the tests below"]
#[expect(
    clippy::disallowed_methods,
    reason = "a child process is told by its environment what to do"
)]
fn worker() {
    let file = PathBuf::from(std::env::var(DATABASE).unwrap());
    let die_at: Option<u32> = std::env::var(DIE_AT).ok().map(|text| text.parse().unwrap());
    let life: u32 = std::env::var(LIFE).unwrap().parse().unwrap();
    let passed = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&passed);
    let point = Arc::new(move |_: &str| {
        if Some(counter.fetch_add(1, Ordering::SeqCst)) == die_at {
            std::process::abort();
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let world = world_at(&file, u64::from(life) + 100, point).await;
        world
            .clock
            .set(HandClock::START.plus(Duration::from_secs(600) * life));
        let account = world.app.account(&world.operator(), ACCOUNT).await.unwrap();
        world.launch(&account);
        world.work().await.unwrap();
    });
    std::fs::write(
        std::env::var(COUNT).unwrap(),
        passed.load(Ordering::SeqCst).to_string(),
    )
    .unwrap();
}

/// Everything that must come out the same, as text.
async fn end(file: &Path) -> String {
    let world = world_at(file, 1, Arc::new(|_| {})).await;
    let actor = world.operator();
    let account = world.app.account(&actor, ACCOUNT).await.unwrap();
    let checks = world
        .app
        .checks(&actor, ACCOUNT, 10, None)
        .await
        .unwrap()
        .items;
    let checks: Vec<CheckState> = checks.iter().map(|check| check.state).collect();
    let activity = world
        .app
        .activity(&actor, None, 50, None)
        .await
        .unwrap()
        .items;
    let activity: Vec<&str> = activity.iter().map(|row| row.action.as_str()).collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world
        .app
        .work(&actor, WorkFilter::default())
        .await
        .unwrap()
        .len();
    format!(
        "{} {:?} | {checks:?} | {activity:?} | chain broken at {chain:?} | {work} left",
        outcome(&account),
        account.proven.map(|role| role.arn.to_string())
    )
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn killed_at_every_point_the_end_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (runtime, whole) = (runtime(), folder.path().join("whole.db"));
    runtime.block_on(prepare(&whole, 1));
    assert!(child(&whole, 1, None).success());
    let points: u32 = std::fs::read_to_string(whole.with_extension("count"))
        .unwrap()
        .parse()
        .unwrap();
    let wanted = runtime.block_on(end(&whole));
    assert!(wanted.starts_with("passed |  Some("), "{wanted}");
    assert!(points > 20, "a check has more points than {points}");
    // Two at a time, as many as the smallest machine has cores.
    std::thread::scope(|scope| {
        let halves = [0..SEEDS / 2, SEEDS / 2..SEEDS].map(|seeds| {
            let (folder, wanted) = (folder.path(), wanted.as_str());
            scope.spawn(move || seeds.for_each(|seed| die_everywhere(folder, seed, points, wanted)))
        });
        halves.into_iter().for_each(|half| half.join().unwrap());
    });
}

/// Prepares a database for every point, dies at it, lives again, and looks at the end.
fn die_everywhere(folder: &Path, seed: u64, points: u32, wanted: &str) {
    let runtime = runtime();
    for point in 0..points {
        let file = folder.join(format!("{seed}-{point}.db"));
        runtime.block_on(prepare(&file, seed + 2));
        let killed = child(&file, 1, Some(point));
        assert!(
            !killed.success(),
            "seed {seed}: the process was to die at point {point} of {points}"
        );
        assert!(
            child(&file, 2, None).success(),
            "seed {seed}, point {point}: the second life did not end"
        );
        assert_eq!(
            runtime.block_on(end(&file)),
            wanted,
            "seed {seed}, killed at point {point} of {points}"
        );
        std::fs::remove_file(&file).unwrap();
    }
}

/// Work that kills its worker every time stops after its attempts, and is shown.
#[test]
fn work_that_always_kills_its_worker_gives_up() {
    let folder = tempfile::tempdir().unwrap();
    let (runtime, file) = (runtime(), folder.path().join("poison.db"));
    runtime.block_on(prepare(&file, 1));
    let deaths = (1..=10)
        .take_while(|life| !child(&file, *life, Some(12)).success())
        .count();
    assert_eq!(deaths, 5, "as many deaths as attempts");
    runtime.block_on(async {
        let world = world_at(&file, 99, Arc::new(|_| {})).await;
        let rows = world
            .app
            .work(
                &world.operator(),
                WorkFilter {
                    state: Some(WorkState::Dead),
                },
            )
            .await
            .unwrap();
        assert_eq!((rows.len(), rows[0].attempts), (1, 5));
        // Nobody waits for it any more, and nothing begins again by itself.
        let account = world.app.account(&world.operator(), ACCOUNT).await.unwrap();
        assert_eq!(outcome(&account), "open | ");
        let said = access(&account).report.as_ref().and_then(Report::trouble);
        assert!(
            said.unwrap().detail.contains("after 5 attempts"),
            "{said:?}"
        );
        assert_eq!(account.next_check_at, None);
        let again = world
            .app
            .retry_work(&world.operator(), rows[0].id.as_str())
            .await
            .unwrap();
        assert_eq!(again.state, WorkState::Ready);
        world.launch(&account);
        world.work().await.unwrap();
        let account = world.app.account(&world.operator(), ACCOUNT).await.unwrap();
        assert_eq!(outcome(&account), "passed | ");
    });
}

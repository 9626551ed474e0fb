//! The process is killed at every point of a rotation. There is a working key after each death, and
//! the end is always the same.
//!
//! Killed as `killed.rs` says. What AWS knows of keys outlives them in a file.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::ports::WorkFilter;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    key_rotation::{keys, to_the_end},
    keys::{ACCOUNT, KEY, SECRET, account, prepared, save},
    killed::{child, copy, live, points, runtime},
    support::{outcome, rows_at},
};

const WORKER: &str = "key_crash::worker";

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    world.aws.keys.keep_in(folder.join("keys"));
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

/// An account whose key is proven, and a rotation that was asked for.
async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    let started = world.app.rotate_key(&world.operator(), ACCOUNT).await;
    started.unwrap();
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        to_the_end(&world).await;
    });
}

/// Whether the key that is in use here is one that AWS lets in.
async fn has_a_working_key(folder: &Path) -> bool {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    let in_use = keys(&world).await.current.unwrap().0;
    let mut in_aws = world.aws.keys.all().into_iter();
    in_aws.any(|key| key.active && key.id == in_use.key.as_str())
}

/// Everything that must come out the same, as text. Ids differ: a key whose secret was lost is made anew.
async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let now = keys(&world).await;
    let in_aws = world.aws.keys.all();
    let is_current = |key: &landfast_test_kit::FakeKey| {
        key.active && key.id == now.current.as_ref().unwrap().0.key.as_str()
    };
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let activity: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world
        .app
        .work(&actor, WorkFilter::default())
        .await
        .unwrap()
        .len();
    format!(
        "{} | {:?} | {:?} | {activity:?} | chain broken at {chain:?} | {work} left",
        outcome(&account(&world).await),
        now.rotation.map(|rotation| rotation.stage.name()),
        in_aws.iter().map(is_current).collect::<Vec<_>>(),
    )
}

#[test]
fn killed_at_every_point_there_is_a_working_key_and_the_end_is_the_same() {
    let home = tempfile::tempdir().unwrap();
    let (runtime, first, whole) = (
        runtime(),
        home.path().join("first"),
        home.path().join("whole"),
    );
    std::fs::create_dir(&first).unwrap();
    runtime.block_on(prepare(&first));
    copy(&first, &whole);
    assert!(child(WORKER, &whole, 1, None).success());
    let wanted = runtime.block_on(end(&whole));
    assert!(
        wanted.starts_with("passed |  | Some(Done) | [true] |"),
        "{wanted}"
    );
    let points = points(&whole);
    assert!(points > 40, "a rotation has more points than {points}");
    // Two at a time, as many as the smallest machine has cores.
    std::thread::scope(|scope| {
        let halves = [0, 1].map(|odd| {
            let (first, wanted) = (first.as_path(), wanted.as_str());
            scope.spawn(move || die_everywhere(first, (odd..points).step_by(2), wanted))
        });
        halves.into_iter().for_each(|half| half.join().unwrap());
    });
}

fn die_everywhere(first: &Path, points: impl Iterator<Item = u32>, wanted: &str) {
    let runtime = runtime();
    for point in points {
        let folder = first.with_file_name(format!("point-{point}"));
        copy(first, &folder);
        assert!(
            !child(WORKER, &folder, 1, Some(point)).success(),
            "the process was to die at point {point}"
        );
        assert!(
            runtime.block_on(has_a_working_key(&folder)),
            "no working key after a death at point {point}"
        );
        assert!(
            child(WORKER, &folder, 2, None).success(),
            "point {point}: the second life did not end"
        );
        assert_eq!(
            runtime.block_on(end(&folder)),
            wanted,
            "killed at point {point}"
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

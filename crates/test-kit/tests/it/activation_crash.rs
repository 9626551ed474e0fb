//! The process is killed at every point of an activation. Each account has one registration and one stack
//! in the end, and the end is always the same.
//!
//! Killed as `killed.rs` says. The stacks outlive the processes in a file; the rest of AWS is built anew.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::ports::WorkFilter;
use landfast_domain::activation::RunState;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    activations::{account, belong, draft, to_the_end},
    killed::{child, copy, live, points, runtime},
    organization::{PAYER, payer, put, read},
    support::{outcome, rows_at},
};

const WORKER: &str = "activation_crash::worker";
const LINKED: u64 = 2;

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    world.aws.keep_stacks_in(folder.join("stacks"));
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

async fn run(world: &World) -> String {
    let all = world.app.activations(&world.operator(), PAYER).await;
    let all = all.unwrap();
    let [one] = all.as_slice() else {
        panic!("{all:?}")
    };
    one.activation.id.to_string()
}

/// The payer, its organization and the permit's role, as they outlive a process.
async fn stand_again(world: &World) {
    let actor = world.operator();
    let payer = world.app.account(&actor, PAYER).await.unwrap();
    put(world, &payer, LINKED);
    belong(world, &payer, LINKED);
    for permit in world.app.permits(&actor, PAYER).await.unwrap() {
        world.launch_permit(&payer, &permit.permit);
    }
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    payer(&world, LINKED).await;
    read(&world).await;
    let begun = world
        .app
        .activate(&world.operator(), PAYER, &draft(1..=LINKED))
        .await;
    begun.unwrap();
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        stand_again(&world).await;
        let id = run(&world).await;
        to_the_end(&world, &id).await;
        world.work().await.unwrap();
    });
}

/// Everything that must come out the same, as text.
async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let id = run(&world).await;
    let status = world.app.activation(&actor, PAYER, &id).await.unwrap();
    let over = matches!(status.activation.state, RunState::Done { .. });
    let mut accounts = Vec::new();
    for number in 1..=LINKED {
        let one = account(&world, number).await;
        accounts.push(format!("{} {}", outcome(&one), one.confirmed_at.is_some()));
    }
    let mut stacks: Vec<String> = world
        .aws
        .members
        .stacks()
        .iter()
        .map(|stack| stack.account.to_string())
        .collect();
    stacks.sort();
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let mut actions: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .collect();
    actions.sort_unstable();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let left = work.iter().filter(|row| row.kind == "activate").count();
    format!(
        "over {over}; {accounts:?}; {stacks:?}; {actions:?}; broken {chain:?}; {left} work left"
    )
}

#[test]
fn killed_at_every_point_nothing_is_doubled() {
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
    let well =
        r#"over true; ["passed |  true", "passed |  true"]; ["000000000001", "000000000002"];"#;
    assert!(wanted.starts_with(well), "{wanted}");
    let points = points(&whole);
    assert!(points > 60, "an activation has more points than {points}");
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
            child(WORKER, &folder, 3, None).success(),
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

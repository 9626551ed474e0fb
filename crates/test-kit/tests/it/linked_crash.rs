//! The process is killed at every point of a check of the linked accounts, of the reading that it
//! asks for, and of the look that follows. The end is the same.
//!
//! Killed as `killed.rs` says. AWS is made anew for each child.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::ports::{Trigger, WorkFilter};
use landfast_domain::step::StepKind;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    killed::{at_every_point, live},
    organization::{PAYER, payer, put, read},
    support::rows_at,
};

const WORKER: &str = "linked_crash::worker";
const LINKED: u64 = 1;

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    if let Ok(payer) = world.app.account(&world.operator(), PAYER).await {
        put(&world, &payer, LINKED);
    }
    world
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    payer(&world, LINKED).await;
    read(&world).await;
    world.clock.advance(Duration::from_secs(1));
    let actor = world.operator();
    let asked = world
        .app
        .start_check(&actor, PAYER, "linked-accounts", Trigger::Person);
    asked.await.unwrap();
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        for seconds in [0, 5, 120, 400] {
            world.clock.advance(Duration::from_secs(seconds));
            world.work().await.unwrap();
        }
    });
}

/// Everything that must come out the same, as text.
async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let account = world.app.account(&actor, PAYER).await.unwrap();
    let step = account.step(StepKind::LinkedAccounts).unwrap();
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let actions: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let mistakes: Vec<_> = step.report.iter().flat_map(|one| one.mistakes()).collect();
    format!(
        "{} {mistakes:?}; {actions:?}; broken {chain:?}; {} work left",
        step.state.name(),
        work.len()
    )
}

#[test]
fn killed_at_every_point_the_end_is_the_same() {
    at_every_point(WORKER, prepare, end, "blocked", 5);
}

//! The process is killed at every point of a removal. The record goes with its receipt or not at all,
//! and there is one receipt in the end.
//!
//! Killed as `killed.rs` says. The role is deleted in between: no child's AWS has it.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::ports::WorkFilter;
use landfast_domain::removal::ReceiptVerdict;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    killed::{at_every_point, live},
    removal::{ID, newest, proven, to_the_end},
    support::rows_at,
};

const WORKER: &str = "removal_crash::worker";

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    proven(&world).await;
    let said = world.app.look_at_removal(&world.operator(), ID).await;
    said.unwrap();
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        to_the_end(&world).await;
    });
}

/// Everything that must come out the same, as text.
async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    assert!(
        world.app.account(&actor, ID).await.is_err(),
        "the record is gone"
    );
    let receipts = world.app.receipts(&actor, None, 10, None).await.unwrap();
    let receipt = newest(&world).await.receipt;
    assert_eq!(receipt.verdict, ReceiptVerdict::Gone);
    assert!(receipt.tries.len() >= 2, "{receipt:?}");
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let actions: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    format!(
        "{} receipt; {actions:?}; broken {chain:?}; {} work left",
        receipts.items.len(),
        work.len()
    )
}

#[test]
fn a_removal_that_is_killed_at_any_point_ends_with_one_receipt() {
    at_every_point(WORKER, prepare, end, "1 receipt", 5);
}

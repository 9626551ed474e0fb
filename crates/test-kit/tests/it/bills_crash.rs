//! The process is killed at every point of the reading of a bill. The end is the same: the month is
//! kept once, and the audit log says so once.
//!
//! Killed as `killed.rs` says. AWS and the store of bills are made anew for each child.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::ports::WorkFilter;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    bills_read::{PAYER, billed, bills, deliver, months},
    killed::{at_every_point, child, live, runtime},
    support::rows_at,
};

const WORKER: &str = "bills_crash::worker";
const POISONED: &str = "bills_crash::poisoned";
const FILES: [(&str, &str); 2] = [("1.csv", "a\nb\n"), ("2.csv", "c\n")];

async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    world
        .clock
        .set(HandClock::START.plus(Duration::from_secs(600) * life));
    if let Ok(account) = world.app.account(&world.operator(), PAYER).await {
        world.launch(&account);
        let status = world.app.billing_export(&world.operator(), PAYER).await;
        let choice = status.unwrap().choice.unwrap();
        world.launch_bills(&account, &choice);
        world.aws.edit_bills(&account.id, |bills| {
            bills.deliver(&choice, HandClock::START)
        });
        deliver(&world, &choice, "2026-10", &FILES);
    }
    world
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    let (_, choice) = billed(&world).await;
    deliver(&world, &choice, "2026-10", &FILES);
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        for seconds in [0, 400, 400] {
            world.clock.advance(Duration::from_secs(seconds));
            world.work().await.unwrap();
        }
    });
}

#[test]
#[ignore = "the child process of the test below"]
fn poisoned() {
    live(async |folder, life, _| {
        let deadly = Arc::new(|point: &str| {
            if point == "after bills:TakeIn" {
                std::process::abort();
            }
        });
        let world = world_in(folder, life, deadly).await;
        world.work().await.unwrap();
    });
}

async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let read: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.summary.as_str())
        .filter(|summary| summary.contains("2026-10"))
        .collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let kinds: Vec<&str> = work.iter().map(|one| one.kind.as_str()).collect();
    format!(
        "{:?}; {read:?}; broken {chain:?}; {kinds:?}",
        months(&world).await
    )
}

#[test]
fn killed_at_every_point_the_end_is_the_same() {
    at_every_point(WORKER, prepare, end, r#"["2026-10 good Some(3)"]"#, 15);
}

#[test]
fn a_month_that_always_kills_its_worker_says_so_and_can_be_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    runtime().block_on(prepare(place));
    let deaths = (1..=10)
        .take_while(|life| !child(POISONED, place, *life, None).success())
        .count();
    assert_eq!(deaths, 5, "as many deaths as attempts");
    runtime().block_on(async {
        let world = world_in(place, 20, Arc::new(|_| {})).await;
        world.work().await.unwrap();
        let all = bills(&world).await.months;
        let month = all.iter().find(|one| one.period.to_string() == "2026-10");
        let failure = month.unwrap().failure.as_ref().unwrap();
        assert!(
            failure.detail.contains("again and again"),
            "{}",
            failure.detail
        );
        let actor = world.operator();
        world.app.sync_bills(&actor, PAYER).await.unwrap();
        world.work().await.unwrap();
        assert_eq!(months(&world).await, ["2026-10 good Some(3)"]);
    });
}

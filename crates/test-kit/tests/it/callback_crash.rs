//! The process is killed at every point of a callback. CloudFormation is answered whenever it is
//! killed, a message is deleted after its answer only, and the account comes out the same.
//!
//! Killed as `killed.rs` says. What is in the queue, and what was answered, outlives them in files.

use std::{io::Write, path::Path, sync::Arc, time::Duration};

use landfast_domain::{AccountId, callback::RequestType};
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World, callback_message};

use crate::{
    callbacks::with_callbacks,
    killed::{child, live, points, runtime},
    support::{outcome, rows_at},
};

const WORKER: &str = "callback_crash::worker";
const ACCOUNT: &str = "210987654321";

fn append(file: &Path, line: &str) {
    let mut options = std::fs::File::options();
    let mut file = options.create(true).append(true).open(file).unwrap();
    writeln!(file, "{line}").unwrap();
}

fn lines(folder: &Path, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    with_callbacks(quiet_world_in(folder, life, point).await)
}

/// Whose random numbers are those of its life.
async fn quiet_world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    let (deleted, answered) = (folder.join("deleted"), folder.join("answered"));
    world.callbacks.watch(
        move |id| append(&deleted, id),
        move |put| append(&answered, &put.body),
    );
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        let account = world.app.account(&world.operator(), ACCOUNT).await.unwrap();
        world.launch(&account);
        // The queue keeps what was not deleted.
        if lines(folder, "deleted").is_empty() {
            let body = callback_message(RequestType::Create, &account.id, 1);
            world.callbacks.send(body);
        }
        world.app.listen_once().await.unwrap();
        world.work().await.unwrap();
    });
}

async fn prepare(folder: &Path) {
    let world = quiet_world_in(folder, 0, Arc::new(|_| {})).await;
    world.register(ACCOUNT).await.unwrap();
}

async fn judge(folder: &Path, point: u32) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let (deleted, answered) = (lines(folder, "deleted"), lines(folder, "answered"));
    assert_eq!(deleted.len(), 1, "point {point}");
    assert!(
        (1..=2).contains(&answered.len()),
        "point {point}: {answered:?}"
    );
    let account = AccountId::parse(ACCOUNT).unwrap();
    for body in &answered {
        assert!(body.contains("SUCCESS") && body.contains(account.as_str()));
    }
    let actor = world.operator();
    let account = world.app.account(&actor, ACCOUNT).await.unwrap();
    let log = world
        .app
        .activity(&actor, None, 50, None)
        .await
        .unwrap()
        .items;
    let actions: Vec<_> = log.iter().map(|row| row.action.as_str()).collect();
    format!("{} {}", outcome(&account), actions.join(" "))
}

#[test]
fn killed_at_every_point_cloudformation_is_answered() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| {
        let folder = root.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        runtime().block_on(prepare(&folder));
        folder
    };
    let whole = at("whole");
    assert!(child(WORKER, &whole, 1, None).success());
    let end = runtime().block_on(judge(&whole, u32::MAX));
    assert_eq!(
        end,
        "passed |  access.proven check.asked account.registered workspace.created"
    );
    let points = points(&whole);
    assert!(points > 15, "{points}");
    for point in 0..points {
        let folder = at(&format!("point-{point}"));
        assert!(!child(WORKER, &folder, 1, Some(point)).success(), "{point}");
        // Killed between answer and deletion, or before both: the message comes again.
        assert!(lines(&folder, "deleted").len() <= lines(&folder, "answered").len());
        assert!(child(WORKER, &folder, 2, None).success(), "{point}");
        assert_eq!(
            runtime().block_on(judge(&folder, point)),
            end,
            "point {point}"
        );
    }
}

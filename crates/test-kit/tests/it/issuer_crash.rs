//! A rotation of the issuer's key that is killed at any point leaves a key that signs, and ends the
//! same when it is asked for again.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use landfast_app::{ProblemCode, ports::Trigger};
use landfast_domain::oidc::PUBLISHED_BEFORE;
use landfast_store::Location;
use landfast_test_kit::{Point, World};

use crate::{
    killed::runtime,
    support::{outcome, rows_at},
};

const ACCOUNT: &str = "012345678901";
const DATABASE: &str = "LANDFAST_ISSUER_DATABASE";
const DIE_AT: &str = "LANDFAST_ISSUER_AT";

async fn world_at(file: &Path, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(file.to_owned())).await;
    World::as_issuer(store, "main", point, false).await.unwrap()
}

#[test]
#[ignore = "the child process of the test below"]
#[expect(
    clippy::disallowed_methods,
    reason = "a child process is told by its environment what to do"
)]
fn worker() {
    let file = PathBuf::from(std::env::var(DATABASE).unwrap());
    let die_at: u32 = std::env::var(DIE_AT).unwrap().parse().unwrap();
    let passed = Arc::new(AtomicU32::new(0));
    let point: Point = Arc::new(move |_: &str| {
        if passed.fetch_add(1, Ordering::SeqCst) == die_at {
            std::process::abort();
        }
    });
    runtime().block_on(async {
        let world = world_at(&file, point).await;
        world.app.rotate_issuer(&world.operator()).await.unwrap();
    });
}

fn child(file: &Path, die_at: u32) -> bool {
    Command::new(std::env::current_exe().unwrap())
        .args(["issuer_crash::worker", "--exact", "--ignored"])
        .env(DATABASE, file)
        .env(DIE_AT, die_at.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

/// Asks again, waits the day, and checks an account.
async fn end(file: &Path) -> (usize, String) {
    let world = world_at(file, Arc::new(|_| {})).await;
    if let Err(why) = world.app.rotate_issuer(&world.operator()).await {
        assert_eq!(
            why.code,
            ProblemCode::ActionNotAllowed,
            "it was done before"
        );
    }
    world.clock.advance(PUBLISHED_BEFORE);
    world.publish().await.unwrap();
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch_for_issuer(&account);
    let checked = world.check(&account, Trigger::Person).await.unwrap();
    let ring = world.app.issuer_state().await.unwrap().ring;
    (ring.keys().len(), outcome(&checked))
}

#[test]
fn killed_at_every_point_the_end_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for point in 0.. {
        let file = folder.path().join(format!("{point}.db"));
        let whole = child(&file, point);
        let (keys, checked) = runtime().block_on(end(&file));
        assert_eq!((keys, checked.as_str()), (2, "passed | "), "point {point}");
        if whole {
            assert!(point > 4, "a rotation has more points than {point}");
            return;
        }
    }
}

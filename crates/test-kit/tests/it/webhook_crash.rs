//! The process is killed at every point of a change that a webhook is told of. The receiver hears of
//! the change if and only if it was made; what comes twice comes with the same id.
//!
//! Killed as `killed.rs` says. What arrived outlives them in a file.

use std::{collections::HashMap, io::Write, path::Path, sync::Arc, time::Duration};

use landfast_app::ports::{DeliveryState, WorkFilter};
use landfast_domain::webhook::WebhookEvent;
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    killed::{child, live, points, runtime},
    support::rows_at,
    webhooks::draft,
};

const WORKER: &str = "webhook_crash::worker";
const ACCOUNT: &str = "210987654321";

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    let file = folder.join("arrived");
    world.receiver.on_arrival(move |arrived| {
        let mut file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(&file)
            .unwrap();
        writeln!(file, "{}", arrived.body).unwrap();
    });
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        if life == 1 {
            world.register(ACCOUNT).await.unwrap();
        }
        world.work().await.unwrap();
    });
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    let (actor, draft) = (world.operator(), draft(&["account"]));
    world.app.add_webhook(&actor, &draft).await.unwrap();
}

/// How often each id arrived.
fn arrived(folder: &Path) -> HashMap<String, u32> {
    let text = std::fs::read_to_string(folder.join("arrived")).unwrap_or_default();
    let mut times = HashMap::new();
    for line in text.lines() {
        let event: WebhookEvent = serde_json::from_str(line).unwrap();
        assert_eq!(event.kind, "account.registered");
        *times.entry(event.id.to_string()).or_default() += 1;
    }
    times
}

/// Gives whether the change was made.
async fn judge(folder: &Path, point: u32) -> bool {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let made = world.app.account(&actor, ACCOUNT).await.is_ok();
    let times = arrived(folder);
    assert_eq!(
        times.len(),
        usize::from(made),
        "point {point}: told if and only if made"
    );
    assert!(
        times.values().all(|count| *count <= 2),
        "point {point}: {times:?}"
    );
    let hook = world.app.webhooks(&actor).await.unwrap().remove(0);
    let page = world.app.deliveries(&actor, hook.id.as_str(), 9, None);
    let deliveries = page.await.unwrap().items;
    assert_eq!(deliveries.len(), usize::from(made));
    for delivery in deliveries {
        assert!(times.contains_key(delivery.id.as_str()));
        assert_eq!(
            (delivery.state, delivery.tries),
            (DeliveryState::Delivered, 1)
        );
    }
    let left = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let kinds: Vec<_> = left.iter().map(|work| work.kind.as_str()).collect();
    assert!(
        kinds.iter().all(|kind| *kind == "webhook_tidy"),
        "{kinds:?}"
    );
    made
}

#[test]
fn killed_at_every_point_nothing_is_lost() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| {
        let folder = root.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        runtime().block_on(prepare(&folder));
        folder
    };
    let whole = at("whole");
    assert!(child(WORKER, &whole, 1, None).success());
    let points = points(&whole);
    assert!(points > 8, "{points}");
    let mut made = 0;
    for point in 0..points {
        let folder = at(&format!("point-{point}"));
        assert!(!child(WORKER, &folder, 1, Some(point)).success(), "{point}");
        assert!(child(WORKER, &folder, 2, None).success(), "{point}");
        made += u32::from(runtime().block_on(judge(&folder, point)));
    }
    assert!(
        made > 0 && made < points,
        "deaths before and after the change"
    );
}

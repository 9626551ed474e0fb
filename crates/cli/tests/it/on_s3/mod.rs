//! Bills in a bucket that several servers share: the simulated AWS, with the policy that docs/bills.md
//! shows and nothing more. `cargo xtask test s3` starts it; elsewhere these tests are not tried.

mod between;
mod world;

use std::{path::Path, sync::Arc, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use landfast_app::ports::{BillAnswers as _, BillKeeper as _, BillOf};
use landfast_bills::{
    Bucket, FolderKeeper, Reader,
    keep::{KEPT, Store},
};
use landfast_domain::{
    AccountId, Timestamp,
    bill::{
        ManifestDigest,
        ask::{Limits, Page, Range, Selection},
    },
    ids::WorkspaceId,
};
use landfast_test_kit::{HandClock, SeededRandom};

use crate::program::text;
use between::Between;
use world::{World, import, versions};

fn at(minute: u64) -> Timestamp {
    Timestamp::from_unix_ms(1_793_500_000_000).plus(Duration::from_secs(60 * minute))
}

/// A server in whose import something happens before the swap.
async fn interrupted(world: &World, happening: BoxFuture<'static, bool>) -> Store {
    let bucket = world.bucket().await;
    world.below(Arc::new(Between::new(bucket, happening)))
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_others_read_the_old_month_until_the_swap_and_the_new_one_after() {
    let Some(world) = World::find("readers") else {
        return;
    };
    let world = Arc::new(world);
    import(&world.store().await, &world.bill("1", "2"), at(0))
        .await
        .unwrap();
    assert_eq!(world.october(), "12.35");

    let reader = Arc::clone(&world);
    let reads = async move {
        let read = tokio::task::spawn_blocking(move || reader.october());
        assert_eq!(
            read.await.unwrap(),
            "12.35",
            "staged lines count for nothing"
        );
        true
    };
    let ingesting = interrupted(&world, reads.boxed()).await;
    import(&ingesting, &world.bill("2", "3"), at(1))
        .await
        .unwrap();
    assert_eq!(world.october(), "13.35");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_of_two_imports_at_once_one_counts_and_the_other_sees_it() {
    for has_old in [false, true] {
        let Some(world) = World::find(if has_old { "race-old" } else { "race" }) else {
            return;
        };
        if has_old {
            import(&world.store().await, &world.bill("0", "1"), at(0))
                .await
                .unwrap();
        }
        let (other, file) = (world.store().await, world.bill("2", "3"));
        let faster = async move { import(&other, &file, at(2)).await.is_ok() };
        let slow = interrupted(&world, faster.boxed()).await;
        let lost = import(&slow, &world.bill("1", "2"), at(1))
            .await
            .unwrap_err();
        assert!(lost.is_overtaken(), "{lost}");

        assert_eq!(world.october(), "13.35", "nothing is there twice");
        let store = world.store().await;
        for current in store.currents().await.unwrap() {
            let mut expected = vec![current.version.to_string()];
            expected.extend(current.before.iter().map(|it| it.version.to_string()));
            let mut found = versions(&store, &current).await;
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "the slower one left nothing behind");
            let record = store.record(&current).await.unwrap();
            assert!(record.source.differences(&record.store).is_empty());
            assert_eq!(record.store.rows, current.rows);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_who_was_slower_with_the_same_delivery_is_done() {
    let Some(world) = World::find("same") else {
        return;
    };
    let file = world.bill("1", "2");
    let (other, same) = (world.store().await, file.clone());
    let faster = async move { import(&other, &same, at(2)).await.is_ok() };
    let slow = interrupted(&world, faster.boxed()).await;
    let done = import(&slow, &file, at(1)).await.unwrap();
    let store = world.store().await;
    let currents = store.currents().await.unwrap();
    let counted: Vec<_> = done.iter().map(|month| month.current.clone()).collect();
    assert_eq!(counted, currents);
    for current in &currents {
        assert_eq!(
            versions(&store, current).await,
            [current.version.to_string()]
        );
    }
    assert_eq!(world.october(), "12.35");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_what_dies_before_the_swap_changes_nothing_and_is_cleaned_up() {
    let Some(world) = World::find("killed") else {
        return;
    };
    let store = world.store().await;
    let old = import(&store, &world.bill("0", "1"), at(0)).await.unwrap();
    let killed = interrupted(&world, async { false }.boxed()).await;
    import(&killed, &world.bill("1", "2"), at(1))
        .await
        .unwrap_err();
    assert_eq!(world.october(), "11.35");
    let first = store.currents().await.unwrap();
    assert_eq!(first[0], old[0].current);
    assert_eq!(
        versions(&store, &first[0]).await.len(),
        2,
        "it left something behind"
    );

    // Within a day it might be somebody's who is still at it.
    let new = import(&store, &world.bill("2", "3"), at(2)).await.unwrap();
    assert_eq!(versions(&store, &new[0].current).await.len(), 3);
    let later = at(3).plus(KEPT);
    let new = import(&store, &world.bill("3", "4"), later).await.unwrap();
    let mut kept = versions(&store, &new[0].current).await;
    let (now, before) = (&new[0].current.version, &new[0].current.before[0].version);
    let mut expected = [now.to_string(), before.to_string()];
    kept.sort();
    expected.sort();
    assert_eq!(kept, expected);
    assert_eq!(world.october(), "14.35");
}

#[test]
fn on_s3_the_commands_do_what_they_do_in_a_folder() {
    let Some(world) = World::find("commands") else {
        return;
    };
    let nothing = world.landfast(&["bills", "cost"]);
    assert_eq!(nothing.status.code(), Some(4));
    let said = text(&nothing.stderr);
    assert!(
        said.contains(&format!("no bills in {}/bills", world.place)),
        "{said}"
    );
    assert_eq!(
        world.json(&["bills", "status"]),
        serde_json::json!({"imports": []})
    );

    let file = world.bill("1", "2.07");
    let imported = world.json(&["bills", "import", file.to_str().unwrap()]);
    assert_eq!(world.json(&["bills", "status"]), imported);
    insta::assert_json_snapshot!("on_s3_imported", imported);
    let cost = world.json(&[
        "bills",
        "cost",
        "--by",
        "service_code",
        "--where",
        "line_type!=Tax",
    ]);
    insta::assert_json_snapshot!("on_s3_cost", cost);
    let out = world.files.path().join("out.csv");
    let exported = world.landfast(&[
        "bills",
        "export",
        out.to_str().unwrap(),
        "--from",
        "2026-10",
    ]);
    assert!(text(&exported.stderr).starts_with("3 rows"), "{exported:?}");
}

#[test]
fn on_s3_imports_of_several_machines_at_once_end_with_one_of_them() {
    let Some(world) = World::find("several") else {
        return;
    };
    let costs = ["2", "3", "4"];
    std::thread::scope(|scope| {
        for cost in costs {
            let (world, file) = (&world, world.bill(cost, cost));
            scope.spawn(move || {
                let done = world.landfast(&["bills", "import", file.to_str().unwrap()]);
                assert!(done.status.success(), "{cost}: {}", text(&done.stderr));
            });
        }
    });
    let october = world.october();
    assert!(
        ["12.35", "13.35", "14.35"].contains(&october.as_str()),
        "{october}"
    );
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (from, to) = (
            entry.as_ref().unwrap().path(),
            to.join(entry.unwrap().file_name()),
        );
        match from.is_dir() {
            true => copied(&from, &to),
            false => drop(std::fs::copy(&from, &to).unwrap()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_s3_a_server_keeps_what_another_one_reads_and_forgets() {
    let Some(world) = World::find("server") else {
        return;
    };
    let server = async |folder: &str| {
        let itself = |arguments: &'static [&'static str]| Reader {
            program: env!("CARGO_BIN_EXE_landfast").into(),
            arguments,
        };
        // The server's environment, which the process that answers queries finds its keys in.
        let asker = Reader {
            program: "env".into(),
            arguments: world.with_environment(&[env!("CARGO_BIN_EXE_landfast"), "__ask-bills"]),
        };
        let programs = (itself(&["__read-bill"]), asker);
        let root = world.files.path().join(folder);
        let clock = HandClock::default();
        clock.set(at(0));
        let random = SeededRandom::new(folder.len() as u64);
        let keeper = FolderKeeper::new(root, programs, Arc::new(clock), Arc::new(random)).unwrap();
        keeper.in_bucket(Bucket {
            objects: world.bucket().await,
            name: world.place.bucket.to_string(),
            region: None,
            prefix: world.place.prefix.to_string(),
        })
    };
    let workspace = WorkspaceId::new(at(0), [1; 10]);
    let of = BillOf {
        workspace: workspace.clone(),
        payer: AccountId::parse("467726464622").unwrap(),
        report: "acme".to_owned(),
        period: "2026-01".parse().unwrap(),
    };
    let digest = ManifestDigest("d".repeat(64));
    let delivered =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../bills/tests/fixtures/cur2-csv/acme-bills");
    let (first, second) = (server("first").await, server("second").await);
    let mut taken = Vec::new();
    for keeper in [&first, &second] {
        copied(&delivered, &keeper.gather(&of, &digest).await.unwrap());
        taken.push(keeper.take_in(&of, &digest).await.unwrap());
        keeper.clear(&of).await.unwrap();
    }
    assert_eq!(taken[0].ledger, taken[1].ledger);
    assert_eq!(taken[0].ledger.rows, 80);
    assert!(
        !world
            .files
            .path()
            .join("first")
            .join(workspace.as_str())
            .join("bills")
            .exists()
    );

    let below = format!("{}/workspaces/{}", world.place, workspace.as_str());
    let status = || world.json(&["bills", "status", "--bills-store", &below]);
    assert_eq!(status()["imports"][0]["rows"], 80);
    let page = Page { skip: 0, rows: 100 };
    let of_january = Selection {
        range: Range::Months {
            from: of.period,
            to: of.period,
        },
        filters: Vec::new(),
        report: None,
    };
    let lines = second.lines(&workspace, &of_january, page).await.unwrap();
    assert_eq!(lines.rows.len(), 80);
    let all = "select count(*) from bills";
    let counted = second.sql(&workspace, all, &Limits::default()).await;
    assert_eq!(counted.unwrap().rows[0][0].shown(), "80");
    assert_eq!(first.catalogue(&workspace).await.unwrap().months.len(), 1);
    second.forget(&workspace, &of.payer).await.unwrap();
    assert_eq!(status(), serde_json::json!({"imports": []}));
}

#[test]
fn on_s3_the_doctor_says_whether_the_store_can_be_used() {
    let Some(world) = World::find("doctor") else {
        return;
    };
    let folder = world.files.path().join("data");
    let look = |place: &str| {
        let folder = folder.to_str().unwrap();
        let args = [
            "doctor",
            "--data-dir",
            folder,
            "--bills-store",
            place,
            "--output",
            "json",
        ];
        let output = world.landfast(&args);
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let checks = found["checks"].as_array().unwrap().clone();
        checks
            .into_iter()
            .find(|it| it["check"] == "bills_store")
            .unwrap()
    };
    let place = world.place.to_string();
    let found = look(&place);
    assert_eq!(found["outcome"], "met", "{found}");
    let bucket = world.place.bucket.as_str();
    for (place, said) in [
        (format!("s3://{bucket}/elsewhere"), "s3:PutObject"),
        (
            "s3://no-such-bucket-at-all/landfast".to_owned(),
            "There is no bucket",
        ),
    ] {
        let found = look(&place);
        assert_eq!(found["outcome"], "not_met", "{found}");
        assert!(found["detail"].as_str().unwrap().contains(said), "{found}");
        assert!(
            found["remedy"].as_str().unwrap().contains("docs/bills.md"),
            "{found}"
        );
    }
}

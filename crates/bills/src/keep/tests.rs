//! A month is replaced whole or not at all, whatever happens in between.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures::TryStreamExt as _;
use landfast_domain::{
    Timestamp,
    bill::{Ledger, Period},
};

use super::{
    Cells, Current, Error, KEPT, LocalObjects, Origin, Place, Store, VersionId,
    testing::{Death, Dying, Told},
};
use crate::{
    report::Format,
    testing::{Line, amount, batch, ledger, line},
};

const PAYER: &str = "012345678901";

fn period() -> Period {
    "2026-10".parse().unwrap()
}

fn place() -> Place {
    Place::new(PAYER, "acme", period()).unwrap()
}

fn at(minute: u64) -> Timestamp {
    Timestamp::from_unix_ms(1_793_500_000_000).plus(Duration::from_secs(60 * minute))
}

fn version(minute: u64) -> VersionId {
    VersionId::new(at(minute), [7; 10])
}

fn origin() -> Origin {
    Origin {
        bill_format: Format::Cur2,
        delivery: None,
        manifest: None,
        providers: Vec::new(),
        sources: Vec::new(),
    }
}

fn lines(seed: i32) -> Vec<Line> {
    let first = period().first_day();
    let mut lines: Vec<Line> = (0..60)
        .map(|number| {
            let account = format!("00000000000{}", number % 3);
            let service = ["AmazonEC2", "AmazonS3"][number as usize % 2];
            let cost = format!("{}.{:012}", seed, number * 7 + 1);
            line(first + (number * 11) % 31, &account, service, &cost)
        })
        .collect();
    lines[3].is_split = true;
    lines[4].currency = "EUR".to_owned();
    lines[5].region = None;
    lines[6].unblended = amount("-12.000000000001");
    lines
}

/// Reads, checks and commits as an import does, in two files, and sweeps.
async fn import(store: &Store, lines: &[Line], minute: u64) -> super::Result<Current> {
    let mut stage = store.stage(place(), version(minute));
    for half in lines.chunks(lines.len() / 2) {
        stage.push(batch(PAYER, period(), half)).await?;
        stage.flush().await?;
    }
    let staged = stage.finish(origin(), ledger(lines), at(minute)).await?;
    let current = store.commit(staged, at(minute)).await?;
    store.sweep(&place(), at(minute)).await?;
    Ok(current)
}

/// What counts now, counted again from its files; the old one and the new one are all there may be.
async fn counted(store: &Store) -> Ledger {
    let current = store.current(&place()).await.unwrap().unwrap();
    let mut cells = Cells::default();
    for file in &current.files {
        let bytes = store.get(&file.key.as_str().into()).await.unwrap();
        cells
            .merge(super::write::count(bytes, &file.key).unwrap())
            .unwrap();
    }
    cells.ledger().unwrap()
}

async fn keys(store: &Store) -> BTreeSet<String> {
    let listed: Vec<_> = store.objects().list(None).try_collect().await.unwrap();
    listed
        .into_iter()
        .map(|object| object.location.to_string())
        .collect()
}

fn expected(current: &Current) -> BTreeSet<String> {
    let place = place();
    let version = place.version(&current.version);
    let mut keys: BTreeSet<String> = current.files.iter().map(|file| file.key.clone()).collect();
    keys.extend(current.rollup.clone());
    keys.insert(version.join("_ledger.json").to_string());
    keys.insert(place.current().to_string());
    keys
}

#[tokio::test]
async fn killed_at_every_point_a_month_is_the_old_one_or_the_new_one() {
    let (old, new) = (lines(1), lines(2));
    for death in [Death::Before, Death::After, Death::Full] {
        let mut points = 0;
        for point in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::local(folder.path()).unwrap();
            import(&store, &old, 0).await.unwrap();

            let objects = Arc::new(LocalObjects::new(folder.path()).unwrap());
            let dying = Arc::new(Dying::new(objects, point, death));
            let ended = import(&Store::new(dying.clone()), &new, 1).await;

            let found = counted(&store).await;
            let is_old = found.differences(&ledger(&old)).is_empty();
            let is_new = found.differences(&ledger(&new)).is_empty();
            assert!(is_old || is_new, "{death:?} at {point}: {found:?}");
            assert!(is_new || ended.is_err(), "{death:?} at {point}");
            if death == Death::Full && ended.is_err() {
                assert!(
                    is_old && matches!(ended, Err(Error::Full { .. })),
                    "{ended:?}"
                );
            }

            let current = import(&store, &new, 2).await.unwrap();
            assert!(counted(&store).await.differences(&ledger(&new)).is_empty());
            store.sweep(&place(), at(3).plus(KEPT)).await.unwrap();
            assert_eq!(
                keys(&store).await,
                expected(&current),
                "{death:?} at {point}"
            );
            points = point;
            if dying.acts() <= point {
                break;
            }
        }
        assert!(points > 10, "{death:?} was tried at {points} points only");
    }
}

#[tokio::test]
async fn who_reads_the_old_one_goes_on_for_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let first = import(&store, &lines(1), 0).await.unwrap();
    let second = import(&store, &lines(2), 1).await.unwrap();
    let is_there = async |current: &Current| {
        let found = keys(&store).await;
        current.files.iter().all(|file| found.contains(&file.key))
    };
    assert!(is_there(&first).await && is_there(&second).await);
    store.sweep(&place(), at(0).plus(KEPT)).await.unwrap();
    assert!(is_there(&first).await, "it stopped counting a minute later");
    import(&store, &lines(3), 2).await.unwrap();
    assert!(!is_there(&first).await, "two versions old");
    assert!(is_there(&second).await);
    let swept = store.sweep(&place(), at(2).plus(KEPT)).await.unwrap();
    assert_eq!(swept.versions, std::slice::from_ref(&second.version));
    assert!(!is_there(&second).await);
}

#[tokio::test]
async fn what_is_being_staged_is_not_swept() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let all = lines(1);
    let mut stage = store.stage(place(), version(0));
    stage.push(batch(PAYER, period(), &all)).await.unwrap();
    stage.flush().await.unwrap();
    for minute in 1..4 {
        import(&store, &lines(2), minute).await.unwrap();
    }
    let staged = stage.finish(origin(), ledger(&all), at(5)).await.unwrap();
    let found = keys(&store).await;
    let files = &staged.record().files;
    assert!(
        files.iter().all(|file| found.contains(&file.key)),
        "{found:?}"
    );
}

/// Else somebody might sweep it while it comes to count.
#[tokio::test]
async fn what_was_staged_long_ago_does_not_come_to_count() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let old = import(&store, &lines(1), 0).await.unwrap();
    let mut stage = store.stage(place(), version(1));
    stage.push(batch(PAYER, period(), &lines(2))).await.unwrap();
    let late = at(2).plus(KEPT / 2);
    let staged = stage
        .finish(origin(), ledger(&lines(2)), late)
        .await
        .unwrap();
    let failed = store.commit(staged, late).await.unwrap_err();
    assert!(matches!(failed, Error::TooLong { .. }), "{failed}");
    assert_eq!(store.current(&place()).await.unwrap(), Some(old.clone()));
    assert_eq!(keys(&store).await, expected(&old));
}

#[tokio::test]
async fn what_knows_no_conditions_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Arc::new(LocalObjects::new(folder.path()).unwrap());
    let careless = Store::new(Arc::new(Told::overwriting(objects.clone())));
    let failed = careless.try_out("x").await.unwrap_err();
    assert!(matches!(failed, Error::Unconditional { .. }), "{failed}");
    Store::new(objects).try_out("x").await.unwrap();
    assert_eq!(keys(&careless).await, BTreeSet::new());
}

/// Two servers read a month at once. Whoever is slower sees that, and leaves nothing behind.
#[tokio::test]
async fn a_month_that_was_replaced_meanwhile_is_not_replaced_again() {
    for has_old in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::local(folder.path()).unwrap();
        if has_old {
            import(&store, &lines(1), 0).await.unwrap();
        }
        let slow = lines(2);
        let mut stage = store.stage(place(), version(1));
        stage.push(batch(PAYER, period(), &slow)).await.unwrap();
        let staged = stage.finish(origin(), ledger(&slow), at(1)).await.unwrap();
        let record = staged.record().clone();
        let fast = import(&Store::local(folder.path()).unwrap(), &lines(3), 2)
            .await
            .unwrap();

        let lost = store.commit(staged, at(3)).await.unwrap_err();
        assert!(matches!(lost, Error::Overtaken { .. }), "{lost}");
        assert_eq!(store.current(&place()).await.unwrap(), Some(fast.clone()));
        let left = keys(&store).await;
        assert!(
            record.files.iter().all(|file| !left.contains(&file.key)),
            "{left:?}"
        );
        assert!(
            fast.files.iter().all(|file| left.contains(&file.key)),
            "{left:?}"
        );
        let again = import(&store, &slow, 4).await.unwrap();
        assert_eq!(again.before[0].version, fast.version);
    }
}

#[tokio::test]
async fn a_swap_whose_word_did_not_come_back_is_a_swap() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Arc::new(LocalObjects::new(folder.path()).unwrap());
    let store = Store::new(Arc::new(Told::twice(objects)));
    let first = import(&store, &lines(1), 0).await.unwrap();
    let second = import(&store, &lines(2), 1).await.unwrap();
    assert_eq!(store.current(&place()).await.unwrap(), Some(second.clone()));
    assert_eq!(second.before[0].version, first.version);
}

#[test]
fn one_delivery_is_told_from_another() {
    let record = |delivery: Option<&str>, tag: &str, seed: i32| super::Record {
        format: 1,
        payer: PAYER.to_owned(),
        report: "acme".to_owned(),
        period: period(),
        version: version(0),
        origin: Origin {
            delivery: delivery.map(ToOwned::to_owned),
            sources: vec![super::SourceFile {
                key: "a.csv".to_owned(),
                bytes: 1,
                tag: tag.to_owned(),
            }],
            ..origin()
        },
        staged: at(0),
        files: Vec::new(),
        keys: super::record::Keys::default(),
        source: ledger(&lines(seed)),
        store: ledger(&lines(seed)),
    };
    let ours = record(Some("d1"), "t1", 1);
    for (theirs, want) in [
        (record(Some("d1"), "t1", 1), true),
        (record(Some("d1"), "fetched later", 1), true),
        (record(Some("d2"), "t1", 1), false),
        (record(None, "t1", 1), true),
        (record(None, "t2", 1), false),
        (record(Some("d1"), "t1", 2), false),
    ] {
        assert_eq!(ours.is_same_delivery(&theirs), want, "{theirs:?}");
    }
    let plain = record(None, "t1", 1);
    assert!(plain.is_same_delivery(&plain) && !plain.is_same_delivery(&record(None, "t2", 1)));
}

#[tokio::test]
async fn forgetting_a_payer_leaves_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Arc::new(LocalObjects::new(folder.path()).unwrap());
    let store = Store::below(objects.clone(), "workspaces/w/bills");
    import(&store, &lines(1), 0).await.unwrap();
    let other = Store::below(objects, "workspaces/w2/bills");
    import(&other, &lines(1), 0).await.unwrap();
    store.forget("01234567890").await.unwrap();
    assert!(store.current(&place()).await.unwrap().is_some());
    store.forget(PAYER).await.unwrap();
    assert_eq!(keys(&store).await, BTreeSet::new());
    assert!(other.current(&place()).await.unwrap().is_some());
    other.try_out("x").await.unwrap();
    assert!(keys(&other).await.iter().all(|key| key.starts_with("v1/")));
}

#[tokio::test]
async fn a_sum_that_is_off_by_the_last_digit_never_counts() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let all = lines(1);
    let mut told = all.clone();
    told[0].unblended = told[0].unblended.plus(amount("0.000000000001")).unwrap();
    let mut stage = store.stage(place(), version(0));
    stage.push(batch(PAYER, period(), &all)).await.unwrap();
    let failed = stage
        .finish(origin(), ledger(&told), at(0))
        .await
        .unwrap_err();
    insta::assert_snapshot!(failed);
    assert_eq!(store.currents().await.unwrap(), []);
}

#[tokio::test]
async fn the_documents_of_a_month() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    import(&store, &lines(1), 0).await.unwrap();
    let current = import(&store, &lines(1), 1).await.unwrap();
    let currents = store.currents().await.unwrap();
    assert_eq!(currents, std::slice::from_ref(&current));
    let record = store.record(&current).await.unwrap();
    insta::assert_json_snapshot!("current", current, {
        ".files[].sha256" => "[hash]", ".files[].bytes" => "[bytes]"
    });
    insta::assert_json_snapshot!("ledger", record, {
        ".files[].sha256" => "[hash]", ".files[].bytes" => "[bytes]"
    });
}

#[tokio::test]
async fn a_newer_layout_is_not_guessed_at() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    for (text, want) in [
        (r#"{"format": 2}"#, "newer Landfast"),
        (r#"{"format": 1}"#, "is not what Landfast writes"),
        ("", "is not what Landfast writes"),
    ] {
        store.put(&place().current(), text.into()).await.unwrap();
        let failed = store.currents().await.unwrap_err().to_string();
        assert!(failed.contains(want), "{failed}");
    }
}

#[tokio::test]
async fn lines_are_sorted_and_pruned_by_day() {
    use parquet::{
        arrow::arrow_reader::ParquetRecordBatchReaderBuilder, file::statistics::Statistics,
    };

    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let first = period().first_day();
    let all: Vec<Line> = (0..270_000)
        .map(|number| line(first + number % 28, "000000000001", "AmazonEC2", "1"))
        .collect();
    let current = import(&store, &all, 0).await.unwrap();
    let bytes = store
        .get(&current.files[0].key.as_str().into())
        .await
        .unwrap();
    let file = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    let day = file.schema().index_of("day").unwrap();
    let ranges: Vec<_> = file
        .metadata()
        .row_groups()
        .iter()
        .map(|group| match group.column(day).statistics() {
            Some(Statistics::Int32(days)) => (*days.min_opt().unwrap(), *days.max_opt().unwrap()),
            other => panic!("days have no range: {other:?}"),
        })
        .collect();
    assert_eq!(ranges.first().unwrap().0, first);
    assert!(ranges.len() > 1 && ranges.is_sorted(), "{ranges:?}");
}

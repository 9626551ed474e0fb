//! Many workers on one queue, on several servers where that is allowed.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

use landfast_app::ports::{NewWork, Store, WorkFilter};
use landfast_store::SqlStore;

use crate::support::*;

contract!(
    no_work_is_taken_twice_and_no_key_runs_twice,
    the_same_is_added_once_by_many,
    many_write_one_chain,
    servers_migrate_together
);

const WORKS: u32 = 120;
const KEYS: u32 = 7;
const WORKERS: u32 = 8;

/// What the workers see of each other.
#[derive(Default)]
struct Floor {
    running: HashSet<String>,
    done: HashMap<String, u32>,
}

async fn work_until_empty(store: SqlStore, floor: Arc<Mutex<Floor>>) {
    let total = usize::try_from(WORKS).unwrap();
    while floor.lock().unwrap().done.len() < total {
        let Some(lease) = store.work_lease(at(NOW), at(NOW + 1000)).await.unwrap() else {
            tokio::task::yield_now().await;
            continue;
        };
        let key = format!("{:?}", lease.work.payload["key"]);
        assert!(
            floor.lock().unwrap().running.insert(key.clone()),
            "{key} runs twice"
        );
        tokio::task::yield_now().await;
        floor.lock().unwrap().running.remove(&key);
        store.work_done(&lease).await.unwrap();
        *floor
            .lock()
            .unwrap()
            .done
            .entry(lease.work.id.to_string())
            .or_default() += 1;
    }
}

async fn no_work_is_taken_twice_and_no_key_runs_twice(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            for number in 1..=WORKS {
                let key = number % KEYS;
                let work = NewWork {
                    payload: serde_json::json!({ "key": key }),
                    concurrency_key: Some(format!("account:{key}")),
                    ..work(number)
                };
                tx.work_insert(&work).await.unwrap();
            }
        })
        .await;
    let (other, floor) = (
        bench.replica().await,
        Arc::new(Mutex::new(Floor::default())),
    );
    let workers = (0..WORKERS).map(|number| {
        let store = if number % 2 == 0 {
            bench.store.clone()
        } else {
            other.clone()
        };
        tokio::spawn(work_until_empty(store, floor.clone()))
    });
    for worker in workers.collect::<Vec<_>>() {
        worker.await.unwrap();
    }
    assert!(floor.lock().unwrap().done.values().all(|times| *times == 1));
    assert_eq!(
        bench.at(&ws(1)).work(WorkFilter::default()).await.unwrap(),
        []
    );
}

async fn the_same_is_added_once_by_many(bench: &Bench) {
    let other = bench.replica().await;
    let writers = (0..20).map(|number| {
        let store = if number % 2 == 0 {
            bench.store.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let mut tx = store.workspace(&ws(1)).begin().await.unwrap();
            let run_at = at(NOW + i64::from(number));
            tx.work_insert(&NewWork {
                run_at,
                dedup_key: Some("key".into()),
                ..work(number)
            })
            .await
            .unwrap();
            tx.commit(at(NOW), Vec::new()).await.unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let rows = bench.at(&ws(1)).work(WorkFilter::default()).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| row.run_at).collect::<Vec<_>>(),
        [at(NOW)]
    );
}

async fn many_write_one_chain(bench: &Bench) {
    const WRITERS: u32 = 30;
    let other = bench.replica().await;
    let writers = (0..WRITERS).map(|number| {
        let store = if number % 2 == 0 {
            bench.store.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let tx = store.workspace(&ws(1)).begin().await.unwrap();
            let entries = vec![entry("test.one", None), entry("test.two", None)];
            tx.commit(at(NOW), entries).await.unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let chain = bench.at(&ws(1)).activity_verify().await.unwrap();
    assert_eq!(
        (chain.entries, chain.broken_at),
        (1 + 2 * i64::from(WRITERS), None)
    );
}

async fn servers_migrate_together(bench: &Bench) {
    let other = bench.replica().await;
    let (one, two) = tokio::join!(bench.store.migrate(), other.migrate());
    one.unwrap();
    two.unwrap();
}

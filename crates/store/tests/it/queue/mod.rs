//! Durable work: taken once, fenced, buried after its last attempt.

mod keys;
mod life;

use landfast_app::ports::{Lease, NewWork, Store, StoreError, WorkFilter, WorkRow};

use crate::support::*;

async fn put(bench: &Bench, works: impl IntoIterator<Item = NewWork>) {
    bench
        .change(&ws(1), async |tx| {
            for work in works {
                tx.work_insert(&work).await.unwrap();
            }
        })
        .await;
}

async fn take(bench: &Bench, now: i64) -> Option<Lease> {
    bench
        .store
        .work_lease(at(NOW + now), at(NOW + now + 100))
        .await
        .unwrap()
}

async fn rows(bench: &Bench) -> Vec<WorkRow> {
    bench.at(&ws(1)).work(WorkFilter::default()).await.unwrap()
}

async fn the_row(bench: &Bench) -> WorkRow {
    let mut rows = rows(bench).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn later(number: u32, ms: i64) -> NewWork {
    NewWork {
        run_at: at(NOW + ms),
        ..work(number)
    }
}

fn lost(result: Result<(), StoreError>) -> bool {
    matches!(result, Err(StoreError::LeaseLost))
}

async fn bury(bench: &Bench, work: NewWork) -> Lease {
    put(
        bench,
        [NewWork {
            max_attempts: 1,
            ..work
        }],
    )
    .await;
    let lease = take(bench, 0).await.unwrap();
    bench
        .store
        .work_failed(&lease, "broken", at(NOW))
        .await
        .unwrap();
    lease
}

async fn retry(bench: &Bench, number: u32) -> Option<WorkRow> {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let row = tx.work_retry(&wrk(number), at(NOW + 50)).await.unwrap();
    tx.commit(at(NOW), Vec::new()).await.unwrap();
    row
}

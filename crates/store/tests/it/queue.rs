//! Durable work: taken once, fenced, buried after its last attempt.

use landfast_app::ports::{Lease, NewWork, Store, StoreError, WorkFilter, WorkRow, WorkState};

use crate::support::*;

contract!(
    work_is_taken_in_order_when_it_is_due,
    the_latest_attempt_alone_decides,
    a_lease_that_runs_out_is_taken_again,
    a_lease_is_kept_alive,
    work_that_kills_its_worker_is_buried,
    work_that_fails_comes_back_until_it_is_buried,
    buried_work_gets_its_attempts_back,
    the_same_is_waited_for_once,
    work_asked_for_while_it_runs_runs_once_more,
    failed_work_gives_way_to_the_same_that_waits,
    retried_work_gives_way_to_the_same_that_waits,
    one_key_runs_once_at_a_time,
    the_next_time_tells_how_long_to_sleep,
    work_comes_with_the_change_or_not_at_all,
);

async fn put(bench: &Bench, works: impl IntoIterator<Item = NewWork>) {
    bench
        .change(&ws(1), async |tx| {
            for work in works {
                tx.work_insert(&work).await.unwrap();
            }
        })
        .await;
}

/// Takes work at `now` for 100 ms.
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

async fn work_is_taken_in_order_when_it_is_due(bench: &Bench) {
    put(
        bench,
        [later(1, 20), later(2, 10), later(3, 10), later(4, 50)],
    )
    .await;
    assert_eq!(take(bench, 9).await, None);
    let first = take(bench, 20).await.unwrap();
    assert_eq!(
        (first.work.id, first.work.state, first.work.attempts),
        (wrk(2), WorkState::Leased, 1)
    );
    assert_eq!(
        (
            first.work.workspace,
            first.work.kind.as_str(),
            first.work.max_attempts
        ),
        (ws(1), "check", 3)
    );
    assert_eq!(first.work.payload, work(2).payload);
    assert_eq!(take(bench, 20).await.unwrap().work.id, wrk(3));
    assert_eq!(take(bench, 20).await.unwrap().work.id, wrk(1));
    assert_eq!(take(bench, 20).await, None);
    let leased = bench
        .at(&ws(1))
        .work(WorkFilter {
            state: Some(WorkState::Leased),
        })
        .await
        .unwrap();
    assert_eq!(leased.len(), 3);
}

async fn the_latest_attempt_alone_decides(bench: &Bench) {
    put(bench, [work(1)]).await;
    let old = take(bench, 0).await.unwrap();
    let new = take(bench, 100).await.unwrap();
    assert_eq!(new.work.id, old.work.id);
    assert!(new.attempt > old.attempt);
    assert!(lost(bench.store.work_extend(&old, at(NOW + 9999)).await));
    assert!(lost(bench.store.work_failed(&old, "late", at(NOW)).await));
    assert!(lost(bench.store.work_done(&old).await));
    bench.store.work_done(&new).await.unwrap();
    assert_eq!(rows(bench).await, []);
    assert!(lost(bench.store.work_done(&new).await), "once is enough");
}

async fn a_lease_that_runs_out_is_taken_again(bench: &Bench) {
    put(bench, [work(1)]).await;
    take(bench, 0).await.unwrap();
    assert_eq!(take(bench, 99).await, None);
    assert_eq!(take(bench, 100).await.unwrap().work.attempts, 2);
}

async fn a_lease_is_kept_alive(bench: &Bench) {
    put(bench, [work(1)]).await;
    let lease = take(bench, 0).await.unwrap();
    bench
        .store
        .work_extend(&lease, at(NOW + 500))
        .await
        .unwrap();
    assert_eq!(take(bench, 499).await, None);
    assert!(take(bench, 500).await.is_some());
}

async fn work_that_kills_its_worker_is_buried(bench: &Bench) {
    put(bench, [work(1), later(2, 1)]).await;
    for attempt in 0..3 {
        let lease = take(bench, attempt * 100).await.unwrap();
        assert_eq!(lease.work.id, wrk(1));
        if attempt == 0 {
            // The other piece goes on beside it.
            let other = take(bench, 1).await.unwrap();
            assert_eq!(other.work.id, wrk(2));
            bench.store.work_done(&other).await.unwrap();
        }
    }
    assert_eq!(take(bench, 300).await, None);
    let dead = the_row(bench).await;
    assert_eq!((dead.state, dead.attempts), (WorkState::Dead, 3));
    assert_eq!(
        dead.last_error.as_deref(),
        Some(
            "No worker finished it in 3 attempts: each of them died, or took longer than its lease."
        )
    );
    assert_eq!(take(bench, 9999).await, None);
}

async fn work_that_fails_comes_back_until_it_is_buried(bench: &Bench) {
    put(bench, [work(1)]).await;
    for attempt in 1..=3 {
        let now = i64::from(attempt) * 10;
        let lease = take(bench, now).await.unwrap();
        assert_eq!(lease.work.attempts, attempt);
        bench
            .store
            .work_failed(&lease, &format!("fault\0 {attempt}"), at(NOW + now + 10))
            .await
            .unwrap();
        let row = the_row(bench).await;
        assert_eq!(row.last_error, Some(format!("fault\u{fffd} {attempt}")));
        assert_eq!(
            row.state,
            if attempt == 3 {
                WorkState::Dead
            } else {
                WorkState::Ready
            }
        );
        assert_eq!(take(bench, now + 9).await, None, "not before its time");
    }
    assert_eq!(take(bench, 9999).await, None);
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

async fn buried_work_gets_its_attempts_back(bench: &Bench) {
    let old = bury(bench, work(1)).await;
    assert_eq!(retry(bench, 2).await, None);
    let row = retry(bench, 1).await.unwrap();
    assert_eq!(
        (row.state, row.attempts, row.run_at),
        (WorkState::Ready, 0, at(NOW + 50))
    );
    assert_eq!(row.last_error.as_deref(), Some("broken"));
    assert_eq!(retry(bench, 1).await, None, "it is no longer dead");
    let new = take(bench, 50).await.unwrap();
    assert_eq!(new.work.attempts, 1);
    assert!(
        lost(bench.store.work_done(&old).await),
        "the worker from before its death has no say"
    );
    bench.store.work_done(&new).await.unwrap();
}

fn keyed(number: u32, ms: i64) -> NewWork {
    NewWork {
        dedup_key: Some("key".into()),
        ..later(number, ms)
    }
}

async fn the_same_is_waited_for_once(bench: &Bench) {
    put(bench, [keyed(1, 50)]).await;
    put(bench, [keyed(2, 70), keyed(3, 20), keyed(4, 30)]).await;
    let row = the_row(bench).await;
    assert_eq!(
        (row.id, row.run_at),
        (wrk(1), at(NOW + 20)),
        "the first row, at the earliest time"
    );
    put(
        bench,
        [
            NewWork {
                dedup_key: Some("other".into()),
                ..work(5)
            },
            work(6),
            work(7),
        ],
    )
    .await;
    assert_eq!(rows(bench).await.len(), 4);
}

async fn work_asked_for_while_it_runs_runs_once_more(bench: &Bench) {
    put(bench, [keyed(1, 0)]).await;
    let lease = take(bench, 0).await.unwrap();
    put(bench, [keyed(2, 0), keyed(3, 0)]).await;
    bench.store.work_done(&lease).await.unwrap();
    assert_eq!(the_row(bench).await.id, wrk(2));
}

async fn failed_work_gives_way_to_the_same_that_waits(bench: &Bench) {
    put(bench, [keyed(1, 0)]).await;
    let lease = take(bench, 0).await.unwrap();
    put(bench, [keyed(2, 90)]).await;
    bench
        .store
        .work_failed(&lease, "broken", at(NOW + 40))
        .await
        .unwrap();
    let row = the_row(bench).await;
    assert_eq!(
        (row.id, row.run_at, row.attempts),
        (wrk(2), at(NOW + 40), 0)
    );
}

async fn retried_work_gives_way_to_the_same_that_waits(bench: &Bench) {
    bury(bench, keyed(1, 0)).await;
    put(bench, [keyed(2, 90)]).await;
    let row = retry(bench, 1).await.unwrap();
    assert_eq!((&row.id, row.run_at), (&wrk(2), at(NOW + 50)));
    assert_eq!(the_row(bench).await, row);
}

async fn one_key_runs_once_at_a_time(bench: &Bench) {
    let of = |number, key: &str| NewWork {
        concurrency_key: Some(key.into()),
        ..work(number)
    };
    put(bench, [of(1, "a"), of(2, "a"), of(3, "b"), of(4, "a")]).await;
    let first = take(bench, 0).await.unwrap();
    assert_eq!(first.work.id, wrk(1));
    assert_eq!(
        take(bench, 0).await.unwrap().work.id,
        wrk(3),
        "the other key is free"
    );
    assert_eq!(take(bench, 0).await, None);
    // A lease that has run out still holds the key, for the same work.
    let again = take(bench, 100).await.unwrap();
    assert_eq!(again.work.id, wrk(1));
    bench
        .store
        .work_failed(&again, "broken", at(NOW + 500))
        .await
        .unwrap();
    assert_eq!(
        take(bench, 100).await.map(|lease| lease.work.id),
        Some(wrk(2))
    );
}

async fn the_next_time_tells_how_long_to_sleep(bench: &Bench) {
    let next = async || bench.store.work_next_at().await.unwrap();
    assert_eq!(next().await, None);
    let of = |number, ms| NewWork {
        concurrency_key: Some("a".into()),
        ..later(number, ms)
    };
    put(bench, [of(1, 10), of(2, 20)]).await;
    assert_eq!(next().await, Some(at(NOW + 10)));
    let lease = take(bench, 10).await.unwrap();
    assert_eq!(
        next().await,
        Some(at(NOW + 110)),
        "the second waits for the first one's lease"
    );
    bench.store.work_done(&lease).await.unwrap();
    assert_eq!(next().await, Some(at(NOW + 20)));
    let lease = take(bench, 20).await.unwrap();
    bench.store.work_done(&lease).await.unwrap();
    bury(bench, work(3)).await;
    assert_eq!(next().await, None, "the dead wait for a person");
}

async fn work_comes_with_the_change_or_not_at_all(bench: &Bench) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.work_insert(&work(1)).await.unwrap();
    drop(tx);
    assert_eq!(take(bench, 0).await, None);
    put(bench, [work(1)]).await;
    assert!(take(bench, 0).await.is_some());
}

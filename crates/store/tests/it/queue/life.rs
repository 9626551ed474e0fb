//! From ready to done, or to the dead.

use landfast_app::ports::{Store, WorkFilter, WorkState};

use super::*;

contract!(
    work_is_taken_in_order_when_it_is_due,
    the_latest_attempt_alone_decides,
    a_lease_that_runs_out_is_taken_again,
    a_lease_is_kept_alive,
    work_that_kills_its_worker_is_buried,
    work_that_fails_comes_back_until_it_is_buried,
    buried_work_gets_its_attempts_back,
    the_next_time_tells_how_long_to_sleep,
    work_comes_with_the_change_or_not_at_all,
);

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
    put(bench, [later(4, 10), later(5, 10)]).await;
    take(bench, 10).await.unwrap();
    let counts = bench.store.work_counts().await.unwrap();
    assert_eq!((counts.ready, counts.leased, counts.dead), (1, 1, 1));
}

async fn work_comes_with_the_change_or_not_at_all(bench: &Bench) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.work_insert(&work(1)).await.unwrap();
    drop(tx);
    assert_eq!(take(bench, 0).await, None);
    put(bench, [work(1)]).await;
    assert!(take(bench, 0).await.is_some());
}

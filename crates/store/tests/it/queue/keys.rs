//! What waits once, and what runs once at a time.

use landfast_app::ports::{NewWork, Store};

use super::*;

contract!(
    the_same_is_waited_for_once,
    work_asked_for_while_it_runs_runs_once_more,
    failed_work_gives_way_to_the_same_that_waits,
    retried_work_gives_way_to_the_same_that_waits,
    one_key_runs_once_at_a_time,
);

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

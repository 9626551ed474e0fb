use landfast_app::ports::{Check, CheckState, StoreError, Trigger};
use landfast_domain::step::StepKind;

use crate::support::*;

contract!(
    a_check_comes_back_and_can_be_saved,
    checks_are_listed_newest_first,
    a_check_that_is_not_there_cannot_be_saved
);

async fn with_account(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
}

async fn a_check_comes_back_and_can_be_saved(bench: &Bench) {
    with_account(bench).await;
    let find = async || bench.at(&ws(1)).check_find(&acc(1), &chk(1)).await.unwrap();
    assert_eq!(find().await, None);
    bench
        .change(&ws(1), async |tx| {
            tx.check_insert(&check(1, 1)).await.unwrap()
        })
        .await;
    assert_eq!(find().await, Some(check(1, 1)));
    for (state, trigger) in [
        (CheckState::Running, Trigger::Follow),
        (CheckState::Waiting, Trigger::Schedule),
        (CheckState::Done, Trigger::Person),
        (CheckState::Queued, Trigger::Person),
    ] {
        let later = Check {
            step: StepKind::LinkedAccounts,
            revision: u32::MAX,
            trigger,
            state,
            asked_by: None,
            tries: 9,
            next_at: Some(at(1)),
            patience_ends_at: Some(at(2)),
            done_at: Some(at(3)),
            report: Some(report()),
            ..check(1, 1)
        };
        bench
            .change(&ws(1), async |tx| {
                tx.check_save(&later).await.unwrap();
                assert_eq!(
                    tx.check_find(&acc(1), &chk(1)).await.unwrap().as_ref(),
                    Some(&later)
                );
            })
            .await;
        assert_eq!(find().await, Some(later));
    }
}

async fn checks_are_listed_newest_first(bench: &Bench) {
    with_account(bench).await;
    bench
        .change(&ws(1), async |tx| {
            for number in 1..=6 {
                // Two at a time are asked for in the same millisecond.
                let asked_at = at(NOW + i64::from(number / 2));
                tx.check_insert(&Check {
                    asked_at,
                    ..check(number, 1)
                })
                .await
                .unwrap();
            }
        })
        .await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = bench
            .at(&ws(1))
            .checks(&acc(1), 2, cursor.as_ref())
            .await
            .unwrap();
        assert_eq!(page.total, None);
        seen.extend(page.items.into_iter().map(|check| check.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 1].map(chk));
}

async fn a_check_that_is_not_there_cannot_be_saved(bench: &Bench) {
    with_account(bench).await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    assert!(matches!(
        tx.check_save(&check(1, 1)).await,
        Err(StoreError::Unavailable { .. })
    ));
    drop(tx);
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    assert!(
        tx.check_insert(&check(1, 5)).await.is_err(),
        "a check needs its account"
    );
}

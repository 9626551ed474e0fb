use std::time::Duration;

use landfast_app::ports::{StoreError, WorkFilter};
use landfast_domain::{AccountName, step::StepKind};

use crate::support::*;

contract!(
    dropped_it_changes_nothing,
    what_failed_once_cannot_be_committed,
    a_refused_audit_entry_takes_the_change_along,
    two_writers_lose_nothing,
    cancelled_anywhere_it_is_whole_or_not_at_all,
);

async fn dropped_it_changes_nothing(bench: &Bench) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.account_insert(&account(1, 1)).await.unwrap();
    tx.check_insert(&check(1, 1)).await.unwrap();
    tx.work_insert(&work(1)).await.unwrap();
    assert!(
        tx.account_find(&acc(1)).await.unwrap().is_some(),
        "it sees its own writes"
    );
    drop(tx);
    let rows = bench.at(&ws(1));
    assert_eq!(rows.account_find(&acc(1)).await.unwrap(), None);
    assert_eq!(rows.work(WorkFilter::default()).await.unwrap(), []);
    assert_eq!(rows.activity(None, 9, None).await.unwrap().items.len(), 1);
    // And the connection is as good as new.
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
    assert_eq!(rows.activity_verify().await.unwrap().broken_at, None);
}

async fn what_failed_once_cannot_be_committed(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.account_insert(&account(2, 2)).await.unwrap();
    assert!(matches!(
        tx.account_insert(&account(1, 3)).await,
        Err(StoreError::Conflict(_))
    ));
    assert!(matches!(
        tx.commit(at(NOW), Vec::new()).await,
        Err(StoreError::Unavailable { .. })
    ));
    assert_eq!(bench.at(&ws(1)).account_find(&acc(2)).await.unwrap(), None);
}

async fn a_refused_audit_entry_takes_the_change_along(bench: &Bench) {
    // A workspace that was never made has no chain to write to.
    let mut tx = bench.at(&ws(9)).begin().await.unwrap();
    tx.token_delete(&tok(1)).await.unwrap();
    assert!(
        tx.commit(at(NOW), vec![entry("token.revoked", None)])
            .await
            .is_err()
    );
}

async fn two_writers_lose_nothing(bench: &Bench) {
    const WRITERS: u32 = 8;
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
    let other = bench.replica().await;
    let writers = (0..WRITERS).map(|number| {
        let store = if number % 2 == 0 {
            bench.store.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let mut tx = landfast_app::ports::Store::workspace(&store, &ws(1))
                .begin()
                .await
                .unwrap();
            let mut account = tx.account_find(&acc(1)).await.unwrap().unwrap();
            let mut step = account.step(StepKind::ApiAccess).unwrap().clone();
            step.revision += 1;
            account.put_step(step);
            account.name = AccountName::parse(&format!("{}.", account.name)).unwrap();
            tokio::task::yield_now().await;
            tx.account_save(&account).await.unwrap();
            tx.commit(at(NOW), vec![entry("account.edited", Some(1))])
                .await
                .unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let account = bench
        .at(&ws(1))
        .account_find(&acc(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        account.step(StepKind::ApiAccess).unwrap().revision,
        1 + WRITERS
    );
    assert_eq!(account.name.as_str(), format!("{}........", acc(1)));
    let chain = bench.at(&ws(1)).activity_verify().await.unwrap();
    assert_eq!(
        (chain.entries, chain.broken_at),
        (2 + i64::from(WRITERS), None)
    );
}

async fn cancelled_anywhere_it_is_whole_or_not_at_all(bench: &Bench) {
    const CHANGES: u32 = 60;
    let first = ws(1);
    for number in 1..=CHANGES {
        // Later each time: one change is cut off at its beginning, another in the middle.
        let patience = Duration::from_micros(u64::from(number) * 60);
        let change = bench.change(&first, async |tx| {
            tx.account_insert(&account(number, number)).await.unwrap();
            tx.check_insert(&check(number, number)).await.unwrap();
        });
        let _ = tokio::time::timeout(patience, change).await;
    }
    let rows = bench.at(&ws(1));
    let mut kept = 0;
    for number in 1..=CHANGES {
        let there = rows.account_find(&acc(number)).await.unwrap().is_some();
        let check = rows.check_find(&acc(number), &chk(number)).await.unwrap();
        assert_eq!(there, check.is_some(), "{number}");
        kept += i64::from(there);
    }
    let chain = rows.activity_verify().await.unwrap();
    assert_eq!((chain.entries, chain.broken_at), (1 + kept, None));
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(999, 999)).await.unwrap()
        })
        .await;
}

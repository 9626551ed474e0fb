//! Two workspaces never meet: what is in one is tried from the other, every read and every write.

use landfast_app::ports::{AccountQuery, NewWork, Role, Standing, Store, WorkFilter, WorkState};
use landfast_domain::{ids::WorkspaceId, owner_link::Revoked};

use crate::support::*;

contract!(
    nothing_of_one_is_seen_from_the_other,
    nothing_of_one_is_changed_from_the_other,
    keys_of_work_do_not_meet
);

/// Fills the first workspace with one of everything; the second stays empty.
async fn fill(bench: &Bench) {
    bench.store.user_insert(&user(1)).await.unwrap();
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.export_choice_put(&acc(1), &chosen_export())
                .await
                .unwrap();
            tx.check_insert(&check(1, 1)).await.unwrap();
            tx.deployment_save(&deployment(1, 1)).await.unwrap();
            tx.work_insert(&NewWork {
                account: Some(acc(1)),
                max_attempts: 1,
                ..work(1)
            })
            .await
            .unwrap();
            tx.member_put(&usr(1), Role::Operator, Standing::Member)
                .await
                .unwrap();
            tx.token_insert(&token(1, 1)).await.unwrap();
            tx.owner_link_insert(&owner_link(1, 1)).await.unwrap();
        })
        .await;
    let lease = bench
        .store
        .work_lease(at(NOW), at(NOW + 1))
        .await
        .unwrap()
        .unwrap();
    bench
        .store
        .work_failed(&lease, "broken", at(NOW))
        .await
        .unwrap();
}

/// Everything that can be read of a workspace, as one text.
async fn picture(bench: &Bench, workspace: &WorkspaceId) -> String {
    let rows = bench.at(workspace);
    let query = AccountQuery {
        limit: 9,
        ..AccountQuery::default()
    };
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        rows.accounts(&query).await.unwrap(),
        rows.account_find(&acc(1)).await.unwrap(),
        rows.accounts_known(&[acc(1)]).await.unwrap(),
        rows.export_choice(&acc(1)).await.unwrap(),
        rows.check_find(&acc(1), &chk(1)).await.unwrap(),
        rows.checks(&acc(1), 9, None).await.unwrap(),
        rows.deployment_find(&dep(1)).await.unwrap(),
        rows.deployments(&acc(1)).await.unwrap(),
        rows.activity(Some(&acc(1)), 9, None).await.unwrap(),
        rows.members().await.unwrap(),
        rows.tokens().await.unwrap(),
        rows.owner_links(&acc(1)).await.unwrap(),
        rows.work(WorkFilter::default()).await.unwrap(),
    )
}

async fn nothing_of_one_is_seen_from_the_other(bench: &Bench) {
    let before = picture(bench, &ws(2)).await;
    fill(bench).await;
    assert_eq!(picture(bench, &ws(2)).await, before);
    assert_ne!(
        picture(bench, &ws(1)).await,
        before,
        "the picture shows what there is"
    );
    let log = bench.at(&ws(2)).activity(None, 9, None).await.unwrap();
    assert_eq!(log.items.len(), 1, "only its own beginning");
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert_eq!(tx.account_find(&acc(1)).await.unwrap(), None);
    assert_eq!(tx.check_find(&acc(1), &chk(1)).await.unwrap(), None);
}

async fn nothing_of_one_is_changed_from_the_other(bench: &Bench) {
    fill(bench).await;
    let before = picture(bench, &ws(1)).await;
    let dead = bench
        .at(&ws(1))
        .work(WorkFilter {
            state: Some(WorkState::Dead),
        })
        .await
        .unwrap();
    assert_eq!(dead.len(), 1);
    bench
        .change(&ws(2), async |tx| {
            tx.account_delete(&acc(1)).await.unwrap();
            assert_eq!(tx.work_retry(&wrk(1), at(NOW)).await.unwrap(), None);
            tx.member_remove(&usr(1)).await.unwrap();
            assert!(!tx.token_delete(&tok(1)).await.unwrap());
            assert_eq!(tx.owner_link_find(&olk(1)).await.unwrap(), None);
        })
        .await;
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(
        tx.account_save(&named("Mine", account(1, 1)))
            .await
            .is_err()
    );
    drop(tx);
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(tx.check_save(&check(1, 1)).await.is_err());
    drop(tx);
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(
        tx.check_insert(&check(2, 1)).await.is_err(),
        "the account is not here"
    );
    drop(tx);
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(
        tx.token_insert(&token(2, 1)).await.is_err(),
        "a token of the other workspace"
    );
    drop(tx);
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(
        tx.owner_link_insert(&owner_link(2, 1)).await.is_err(),
        "the account is not here"
    );
    drop(tx);
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    let revoked = Revoked {
        by: "u2@example.com".into(),
        at: at(NOW),
    };
    assert!(tx.owner_link_revoke(&olk(1), &revoked).await.is_err());
    drop(tx);
    assert_eq!(picture(bench, &ws(1)).await, before);
}

async fn keys_of_work_do_not_meet(bench: &Bench) {
    for number in [1, 2] {
        let work = NewWork {
            dedup_key: Some("same".into()),
            ..work(number)
        };
        bench
            .change(&ws(number), async |tx| tx.work_insert(&work).await.unwrap())
            .await;
    }
    for number in [1, 2] {
        let waiting = bench
            .at(&ws(number))
            .work(WorkFilter::default())
            .await
            .unwrap();
        assert_eq!(
            waiting.into_iter().map(|row| row.id).collect::<Vec<_>>(),
            [wrk(number)]
        );
    }
}

//! Pages of accounts: stable, filtered, and refusing what they did not make.

use std::collections::BTreeSet;

use landfast_app::ports::{AccountQuery, Cursor, Page, StoreError};
use landfast_domain::{Account, AccountId, AccountKind, step::StepState};

use crate::support::*;

contract!(
    pages_are_stable_while_rows_come_in,
    a_list_is_filtered_by_kind_status_and_payer,
    a_search_is_literal_and_ignores_case,
    a_search_that_can_match_nothing_is_no_error,
    a_cursor_of_another_list_is_refused,
);

async fn page(bench: &Bench, query: AccountQuery) -> Page<Account> {
    bench.at(&ws(1)).accounts(&query).await.unwrap()
}

fn query() -> AccountQuery {
    AccountQuery {
        limit: 100,
        ..AccountQuery::default()
    }
}

async fn ids(bench: &Bench, query: AccountQuery) -> Vec<AccountId> {
    page(bench, query)
        .await
        .items
        .into_iter()
        .map(|account| account.id)
        .collect()
}

async fn pages_are_stable_while_rows_come_in(bench: &Bench) {
    // Even numbers first; the odd ones come in while the pages are turned.
    bench
        .change(&ws(1), async |tx| {
            for number in 1..=250 {
                tx.account_insert(&account(number * 2, number))
                    .await
                    .unwrap();
            }
        })
        .await;
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = page(
            bench,
            AccountQuery {
                limit: 40,
                cursor,
                ..AccountQuery::default()
            },
        )
        .await;
        assert_eq!(page.total, Some(250 + 2 * pages));
        seen.extend(page.items.into_iter().map(|account| account.id));
        pages += 1;
        let (early, late) = (
            u32::try_from(pages).unwrap() * 2 - 1,
            1001 - u32::try_from(pages).unwrap() * 2,
        );
        bench
            .change(&ws(1), async |tx| {
                for number in [early, late] {
                    tx.account_insert(&account(number, 1000 + number))
                        .await
                        .unwrap();
                }
            })
            .await;
        let Some(next) = page.next else { break };
        cursor = Some(next);
    }
    assert!(seen.is_sorted(), "in the order of the ids");
    let once: BTreeSet<_> = seen.iter().collect();
    assert_eq!(once.len(), seen.len(), "no account is on two pages");
    for number in 1..=250 {
        assert!(
            once.contains(&acc(number * 2)),
            "{number}: every account of the beginning is on a page"
        );
    }
    assert!(pages >= 7);
}

/// Proven once and confirmed.
fn confirmed(mut account: Account) -> Account {
    for step in &mut account.steps {
        step.state = StepState::Passed { at: at(NOW) };
        step.passed_at = Some(at(NOW));
    }
    account.confirmed_at = Some(at(NOW));
    account
}

async fn a_list_is_filtered_by_kind_status_and_payer(bench: &Bench) {
    let blocked = StepState::Blocked { at: at(NOW) };
    let all = [
        confirmed(Account {
            kind: Some(AccountKind::Payer),
            ..account(1, 1)
        }),
        linked(2, 2, 1),
        in_state(blocked.clone(), linked(3, 3, 1)),
        in_state(blocked, linked(4, 4, 9)),
        Account {
            kind: Some(AccountKind::Standalone),
            ..account(5, 5)
        },
        account(6, 6),
    ];
    bench
        .change(&ws(1), async |tx| {
            for account in &all {
                tx.account_insert(account).await.unwrap();
            }
        })
        .await;
    let kind = |kind: &str| AccountQuery {
        kind: Some(kind.into()),
        ..query()
    };
    let status = |status: &str| AccountQuery {
        status: Some(status.into()),
        ..query()
    };
    assert_eq!(ids(bench, kind("payer")).await, [acc(1)]);
    assert_eq!(ids(bench, kind("linked")).await, [acc(2), acc(3), acc(4)]);
    assert_eq!(ids(bench, kind("standalone")).await, [acc(5)]);
    assert_eq!(ids(bench, kind("nonsense")).await, []);
    assert_eq!(ids(bench, status("active")).await, [acc(1)]);
    assert_eq!(ids(bench, status("attention")).await, [acc(3), acc(4)]);
    assert_eq!(
        ids(bench, status("registering")).await,
        [acc(2), acc(5), acc(6)]
    );
    let both = AccountQuery {
        payer: Some(acc(1)),
        ..status("attention")
    };
    let found = page(bench, both).await;
    assert_eq!((found.items.len(), found.total), (1, Some(1)));

    // The status follows the account when it is saved.
    bench
        .change(&ws(1), async |tx| {
            tx.account_save(&linked(3, 3, 1)).await.unwrap()
        })
        .await;
    assert_eq!(ids(bench, status("attention")).await, [acc(4)]);
}

async fn a_search_is_literal_and_ignores_case(bench: &Bench) {
    let names = [
        "100% done",
        "100 done",
        "a_b",
        "axb",
        "Büro!",
        "BÜRO?",
        "back\\slash",
    ];
    bench
        .change(&ws(1), async |tx| {
            for (number, name) in (1..).zip(names) {
                tx.account_insert(&named(name, account(number, number)))
                    .await
                    .unwrap();
            }
        })
        .await;
    let search = async |text: &str| {
        ids(
            bench,
            AccountQuery {
                search: Some(text.into()),
                ..query()
            },
        )
        .await
    };
    assert_eq!(search("0%").await, [acc(1)]);
    assert_eq!(search("%").await, [acc(1)]);
    assert_eq!(search("A_B").await, [acc(3)]);
    assert_eq!(search("büro").await, [acc(5), acc(6)]);
    assert_eq!(search("BÜRO!").await, [acc(5)]);
    assert_eq!(search("\\").await, [acc(7)]);
    assert_eq!(search("00000000000").await.len(), 7, "part of the id");
    assert_eq!(search("000000000004").await, [acc(4)]);
    assert_eq!(search("").await.len(), 7);
    assert_eq!(search("'; DROP TABLE accounts").await, []);
}

async fn a_search_that_can_match_nothing_is_no_error(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
    for text in ["a\0b".to_owned(), "x".repeat(100_000), "%".repeat(60_000)] {
        let found = page(
            bench,
            AccountQuery {
                search: Some(text),
                ..query()
            },
        )
        .await;
        assert_eq!((found.items.len(), found.total), (0, Some(0)));
    }
    for odd in [
        AccountQuery {
            kind: Some("\0".into()),
            ..query()
        },
        AccountQuery {
            status: Some("\0".into()),
            ..query()
        },
    ] {
        assert_eq!(page(bench, odd).await.items.len(), 0);
    }
}

async fn a_cursor_of_another_list_is_refused(bench: &Bench) {
    for workspace in [1, 2] {
        bench
            .change(&ws(workspace), async |tx| {
                for number in 1..=3 {
                    tx.account_insert(&account(number, workspace * 10 + number))
                        .await
                        .unwrap();
                    tx.check_insert(&check(number, number)).await.unwrap();
                }
                tx.check_insert(&check(9, 1)).await.unwrap();
            })
            .await;
    }
    let rows = bench.at(&ws(1));
    let ours = page(
        bench,
        AccountQuery {
            limit: 1,
            ..query()
        },
    )
    .await
    .next
    .unwrap();
    assert_eq!(
        ids(
            bench,
            AccountQuery {
                cursor: Some(ours.clone()),
                ..query()
            }
        )
        .await,
        [acc(2), acc(3)]
    );

    let of_checks = rows.checks(&acc(1), 1, None).await.unwrap().next.unwrap();
    let of_activity = {
        bench.change(&ws(1), async |_| {}).await;
        rows.activity(None, 1, None).await.unwrap().next.unwrap()
    };
    let elsewhere = bench
        .at(&ws(2))
        .accounts(&AccountQuery {
            limit: 1,
            ..query()
        })
        .await
        .unwrap()
        .next
        .unwrap();
    let mut forged = ours.0.clone();
    forged.pop();
    let odd =
        ["", "x", "====", "AAAAAAAAAAAAAAAAAAAA", &forged].map(|text| Cursor(text.to_owned()));
    for cursor in odd.into_iter().chain([of_checks, of_activity, elsewhere]) {
        let refused = rows
            .accounts(&AccountQuery {
                cursor: Some(cursor.clone()),
                ..query()
            })
            .await;
        assert!(
            matches!(refused, Err(StoreError::Cursor)),
            "{cursor:?}: {refused:?}"
        );
    }
    let other_filter = AccountQuery {
        status: Some("active".into()),
        cursor: Some(ours.clone()),
        ..query()
    };
    assert!(matches!(
        rows.accounts(&other_filter).await,
        Err(StoreError::Cursor)
    ));
    assert!(matches!(
        rows.checks(&acc(1), 1, Some(&ours)).await,
        Err(StoreError::Cursor)
    ));
    assert!(matches!(
        rows.activity(None, 1, Some(&ours)).await,
        Err(StoreError::Cursor)
    ));
}

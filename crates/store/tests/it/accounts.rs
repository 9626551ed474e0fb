//! Registrations come back as they were written, and no two of them collide.

use landfast_app::ports::{AccountQuery, Conflict, Store, StoreError, WorkFilter};
use landfast_domain::{
    Account, AccountKind, ExternalId,
    account::{AnswersTo, DeployedRole, Rotation, RotationSeen},
    external_id::RANDOM_BYTES,
    permissions::{Choices, cloudformation::TemplateVersion},
    step::{DriftReason, LockReason, Step, StepKind, StepState, WaitReason},
};

use crate::support::*;

contract!(
    a_new_account_comes_back,
    everything_an_account_can_hold_comes_back,
    a_list_leaves_the_reports_where_they_are,
    every_state_of_a_step_comes_back,
    saving_replaces_and_drops_steps,
    saving_what_is_not_there_fails,
    nothing_is_taken_twice,
    one_account_may_be_in_two_workspaces_but_proven_in_one,
    removing_takes_checks_and_waiting_work_along,
    accounts_become_due,
);

async fn insert(bench: &Bench, account: &Account) {
    bench
        .change(&ws(1), async |tx| tx.account_insert(account).await.unwrap())
        .await;
}

async fn found(bench: &Bench, number: u32) -> Option<Account> {
    bench.at(&ws(1)).account_find(&acc(number)).await.unwrap()
}

async fn refusal(bench: &Bench, workspace: u32, account: &Account) -> StoreError {
    let mut tx = bench.at(&ws(workspace)).begin().await.unwrap();
    tx.account_insert(account).await.unwrap_err()
}

async fn a_new_account_comes_back(bench: &Bench) {
    assert_eq!(found(bench, 1).await, None);
    insert(bench, &account(1, 1)).await;
    assert_eq!(found(bench, 1).await, Some(account(1, 1)));
}

async fn everything_an_account_can_hold_comes_back(bench: &Bench) {
    let mut proven = proven(role(7, "r"));
    proven.template = Some(TemplateVersion::parse("0123456789ab").unwrap());
    let mut step = Step::new(StepKind::ApiAccess);
    (
        step.revision,
        step.passed_at,
        step.refused_since,
        step.found_at,
        step.report,
    ) = (4, Some(at(1)), Some(at(2)), Some(at(3)), Some(report()));
    let full = Account {
        choices: Choices::widest(),
        rotation: Some(Rotation {
            next: ExternalId::from_random([9; RANDOM_BYTES]),
            since: at(1),
            seen: Some(RotationSeen {
                at: at(2),
                answers: AnswersTo::Both,
            }),
        }),
        candidate: Some(role(7, "other")),
        proven: Some(proven),
        deployed: Some(DeployedRole {
            stack_id: Some("stack".into()),
            template: None,
            choices: Some("all".into()),
        }),
        kind: Some(AccountKind::Linked { payer: acc(9) }),
        organization_id: Some("o-1".into()),
        steps: vec![step],
        confirmed_at: Some(at(3)),
        last_check_at: Some(at(4)),
        next_check_at: Some(at(5)),
        ..named("Ünïcode \"Name\" 名", account(7, 1))
    };
    insert(bench, &full).await;
    assert_eq!(found(bench, 7).await, Some(full));
}

async fn a_list_leaves_the_reports_where_they_are(bench: &Bench) {
    let mut account = account(1, 1);
    account.steps[0].report = Some(report());
    insert(bench, &account).await;
    let query = AccountQuery {
        limit: 10,
        ..AccountQuery::default()
    };
    let listed = bench.at(&ws(1)).accounts(&query).await.unwrap().items;
    account.steps[0].report = None;
    assert_eq!(listed, [account.clone()]);
    account.steps[0].report = Some(report());
    assert_eq!(found(bench, 1).await, Some(account));
}

async fn every_state_of_a_step_comes_back(bench: &Bench) {
    let (at, check) = (at(NOW), chk(1));
    let waiting = |check, why, patience_ends_at| StepState::Waiting {
        check,
        since: at,
        next_at: at,
        why,
        patience_ends_at,
    };
    let states = [
        StepState::Locked {
            why: LockReason::Coming,
        },
        StepState::Locked {
            why: LockReason::Needs {
                step: StepKind::ApiAccess,
            },
        },
        StepState::Open,
        StepState::Checking {
            check: check.clone(),
            since: at,
        },
        StepState::Passed { at },
        StepState::Blocked { at },
        waiting(Some(check), WaitReason::NewRole, Some(at)),
        waiting(None, WaitReason::Trouble, None),
        waiting(None, WaitReason::NotDeployed, None),
        StepState::Drifted {
            passed_at: at,
            found_at: at,
            why: DriftReason::UpdateAvailable,
        },
        StepState::Skipped {
            by: "u1@example.com".into(),
            at,
        },
    ];
    insert(bench, &account(1, 1)).await;
    for state in states {
        let wanted = in_state(state, account(1, 1));
        bench
            .change(&ws(1), async |tx| tx.account_save(&wanted).await.unwrap())
            .await;
        assert_eq!(found(bench, 1).await, Some(wanted));
    }
}

async fn saving_replaces_and_drops_steps(bench: &Bench) {
    let steps = StepKind::ALL.map(Step::new).to_vec();
    let payer = Account {
        kind: Some(AccountKind::Payer),
        steps,
        ..account(1, 1)
    };
    insert(bench, &payer).await;
    assert_eq!(found(bench, 1).await.as_ref(), Some(&payer));
    let alone = Account {
        kind: Some(AccountKind::Standalone),
        ..named("Renamed", account(1, 1))
    };
    bench
        .change(&ws(1), async |tx| tx.account_save(&alone).await.unwrap())
        .await;
    assert_eq!(found(bench, 1).await, Some(alone));
}

async fn saving_what_is_not_there_fails(bench: &Bench) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    assert!(matches!(
        tx.account_save(&account(1, 1)).await,
        Err(StoreError::Unavailable { .. })
    ));
    drop(tx);
    assert_eq!(found(bench, 1).await, None);
}

async fn nothing_is_taken_twice(bench: &Bench) {
    let first = Account {
        proven: Some(proven(role(1, "r"))),
        ..named("Straße", account(1, 1))
    };
    insert(bench, &first).await;
    let cases = [
        (account(1, 2), Conflict::AccountId),
        (named("STRAßE", account(2, 2)), Conflict::AccountName),
        (
            Account {
                proven: Some(proven(role(1, "r"))),
                ..account(2, 2)
            },
            Conflict::ProvenRole,
        ),
    ];
    for (second, wanted) in cases {
        let why = refusal(bench, 1, &second).await;
        assert!(
            matches!(why, StoreError::Conflict(found) if found == wanted),
            "{wanted:?}: {why}"
        );
    }
    insert(bench, &account(2, 2)).await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let renamed = tx.account_save(&named("straße", account(2, 2))).await;
    assert!(
        matches!(renamed, Err(StoreError::Conflict(Conflict::AccountName))),
        "{renamed:?}"
    );
}

async fn one_account_may_be_in_two_workspaces_but_proven_in_one(bench: &Bench) {
    let ours = Account {
        proven: Some(proven(role(1, "r"))),
        ..account(1, 1)
    };
    insert(bench, &ours).await;
    bench
        .change(&ws(2), async |tx| {
            tx.account_insert(&account(1, 2)).await.unwrap()
        })
        .await;

    let claimed = async |workspace, number| {
        bench
            .store
            .role_claimed(&role(1, "r"), &ws(workspace), &acc(number))
            .await
            .unwrap()
    };
    assert!(!claimed(1, 1).await, "its own registration does not count");
    assert!(claimed(2, 1).await);
    assert!(claimed(1, 2).await);
    assert!(
        !bench
            .store
            .role_claimed(&role(1, "s"), &ws(2), &acc(1))
            .await
            .unwrap()
    );

    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    let theirs = Account {
        proven: Some(proven(role(1, "r"))),
        ..account(1, 2)
    };
    let why = tx.account_save(&theirs).await.unwrap_err();
    assert!(
        matches!(why, StoreError::Conflict(Conflict::ProvenRole)),
        "{why}"
    );
}

async fn removing_takes_checks_and_waiting_work_along(bench: &Bench) {
    insert(bench, &account(1, 1)).await;
    insert(bench, &account(2, 2)).await;
    let of = |number, account| landfast_app::ports::NewWork {
        account: Some(acc(account)),
        ..work(number)
    };
    bench
        .change(&ws(1), async |tx| {
            tx.check_insert(&check(1, 1)).await.unwrap();
            for work in [of(1, 1), of(2, 1), of(3, 2)] {
                tx.work_insert(&work).await.unwrap();
            }
        })
        .await;
    let lease = bench
        .store
        .work_lease(at(NOW), at(NOW + 1000))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(lease.work.id, wrk(1));
    bench
        .change(&ws(1), async |tx| tx.account_delete(&acc(1)).await.unwrap())
        .await;

    assert_eq!(found(bench, 1).await, None);
    assert_eq!(
        bench.at(&ws(1)).check_find(&acc(1), &chk(1)).await.unwrap(),
        None
    );
    let left = bench.at(&ws(1)).work(WorkFilter::default()).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|row| row.id).collect();
    assert_eq!(left, [wrk(1), wrk(3)], "work in hand ends by itself");
    bench.store.work_done(&lease).await.unwrap();
    insert(bench, &account(1, 1)).await;
}

async fn accounts_become_due(bench: &Bench) {
    for (number, next) in [(1, Some(30)), (2, Some(10)), (3, None), (4, Some(20))] {
        insert(
            bench,
            &Account {
                next_check_at: next.map(at),
                ..account(number, number)
            },
        )
        .await;
    }
    let due = async |now, limit| {
        let due = bench.store.accounts_due(at(now), limit).await.unwrap();
        due.into_iter()
            .map(|(workspace, id)| (workspace == ws(1), id))
            .collect::<Vec<_>>()
    };
    assert_eq!(due(9, 10).await, []);
    assert_eq!(due(20, 10).await, [(true, acc(2)), (true, acc(4))]);
    assert_eq!(due(30, 1).await, [(true, acc(2))]);
}

//! Permits and activations, and the order in which they are held.

use landfast_domain::{
    ExternalId, Region, RoleName,
    account::Trust,
    activation::{Activation, MEMBER_ROLE, Permit, PermitState, PermitWay, RunState, VALID_FOR},
    external_id::RANDOM_BYTES,
    ids::{ActivationId, PermitId},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, TransactionTrait};

use crate::support::*;

contract!(
    they_come_back_and_belong_to_their_payer_and_workspace,
    the_payers_account_is_held_first,
    a_live_one_is_found_behind_any_number_that_are_gone,
);

fn permit(number: u8, of: u32) -> Permit {
    Permit {
        id: PermitId::new(at(NOW), [number; 10]),
        payer: acc(of),
        way: PermitWay::StackSet,
        external_id: ExternalId::from_random([number; RANDOM_BYTES]),
        trust: Trust::Role,
        region: Region::parse("us-east-1").unwrap(),
        role_name: RoleName::parse("landfast-activation-abcdefgh-set").unwrap(),
        asked_by: "ada@example.com".to_owned(),
        asked_at: at(NOW),
        valid_until: at(NOW).plus(VALID_FOR),
        state: PermitState::Asked,
        follow_until: None,
        tries: 0,
        looked_at: None,
        last: None,
        ending: None,
    }
}

fn activation(number: u8, of: u32) -> Activation {
    Activation {
        id: ActivationId::new(at(NOW), [number; 10]),
        payer: acc(of),
        permit: permit(number, of).id,
        member_role: RoleName::parse(MEMBER_ROLE).unwrap(),
        accounts: 0,
        begun_by: "ada@example.com".to_owned(),
        begun_at: at(NOW),
        state: RunState::Waiting,
    }
}

async fn fill(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.account_insert(&account(2, 2)).await.unwrap();
            tx.permit_put(&permit(1, 1)).await.unwrap();
            tx.activation_put(&activation(1, 1)).await.unwrap();
        })
        .await;
}

async fn they_come_back_and_belong_to_their_payer_and_workspace(bench: &Bench) {
    fill(bench).await;
    let (one, run) = (permit(1, 1), activation(1, 1));
    for (workspace, payer, found) in [(1, 1, true), (1, 2, false), (2, 1, false)] {
        let held = bench
            .change(&ws(workspace), async |tx| {
                let permit = tx.permit_find(&acc(payer), &one.id).await.unwrap();
                let run = tx.activation_find(&acc(payer), &run.id).await.unwrap();
                (permit, run)
            })
            .await;
        let wanted = (found.then(|| one.clone()), found.then(|| run.clone()));
        assert_eq!(held, wanted, "workspace {workspace}, payer {payer}");
    }
}

/// Old ones are listed no more, and still decide.
async fn a_live_one_is_found_behind_any_number_that_are_gone(bench: &Bench) {
    fill(bench).await;
    let gone = |number: u8| Permit {
        id: PermitId::new(at(NOW + i64::from(number)), [number; 10]),
        state: PermitState::Gone { at: at(NOW) },
        ..permit(number, 1)
    };
    let over = |number: u8| Activation {
        id: ActivationId::new(at(NOW + i64::from(number)), [number; 10]),
        state: RunState::Done { at: at(NOW) },
        ..activation(number, 1)
    };
    let live = bench
        .change(&ws(1), async |tx| {
            for number in 2..=60 {
                tx.permit_put(&gone(number)).await.unwrap();
                tx.activation_put(&over(number)).await.unwrap();
            }
            let runs = tx.activations_live(&acc(1)).await.unwrap();
            (tx.permits_live(&acc(1)).await.unwrap(), runs)
        })
        .await;
    assert_eq!(live, (vec![permit(1, 1)], vec![activation(1, 1)]));
    let rows = bench.at(&ws(1));
    let shown = rows.permits(&acc(1)).await.unwrap();
    assert!(shown.len() < 60 && !shown.contains(&permit(1, 1)));
    assert_eq!(rows.permits_live(&acc(1)).await.unwrap(), [permit(1, 1)]);
    // One that was live is gone, as far as its row says too.
    bench
        .change(&ws(1), async |tx| {
            let gone = Permit {
                state: PermitState::Gone { at: at(NOW) },
                ..permit(1, 1)
            };
            tx.permit_put(&gone).await.unwrap();
        })
        .await;
    assert_eq!(rows.permits_live(&acc(1)).await.unwrap(), []);
}

/// Whoever takes a permit or an activation waits for the account, and holds nothing meanwhile: else a call that
/// begins with the account, and work that begins with the permit, would wait for each other.
async fn the_payers_account_is_held_first(bench: &Bench) {
    // SQLite has one writer, and no order.
    if bench.backend != Backend::Postgres {
        return;
    }
    fill(bench).await;
    let raw = bench.raw().await;
    for table in ["permits", "activations"] {
        let other = raw.begin().await.unwrap();
        hold(&other, "accounts", acc(1).as_str()).await;
        let rows = bench.at(&ws(1));
        let taking = tokio::spawn(async move {
            let mut tx = rows.begin().await.unwrap();
            let (permit, run) = (permit(1, 1).id, activation(1, 1).id);
            let found = match table {
                "permits" => tx.permit_find(&acc(1), &permit).await.unwrap().is_some(),
                _ => tx.activation_find(&acc(1), &run).await.unwrap().is_some(),
            };
            // Dropped, it would let go some time later.
            tx.commit(at(NOW), Vec::new()).await.unwrap();
            found
        });
        while !somebody_waits_for(&other).await {
            assert!(
                !taking.is_finished(),
                "{table}: did not wait for the account"
            );
            tokio::task::yield_now().await;
        }
        let id = match table {
            "permits" => permit(1, 1).id.to_string(),
            _ => activation(1, 1).id.to_string(),
        };
        hold(&other, table, &id).await;
        other.rollback().await.unwrap();
        assert!(taking.await.unwrap(), "{table}");
    }
}

/// Fails at once if somebody else holds the row.
async fn hold(tx: &DatabaseTransaction, table: &str, id: &str) {
    let text = format!("SELECT id FROM {table} WHERE id = '{id}' FOR UPDATE NOWAIT");
    let found = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), text));
    assert_eq!(found.await.unwrap().len(), 1);
}

async fn somebody_waits_for(tx: &DatabaseTransaction) -> bool {
    let text = "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))";
    let found = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), text));
    !found.await.unwrap().is_empty()
}

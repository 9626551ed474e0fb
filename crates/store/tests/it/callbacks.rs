//! Callbacks: where an account is known, how the queue goes, when an account was hurried.

use landfast_app::ports::{CallbackPlace, CallbackState, Store};
use landfast_domain::organization::{Member, MemberState};

use crate::support::*;

contract!(
    an_account_is_found_wherever_it_is_known,
    the_state_comes_back_as_it_was_written_last,
    one_workspace_does_not_hurry_for_another,
);

fn member(number: u32, left: bool) -> Member {
    Member {
        id: acc(number),
        name: format!("Account {number}"),
        state: MemberState::Active,
        unit: None,
        joined_at: None,
        first_seen_at: at(6),
        left_at: left.then(|| at(7)),
        left_out_at: None,
        reached: None,
        instance: None,
    }
}

fn place(workspace: u32, payer: Option<u32>) -> CallbackPlace {
    CallbackPlace {
        workspace: ws(workspace),
        payer: payer.map(acc),
    }
}

async fn an_account_is_found_wherever_it_is_known(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.account_insert(&account(2, 2)).await.unwrap();
            let members = [member(2, false), member(3, false), member(4, true)];
            tx.members_put(&acc(1), &members).await.unwrap();
        })
        .await;
    bench
        .change(&ws(2), async |tx| {
            tx.account_insert(&account(2, 3)).await.unwrap();
        })
        .await;
    for (number, expected) in [
        (1, vec![place(1, None)]),
        (2, vec![place(1, None), place(2, None), place(1, Some(1))]),
        (3, vec![place(1, Some(1))]),
        (4, vec![]),
        (9, vec![]),
    ] {
        let found = bench.store.callback_places(&acc(number)).await.unwrap();
        assert_eq!(found, expected, "account {number}");
    }
}

async fn the_state_comes_back_as_it_was_written_last(bench: &Bench) {
    let read = async || bench.store.callback_state().await.unwrap();
    assert_eq!(read().await, CallbackState::default());
    let first = CallbackState::default().read(true, at(5));
    let second = first.clone().failed("refused".to_owned(), at(6));
    for state in [&first, &second, &first] {
        bench.store.callback_state_put(state).await.unwrap();
        assert_eq!(read().await, *state);
    }
}

async fn one_workspace_does_not_hurry_for_another(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            assert_eq!(tx.hurried_find(&acc(1)).await.unwrap(), None);
            for due in [5, 9] {
                tx.hurried_put(&acc(1), at(due)).await.unwrap();
                let found = tx.hurried_find(&acc(1)).await.unwrap();
                assert_eq!(found, Some(at(due)));
            }
        })
        .await;
    bench
        .change(&ws(2), async |tx| {
            assert_eq!(tx.hurried_find(&acc(1)).await.unwrap(), None);
        })
        .await;
    bench
        .change(&ws(1), async |tx| {
            tx.account_delete(&acc(1)).await.unwrap();
            assert_eq!(tx.hurried_find(&acc(1)).await.unwrap(), None);
        })
        .await;
}

//! Ways in: links, sessions, tokens, links for owners of accounts.

use std::sync::Arc;

use landfast_app::ports::{Invitation, Store, StoredOwnerLink, Token};
use landfast_domain::owner_link::{OwnerLink, Revoked};
use tokio::sync::Barrier;

use crate::support::*;

contract!(
    an_invitation_works_once,
    a_link_ends_with_the_place_it_leads_to,
    one_first_operator_is_enough,
    a_session_ends_by_time_and_by_hand,
    a_token_is_found_until_it_expires,
    a_link_for_an_owner_lives_with_its_account,
);

fn invitation(secret: u8, user: Option<u32>) -> Invitation {
    Invitation {
        secret_hash: [secret; 32],
        into: user.map(|number| (usr(number), ws(1))),
        expires_at: at(NOW + 1000),
    }
}

async fn an_invitation_works_once(bench: &Bench) {
    let store = &bench.store;
    bench.users([1, 2]).await;
    for invitation in [invitation(1, Some(1)), invitation(2, Some(2))] {
        store.invitation_insert(&invitation).await.unwrap();
    }
    let find = async |secret, now| store.invitation_find(&[secret; 32], at(now)).await.unwrap();
    assert_eq!(find(1, NOW).await, Some(invitation(1, Some(1))));
    assert_eq!(find(1, NOW + 1000).await, None);
    assert!(store.invitation_consume(&[1; 32]).await.unwrap());
    assert!(!store.invitation_consume(&[1; 32]).await.unwrap());
    assert_eq!(find(1, NOW).await, None);
    assert_eq!(
        find(2, NOW).await,
        Some(invitation(2, Some(2))),
        "other people's links stay"
    );
}

async fn a_link_ends_with_the_place_it_leads_to(bench: &Bench) {
    let store = &bench.store;
    bench.users([1, 2]).await;
    let elsewhere = Invitation {
        into: Some((usr(1), ws(2))),
        ..invitation(3, None)
    };
    for invitation in [
        invitation(1, Some(1)),
        invitation(2, Some(2)),
        elsewhere,
        invitation(4, None),
    ] {
        store.invitation_insert(&invitation).await.unwrap();
    }
    bench
        .change(&ws(1), async |tx| tx.member_remove(&usr(1)).await.unwrap())
        .await;
    for (secret, stays) in [(1, false), (2, true), (3, true), (4, true)] {
        let found = store.invitation_find(&[secret; 32], at(NOW)).await.unwrap();
        assert_eq!(found.is_some(), stays, "{secret}");
    }
}

async fn one_first_operator_is_enough(bench: &Bench) {
    let store = &bench.store;
    bench.users([1]).await;
    store
        .invitation_insert(&invitation(9, Some(1)))
        .await
        .unwrap();
    let other = bench.replica().await;
    for round in 0..25 {
        for secret in 1..=4 {
            store
                .invitation_insert(&invitation(secret, None))
                .await
                .unwrap();
        }
        let start = Arc::new(Barrier::new(4));
        let racers = (1..=4).map(|secret: u8| {
            let store = if secret.is_multiple_of(2) {
                store.clone()
            } else {
                other.clone()
            };
            let start = start.clone();
            tokio::spawn(async move {
                start.wait().await;
                store.invitation_consume(&[secret; 32]).await.unwrap()
            })
        });
        let mut winners = 0;
        for racer in racers.collect::<Vec<_>>() {
            winners += u32::from(racer.await.unwrap());
        }
        assert_eq!(winners, 1, "round {round}");
    }
    assert!(
        store
            .invitation_find(&[9; 32], at(NOW))
            .await
            .unwrap()
            .is_some()
    );
}

async fn a_session_ends_by_time_and_by_hand(bench: &Bench) {
    let store = &bench.store;
    bench.users([1]).await;
    store.session_insert(&session(1, 1)).await.unwrap();
    store.session_insert(&session(2, 1)).await.unwrap();
    let find = async |number, now| {
        store
            .session_find(&session(number, 1).secret_hash, at(now))
            .await
            .unwrap()
    };
    assert_eq!(find(1, NOW + 999).await, Some(session(1, 1)));
    assert_eq!(find(1, NOW + 1000).await, None);
    store.session_delete(&ses(1)).await.unwrap();
    assert_eq!(find(1, NOW).await, None);
    assert_eq!(find(2, NOW).await, Some(session(2, 1)));
    assert_eq!(store.session_find(&[0; 32], at(NOW)).await.unwrap(), None);
}

async fn a_token_is_found_until_it_expires(bench: &Bench) {
    let store = &bench.store;
    bench
        .change(&ws(1), async |tx| {
            tx.token_insert(&token(1, 1)).await.unwrap();
            tx.token_insert(&token(2, 1)).await.unwrap();
        })
        .await;
    let find = async |number, now| store.token_find(&tok(number), at(now)).await.unwrap();
    assert_eq!(find(1, NOW + 999).await, Some((token(1, 1), workspace(1))));
    assert_eq!(find(1, NOW + 1000).await, None);
    assert_eq!(find(3, NOW).await, None);
    assert_eq!(
        bench.at(&ws(1)).tokens().await.unwrap(),
        [token(2, 1), token(1, 1)]
    );

    store.token_used(&tok(1), at(NOW + 50)).await.unwrap();
    store.token_used(&tok(1), at(NOW + 20)).await.unwrap();
    let used = Token {
        last_used_at: Some(at(NOW + 50)),
        ..token(1, 1)
    };
    assert_eq!(
        find(1, NOW).await,
        Some((used, workspace(1))),
        "the later use stays"
    );
    bench
        .change(&ws(1), async |tx| {
            assert!(tx.token_delete(&tok(1)).await.unwrap());
            assert!(!tx.token_delete(&tok(1)).await.unwrap());
        })
        .await;
    assert_eq!(find(1, NOW).await, None);
}

async fn a_link_for_an_owner_lives_with_its_account(bench: &Bench) {
    let store = &bench.store;
    bench
        .change(&ws(1), async |tx| {
            for number in [1, 2] {
                tx.account_insert(&account(number, number)).await.unwrap();
            }
            for (number, of) in [(1, 1), (2, 1), (3, 2)] {
                tx.owner_link_insert(&owner_link(number, of)).await.unwrap();
            }
        })
        .await;
    let find = async |number| store.owner_link_find(&olk(number)).await.unwrap();
    assert_eq!(find(1).await, Some((owner_link(1, 1), workspace(1))));
    assert_eq!(find(9).await, None);
    let list = async |of| bench.at(&ws(1)).owner_links(&acc(of)).await.unwrap();
    assert_eq!(
        list(1).await,
        [owner_link(2, 1).link, owner_link(1, 1).link]
    );

    store.owner_link_used(&olk(1), at(NOW + 50)).await.unwrap();
    store.owner_link_used(&olk(1), at(NOW + 20)).await.unwrap();
    let revoked = Revoked {
        by: "u2@example.com".into(),
        at: at(NOW + 60),
    };
    bench
        .change(&ws(1), async |tx| {
            tx.owner_link_revoke(&olk(1), &revoked).await.unwrap();
        })
        .await;
    let ended = StoredOwnerLink {
        link: OwnerLink {
            last_used_at: Some(at(NOW + 50)),
            revoked: Some(revoked),
            ..owner_link(1, 1).link
        },
        ..owner_link(1, 1)
    };
    assert_eq!(find(1).await, Some((ended, workspace(1))));

    bench
        .change(&ws(1), async |tx| tx.account_delete(&acc(1)).await.unwrap())
        .await;
    assert_eq!((find(1).await, find(2).await), (None, None));
    assert_eq!(
        list(2).await,
        [owner_link(3, 2).link],
        "other accounts keep theirs"
    );

    let mut late = owner_link(4, 2);
    late.link.made_at = at(NOW + 91 * 24 * 60 * 60 * 1000);
    bench
        .change(&ws(1), async |tx| {
            tx.owner_link_insert(&late).await.unwrap()
        })
        .await;
    assert_eq!(
        list(2).await,
        [late.link],
        "what ended long ago is forgotten"
    );
}

use std::sync::Arc;

use landfast_app::ports::{
    Conflict, Invitation, Membership, Role, Store, StoreError, Token, User, Workspace,
};

use tokio::sync::Barrier;

use crate::support::*;

contract!(
    an_installation_has_one_role_name,
    a_workspace_is_found_by_name_whatever_the_case,
    a_workspace_comes_whole_or_not_at_all,
    a_user_is_found_by_email_and_id,
    a_new_password_ends_every_session_of_its_user,
    a_session_ends_by_time_and_by_hand,
    an_invitation_works_once,
    one_first_operator_is_enough,
    members_come_by_email_and_workspaces_by_name,
    a_token_is_found_until_it_expires,
);

async fn users(bench: &Bench, numbers: impl IntoIterator<Item = u32>) {
    for number in numbers {
        bench.store.user_insert(&user(number)).await.unwrap();
    }
}

async fn an_installation_has_one_role_name(bench: &Bench) {
    let made = bench.store.installation().await.unwrap();
    let suffix = made.role_name.as_str().strip_prefix("landfast-").unwrap();
    assert_eq!(suffix.len(), 8);
    assert!(
        suffix
            .bytes()
            .all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b)),
        "{suffix}"
    );
    assert_eq!(made.created_at, at(NOW));
    bench.clock.set(NOW + 5);
    bench.store.migrate().await.unwrap();
    assert_eq!(bench.store.installation().await.unwrap(), made);
    bench.store.ping().await.unwrap();
}

async fn a_workspace_is_found_by_name_whatever_the_case(bench: &Bench) {
    let store = &bench.store;
    assert_eq!(
        store.workspace_find("SPACE 1").await.unwrap(),
        Some(workspace(1))
    );
    assert_eq!(store.workspace_find("Space").await.unwrap(), None);
    assert_eq!(store.workspace_find("Space\0").await.unwrap(), None);
    let twin = Workspace {
        name: "sPACE 1".into(),
        ..workspace(3)
    };
    let why = store
        .workspace_insert(&twin, None, entry("workspace.made", None))
        .await
        .unwrap_err();
    assert!(
        matches!(why, StoreError::Conflict(Conflict::WorkspaceName)),
        "{why}"
    );
}

async fn a_workspace_comes_whole_or_not_at_all(bench: &Bench) {
    let store = &bench.store;
    let nobody = Some((&usr(1), Role::Operator));
    assert!(
        store
            .workspace_insert(&workspace(3), nobody, entry("workspace.made", None))
            .await
            .is_err()
    );
    assert_eq!(store.workspace_find("Space 3").await.unwrap(), None);
    users(bench, [1]).await;
    bench.clock.set(NOW + 9);
    store
        .workspace_insert(&workspace(3), nobody, entry("workspace.made", None))
        .await
        .unwrap();
    let members = bench.at(&ws(3)).members().await.unwrap();
    assert_eq!(
        members,
        [Membership {
            workspace: workspace(3),
            user: user(1),
            role: Role::Operator
        }]
    );
    let log = bench
        .at(&ws(3))
        .activity(None, 10, None)
        .await
        .unwrap()
        .items;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].sequence, log[0].at, log[0].action.as_str()),
        (1, at(NOW + 9), "workspace.made")
    );
}

async fn a_user_is_found_by_email_and_id(bench: &Bench) {
    let store = &bench.store;
    assert!(!store.any_user().await.unwrap());
    users(bench, [1]).await;
    assert!(
        !store.any_user().await.unwrap(),
        "nobody has chosen a password"
    );
    assert_eq!(
        store.user_find("u1@example.com").await.unwrap(),
        Some(user(1))
    );
    assert_eq!(store.user_get(&usr(1)).await.unwrap(), Some(user(1)));
    assert_eq!(store.user_find("u2@example.com").await.unwrap(), None);
    assert_eq!(store.user_find("u1@example.com\0").await.unwrap(), None);
    assert_eq!(store.user_get(&usr(2)).await.unwrap(), None);
    let twin = User {
        email: user(1).email,
        ..user(2)
    };
    let why = store.user_insert(&twin).await.unwrap_err();
    assert!(
        matches!(why, StoreError::Conflict(Conflict::Email)),
        "{why}"
    );
}

async fn a_new_password_ends_every_session_of_its_user(bench: &Bench) {
    let store = &bench.store;
    users(bench, [1, 2]).await;
    for (number, of) in [(1, 1), (2, 1), (3, 2)] {
        store.session_insert(&session(number, of)).await.unwrap();
    }
    store
        .user_set_password(&usr(1), "$argon2id$new")
        .await
        .unwrap();
    assert!(store.any_user().await.unwrap());
    assert_eq!(
        store
            .user_get(&usr(1))
            .await
            .unwrap()
            .unwrap()
            .password_hash
            .as_deref(),
        Some("$argon2id$new")
    );
    assert_eq!(
        store
            .user_get(&usr(2))
            .await
            .unwrap()
            .unwrap()
            .password_hash,
        None
    );
    for (number, stays) in [(1, false), (2, false), (3, true)] {
        let found = store
            .session_find(&session(number, 1).secret_hash, at(NOW))
            .await
            .unwrap();
        assert_eq!(found.is_some(), stays, "{number}");
    }
    assert!(
        store.user_set_password(&usr(9), "x").await.is_err(),
        "there is no such user"
    );
}

async fn a_session_ends_by_time_and_by_hand(bench: &Bench) {
    let store = &bench.store;
    users(bench, [1]).await;
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

fn invitation(secret: u8, user: Option<u32>) -> Invitation {
    Invitation {
        secret_hash: [secret; 32],
        user: user.map(usr),
        expires_at: at(NOW + 1000),
    }
}

async fn an_invitation_works_once(bench: &Bench) {
    let store = &bench.store;
    users(bench, [1, 2]).await;
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

async fn one_first_operator_is_enough(bench: &Bench) {
    let store = &bench.store;
    users(bench, [1]).await;
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
            let store = if secret % 2 == 0 {
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

async fn members_come_by_email_and_workspaces_by_name(bench: &Bench) {
    users(bench, [1, 2]).await;
    bench
        .change(&ws(1), async |tx| {
            tx.member_put(&usr(2), Role::Reader).await.unwrap();
            tx.member_put(&usr(1), Role::Reader).await.unwrap();
            tx.member_put(&usr(1), Role::Operator).await.unwrap();
        })
        .await;
    bench
        .change(&ws(2), async |tx| {
            tx.member_put(&usr(1), Role::Reader).await.unwrap()
        })
        .await;
    let emails = |all: &[Membership]| {
        all.iter()
            .map(|one| (one.user.email.clone(), one.role))
            .collect::<Vec<_>>()
    };
    let members = bench.at(&ws(1)).members().await.unwrap();
    assert_eq!(
        emails(&members),
        [
            ("u1@example.com".into(), Role::Operator),
            ("u2@example.com".into(), Role::Reader)
        ]
    );
    let names = |all: Vec<Membership>| {
        all.into_iter()
            .map(|one| one.workspace.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(bench.store.memberships(&usr(1)).await.unwrap()),
        ["Space 1", "Space 2"]
    );
    bench
        .change(&ws(1), async |tx| tx.member_remove(&usr(1)).await.unwrap())
        .await;
    assert_eq!(
        names(bench.store.memberships(&usr(1)).await.unwrap()),
        ["Space 2"]
    );
    assert_eq!(bench.at(&ws(1)).members().await.unwrap().len(), 1);
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

//! The installation, its workspaces and their people.

use landfast_app::ports::{
    Conflict, Membership, Role, Standing, Store, StoreError, User, Workspace, WorkspaceTx,
};

use crate::support::*;

contract!(
    an_installation_has_one_role_name,
    a_workspace_is_found_by_name_whatever_the_case,
    a_workspace_comes_whole_or_not_at_all,
    a_user_is_found_by_email_and_id,
    a_new_password_ends_every_session_of_its_user,
    members_come_by_email_and_workspaces_by_name,
    somebody_invited_is_listed_and_reaches_nothing,
);

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
    bench.users([1]).await;
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
            role: Role::Operator,
            standing: Standing::Member,
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
    bench.users([1]).await;
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
    bench.users([1, 2]).await;
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

async fn members_come_by_email_and_workspaces_by_name(bench: &Bench) {
    bench.users([1, 2]).await;
    bench
        .change(&ws(1), async |tx| {
            tx.member_put(&usr(2), Role::Reader, Standing::Member)
                .await
                .unwrap();
            tx.member_put(&usr(1), Role::Reader, Standing::Member)
                .await
                .unwrap();
            tx.member_put(&usr(1), Role::Operator, Standing::Member)
                .await
                .unwrap();
        })
        .await;
    bench
        .change(&ws(2), async |tx| {
            tx.member_put(&usr(1), Role::Reader, Standing::Member)
                .await
                .unwrap()
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

async fn somebody_invited_is_listed_and_reaches_nothing(bench: &Bench) {
    bench.users([1]).await;
    let stand = async |standing| {
        let put = async |tx: &mut dyn WorkspaceTx| {
            tx.member_put(&usr(1), Role::Reader, standing)
                .await
                .unwrap()
        };
        bench.change(&ws(1), put).await;
        let listed = bench.at(&ws(1)).members().await.unwrap();
        let reaches = bench.store.memberships(&usr(1)).await.unwrap().len();
        (listed[0].standing, reaches)
    };
    assert_eq!(stand(Standing::Invited).await, (Standing::Invited, 0));
    assert_eq!(stand(Standing::Member).await, (Standing::Member, 1));
    assert_eq!(stand(Standing::Invited).await, (Standing::Invited, 0));
}

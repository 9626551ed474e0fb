use std::time::Duration;

use landfast_app::{Credentials, Error, NewSession, ProblemCode as P, SetUp, ports::Role};
use landfast_test_kit::World;
use secrecy::{ExposeSecret, SecretString};

use crate::support::world;

const PASSWORD: &str = "correct horse battery";

fn set_up(link: &SecretString, email: &str, password: &str, workspace: &str) -> SetUp {
    SetUp {
        link: link.clone(),
        email: Some(email.into()),
        password: password.into(),
        workspace: Some(workspace.into()),
    }
}

fn code<T>(result: Result<T, Error>) -> P {
    match result {
        Ok(_) => panic!("expected a refusal"),
        Err(why) => why.code,
    }
}

async fn sign_in(world: &World, email: &str, password: &str) -> Result<NewSession, Error> {
    world
        .app
        .sign_in(&Credentials {
            email: email.into(),
            password: password.into(),
        })
        .await
}

async fn first_operator(world: &World) -> NewSession {
    let link = world.app.first_operator_link().await.unwrap().unwrap();
    world
        .app
        .set_up(&set_up(&link, "Ada@Example.com", PASSWORD, "Acme"))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_first_link_makes_one_operator_once() {
    let world = world().await;
    let (old, link) = (
        world.app.first_operator_link().await.unwrap().unwrap(),
        world.app.first_operator_link().await.unwrap().unwrap(),
    );
    assert_eq!(
        code(
            world
                .app
                .set_up(&set_up(&link, "ada@example.com", "short", "Acme"))
                .await
        ),
        P::PasswordTooWeak
    );
    assert_eq!(
        code(
            world
                .app
                .set_up(&set_up(&link, "ada", PASSWORD, "Acme"))
                .await
        ),
        P::EmailInvalid
    );
    assert_eq!(
        code(
            world
                .app
                .set_up(&set_up(&link, "ada@example.com", PASSWORD, "<b>"))
                .await
        ),
        P::WorkspaceNameInvalid
    );
    let session = world
        .app
        .set_up(&set_up(&link, "Ada@Example.com", PASSWORD, "Acme"))
        .await
        .unwrap();
    assert_eq!(
        (
            session.signed_in.actor.name.as_str(),
            session.signed_in.actor.role
        ),
        ("ada@example.com", Role::Operator)
    );
    for used in [&link, &old] {
        assert_eq!(
            code(
                world
                    .app
                    .set_up(&set_up(used, "eve@example.com", PASSWORD, "Eve"))
                    .await
            ),
            P::OneTimeLinkInvalid
        );
    }
    assert!(world.app.first_operator_link().await.unwrap().is_none());
}

#[tokio::test]
async fn signing_in_and_out() {
    let world = world().await;
    first_operator(&world).await;
    assert_eq!(
        code(sign_in(&world, "ada@example.com", "wrong horse battery").await),
        P::SignInFailed
    );
    assert_eq!(
        code(sign_in(&world, "nobody@example.com", PASSWORD).await),
        P::SignInFailed
    );
    let session = sign_in(&world, " ADA@example.com ", PASSWORD)
        .await
        .unwrap();
    let who = world.app.by_session(&session.secret, None).await.unwrap();
    assert_eq!(
        (who.actor.name.as_str(), who.actor.workspace.name.as_str()),
        ("ada@example.com", "Acme")
    );
    assert_eq!(
        code(world.app.by_session(&session.secret, Some("Other")).await),
        P::WorkspaceNotFound
    );
    world.app.sign_out(&session.secret).await.unwrap();
    assert_eq!(
        code(world.app.by_session(&session.secret, None).await),
        P::SignInRequired
    );
    let session = sign_in(&world, "ada@example.com", PASSWORD).await.unwrap();
    world.clock.advance(Duration::from_secs(12 * 60 * 60));
    assert_eq!(
        code(world.app.by_session(&session.secret, None).await),
        P::SignInRequired
    );
}

#[tokio::test]
async fn an_invited_reader_sets_a_password_and_may_look() {
    let world = world().await;
    let ada = first_operator(&world).await.signed_in.actor;
    let invited = world
        .app
        .invite(&ada, "bob@example.com", Role::Reader)
        .await
        .unwrap();
    let link = invited.link;
    assert_eq!(
        code(sign_in(&world, "bob@example.com", PASSWORD).await),
        P::SignInFailed,
        "invited is not in"
    );
    let session = world
        .app
        .set_up(&SetUp {
            email: None,
            workspace: None,
            ..set_up(&link, "", PASSWORD, "")
        })
        .await
        .unwrap();
    assert_eq!(session.signed_in.actor.role, Role::Reader);
    assert_eq!(
        code(
            world
                .app
                .invite(&session.signed_in.actor, "x@example.com", Role::Reader)
                .await
        ),
        P::Forbidden
    );
    assert_eq!(
        code(
            world
                .app
                .invite(&ada, "BOB@example.com", Role::Reader)
                .await
        ),
        P::UserExists
    );
    let bob = invited.membership.user.id;
    world.app.remove_member(&ada, bob.as_str()).await.unwrap();
    assert_eq!(
        code(world.app.by_session(&session.secret, None).await),
        P::WorkspaceNotFound
    );
    let me = ada.user.clone().unwrap();
    assert_eq!(
        code(world.app.remove_member(&ada, me.as_str()).await),
        P::LastOperator
    );
    assert_eq!(
        code(world.app.change_role(&ada, me.as_str(), Role::Reader).await),
        P::LastOperator
    );
}

#[tokio::test]
async fn tokens_are_scoped_expire_and_can_be_revoked() {
    let world = world().await;
    let ada = first_operator(&world).await.signed_in.actor;
    assert_eq!(
        code(world.app.create_token(&ada, "ci", Role::Reader, 0).await),
        P::TokenExpiryInvalid
    );
    assert_eq!(
        code(world.app.create_token(&ada, " ", Role::Reader, 1).await),
        P::TokenNameInvalid
    );
    let made = world
        .app
        .create_token(&ada, "ci", Role::Reader, 30)
        .await
        .unwrap();
    let who = world.app.by_token(&made.text, None).await.unwrap();
    assert_eq!(
        (who.actor.name.as_str(), who.actor.role),
        ("token:ci", Role::Reader)
    );
    let mut forged = made.text.expose_secret().to_owned();
    forged.pop();
    assert_eq!(
        code(world.app.by_token(&forged.into(), None).await),
        P::SignInRequired
    );
    assert_eq!(
        code(world.app.by_token(&"lft_x".into(), None).await),
        P::SignInRequired
    );
    world.clock.advance(Duration::from_secs(30 * 24 * 60 * 60));
    assert_eq!(
        code(world.app.by_token(&made.text, None).await),
        P::SignInRequired
    );
    let made = world
        .app
        .create_token(&ada, "ci", Role::Reader, 30)
        .await
        .unwrap();
    world
        .app
        .revoke_token(&ada, made.token.id.as_str())
        .await
        .unwrap();
    assert_eq!(
        code(world.app.by_token(&made.text, None).await),
        P::SignInRequired
    );
    assert_eq!(
        code(world.app.revoke_token(&ada, made.token.id.as_str()).await),
        P::TokenNotFound
    );
}

/// What one workspace's operator can do with an address gives no way into another workspace.
#[tokio::test]
async fn an_invitation_opens_its_own_workspace_only() {
    let world = world().await;
    let ada = first_operator(&world).await.signed_in.actor;
    let eve = world
        .app
        .create_operator("eve@example.com", &PASSWORD.into(), "Eve")
        .await
        .unwrap();
    let eve = world
        .app
        .sign_in(&Credentials {
            email: eve.email,
            password: PASSWORD.into(),
        })
        .await
        .unwrap()
        .signed_in
        .actor;
    let hers = world
        .app
        .invite(&ada, "bob@example.com", Role::Operator)
        .await
        .unwrap()
        .link;
    let eves = world
        .app
        .invite(&eve, "bob@example.com", Role::Reader)
        .await
        .unwrap()
        .link;
    let take = |link, password: &str| SetUp {
        link,
        email: None,
        password: password.into(),
        workspace: None,
    };
    let by_eve = world
        .app
        .set_up(&take(eves, "a password of eve's"))
        .await
        .unwrap()
        .signed_in;
    let reached: Vec<_> = by_eve
        .workspaces
        .iter()
        .map(|(workspace, _)| workspace.name.as_str())
        .collect();
    assert_eq!(
        reached,
        ["Eve"],
        "the other workspace's invitation is not taken up with it"
    );
    assert_eq!(
        code(
            world
                .app
                .set_up(&take(hers.clone(), "bob's own password"))
                .await
        ),
        P::SignInFailed
    );
    let both = world
        .app
        .set_up(&take(hers.clone(), "a password of eve's"))
        .await
        .unwrap()
        .signed_in;
    assert_eq!(both.workspaces.len(), 2);
    assert_eq!(
        code(world.app.set_up(&take(hers, "a password of eve's")).await),
        P::OneTimeLinkInvalid
    );
}

#[tokio::test]
async fn a_replaced_password_ends_the_sessions() {
    let world = world().await;
    let session = first_operator(&world).await;
    world
        .app
        .replace_password("ADA@example.com", &"another good password".into())
        .await
        .unwrap();
    assert_eq!(
        code(world.app.by_session(&session.secret, None).await),
        P::SignInRequired
    );
    assert!(
        sign_in(&world, "ada@example.com", "another good password")
            .await
            .is_ok()
    );
    assert_eq!(
        code(
            world
                .app
                .replace_password("x@example.com", &PASSWORD.into())
                .await
        ),
        P::UserNotFound
    );
}

//! The issuer's keys and their rotation, seen by an AWS that verifies every token.

use std::{sync::Arc, time::Duration};

use landfast_app::{
    ProblemCode,
    ports::{SecretPlace, Trigger},
};
use landfast_domain::oidc::{PUBLISHED_BEFORE, PUBLISHED_BEHIND, Standing};
use landfast_test_kit::{HandClock, World, reader, secrets};

use crate::{
    issuer::issuing,
    support::{outcome, rows},
};

const ACCOUNT: &str = "012345678901";
const HOUR: Duration = Duration::from_secs(3600);

async fn standings(world: &World) -> Vec<&'static str> {
    let state = world.app.issuer_state().await.unwrap();
    let of = |key| state.ring.standing(key, state.at).as_str();
    state.ring.keys().iter().map(of).collect()
}

async fn checked(world: &World) -> String {
    let account = world.app.account(&world.operator(), ACCOUNT).await.unwrap();
    outcome(&world.check(&account, Trigger::Person).await.unwrap())
}

async fn launched(world: &World) {
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch_for_issuer(&account);
    assert_eq!(checked(world).await, "passed | ");
}

#[tokio::test]
async fn a_new_key_is_out_for_a_day_before_it_signs_and_the_old_one_stays_behind() {
    let world = issuing().await;
    launched(&world).await;
    let state = world.app.rotate_issuer(&world.operator()).await.unwrap();
    assert_eq!(state.ring.keys().len(), 2);
    assert_eq!(standings(&world).await, ["active", "next"]);
    let again = world
        .app
        .rotate_issuer(&world.operator())
        .await
        .unwrap_err();
    assert_eq!(again.code, ProblemCode::ActionNotAllowed);
    // AWS reads the key set once in that day, at whatever moment.
    world.publish().await.unwrap();
    assert_eq!(checked(&world).await, "passed | ");
    world.clock.advance(PUBLISHED_BEFORE);
    assert_eq!(standings(&world).await, ["retired", "active"]);
    assert_eq!(checked(&world).await, "passed | ");
    world.clock.advance(PUBLISHED_BEHIND + HOUR);
    world.work().await.unwrap();
    assert_eq!(
        standings(&world).await,
        ["active"],
        "the old one is forgotten"
    );
    world.publish().await.unwrap();
    assert_eq!(checked(&world).await, "passed | ");
}

#[tokio::test]
async fn with_static_files_a_key_waits_until_somebody_says_that_they_are_out() {
    let store = rows().await;
    let world = World::as_issuer(store, "main", Arc::new(|_| {}), true)
        .await
        .unwrap();
    launched(&world).await;
    let actor = world.operator();
    let early = world.app.confirm_issuer_files(&actor).await.unwrap_err();
    assert_eq!(early.code, ProblemCode::ActionNotAllowed);
    world.app.rotate_issuer(&actor).await.unwrap();
    world.clock.advance(PUBLISHED_BEFORE * 30);
    assert_eq!(standings(&world).await, ["active", "next"]);
    assert_eq!(
        checked(&world).await,
        "passed | ",
        "the old file is still right"
    );
    world.publish().await.unwrap();
    let state = world.app.confirm_issuer_files(&actor).await.unwrap();
    let next = state.ring.next(state.at).unwrap();
    let from = state.at.plus(PUBLISHED_BEFORE);
    assert_eq!(
        state.ring.standing(next, state.at),
        Standing::Next { from: Some(from) }
    );
    world.clock.advance(HOUR);
    let again = world.app.confirm_issuer_files(&actor).await.unwrap();
    assert_eq!(again.ring, state.ring, "the first time counts");
    world.clock.set(from);
    assert_eq!(standings(&world).await, ["retired", "active"]);
    assert_eq!(checked(&world).await, "passed | ");
    let told = world
        .app
        .activity(&actor, None, 50, None)
        .await
        .unwrap()
        .items;
    let of_keys = |action: &&str| action.starts_with("issuer.");
    let told: Vec<&str> = told
        .iter()
        .map(|row| row.action.as_str())
        .filter(of_keys)
        .collect();
    assert_eq!(told, ["issuer.key_published", "issuer.key_made"]);
}

/// Somebody confirmed what was not so: nothing is blamed on the account, and the cure is named.
#[tokio::test]
async fn a_file_that_is_not_out_is_no_finding_about_the_account() {
    let store = rows().await;
    let world = World::as_issuer(store, "main", Arc::new(|_| {}), true)
        .await
        .unwrap();
    launched(&world).await;
    let actor = world.operator();
    world.app.rotate_issuer(&actor).await.unwrap();
    world.app.confirm_issuer_files(&actor).await.unwrap();
    world.clock.advance(PUBLISHED_BEFORE);
    assert_eq!(checked(&world).await, "waiting | ");
    world.publish().await.unwrap();
    assert_eq!(checked(&world).await, "passed | ");
}

#[tokio::test]
async fn a_reader_rotates_nothing_and_two_servers_make_one_first_key() {
    let world = issuing().await;
    let refused = world.app.rotate_issuer(&reader(&world.workspace)).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::Forbidden);
    let store = Arc::clone(&world.store);
    let other = World::as_issuer(store, "other", Arc::new(|_| {}), false)
        .await
        .unwrap();
    let (one, two) = (
        world.app.issuer_documents().await.unwrap(),
        other.app.issuer_documents().await.unwrap(),
    );
    assert_eq!(one, two);
    assert_eq!(standings(&world).await, ["active"]);
}

/// The private half never comes out of the port: what is stored opens for its own place only.
#[tokio::test]
async fn a_key_of_the_issuer_is_no_secret_of_a_workspace() {
    let world = issuing().await;
    let sealed = world.store.issuer_key_secret(1).await.unwrap().unwrap();
    let sealer = secrets(&world.store, Arc::new(HandClock::default()), 9);
    let of_workspace = SecretPlace {
        workspace: Some(world.workspace.id.clone()),
        table: "issuer_keys",
        record: "1".to_owned(),
        field: "private_key",
    };
    assert!(sealer.open(&of_workspace, &sealed).await.is_err());
}

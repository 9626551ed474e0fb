//! Another external id takes the place of the present one, and access never breaks.

use landfast_app::ports::Trigger;
use landfast_domain::{
    Account, ExternalId,
    account::{AccountStatus, AnswersTo},
    step::{DriftReason, StepState},
};
use landfast_test_kit::{FakeRole, IdRule, World};

use crate::support::{access, outcome, world};

const ID: &str = "012345678901";

/// An account with a proven role, whose external id is rotated from here on.
async fn rotating(world: &World) -> Account {
    let account = world.register(ID).await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    world
        .app
        .begin_rotation(&world.operator(), ID)
        .await
        .unwrap()
}

/// What an updated stack leaves: the role that the template makes with `id`.
fn update(world: &World, account: &Account, id: &ExternalId) {
    let principal = landfast_test_kit::principal().unwrap();
    let mut role = FakeRole::of_template(account, &principal, &world.app.template().version);
    role.external_id = IdRule::Exactly(id.bound_to(&account.id));
    world.aws.put_role(&account.template_role(), role);
}

async fn looked_at(world: &World) -> Account {
    world.work().await.unwrap();
    world.app.account(&world.operator(), ID).await.unwrap()
}

fn answers(account: &Account) -> Option<AnswersTo> {
    account.rotation.as_ref()?.seen.map(|seen| seen.answers)
}

#[tokio::test]
async fn old_and_new_are_known_until_the_role_answers_the_new_one_only() {
    let world = world().await;
    let (app, actor) = (&world.app, world.operator());
    let begun = rotating(&world).await;
    let new = begun.rotation.as_ref().unwrap().next.clone();
    assert_ne!(new, begun.external_id);
    let again = app.begin_rotation(&actor, ID).await.unwrap();
    assert_eq!(
        again.rotation.unwrap().next,
        new,
        "a second click mints nothing"
    );

    let waiting = looked_at(&world).await;
    assert_eq!(
        outcome(&waiting),
        "drifted | external_id_rotated: external_id_old"
    );
    assert_eq!(answers(&waiting), Some(AnswersTo::Old));
    assert_eq!(waiting.status(), AccountStatus::UpdateAvailable);
    let reason = match access(&waiting).state {
        StepState::Drifted { why, .. } => Some(why),
        _ => None,
    };
    assert_eq!(reason, Some(DriftReason::UpdateAvailable));
    let refused = app.finish_rotation(&actor, ID).await.unwrap_err();
    assert!(refused.detail.contains("old external id only"), "{refused}");

    update(&world, &waiting, &new);
    let updated = world.check(&waiting, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&updated), "passed | ");
    assert_eq!(answers(&updated), Some(AnswersTo::New));
    app.cancel_rotation(&actor, ID).await.unwrap_err();

    let finished = app.finish_rotation(&actor, ID).await.unwrap();
    assert_eq!((&finished.external_id, &finished.rotation), (&new, &None));
    assert_eq!(outcome(&looked_at(&world).await), "passed | ");
    app.finish_rotation(&actor, ID).await.unwrap_err();
}

#[tokio::test]
async fn a_role_that_answers_both_holds_the_window_open() {
    let world = world().await;
    let account = rotating(&world).await;
    let mut role = FakeRole::of_template(
        &account,
        &landfast_test_kit::principal().unwrap(),
        &world.app.template().version,
    );
    role.external_id = IdRule::OneOf(
        [
            &account.external_id,
            &account.rotation.as_ref().unwrap().next,
        ]
        .map(|id| id.bound_to(&account.id))
        .into(),
    );
    world.aws.put_role(&account.template_role(), role);
    let both = looked_at(&world).await;
    assert_eq!(
        outcome(&both),
        "drifted | external_id_rotated: external_id_old"
    );
    assert_eq!(answers(&both), Some(AnswersTo::Both));
    let (app, actor) = (&world.app, world.operator());
    app.finish_rotation(&actor, ID).await.unwrap_err();
    let cancelled = app.cancel_rotation(&actor, ID).await.unwrap();
    assert_eq!(cancelled.external_id, account.external_id);
    // What was let in during the window is a fault after it.
    assert_eq!(
        outcome(&looked_at(&world).await),
        "drifted | refuse_other_principals: external_id_wildcard"
    );
}

#[tokio::test]
async fn a_role_that_answers_neither_is_a_finding() {
    let world = world().await;
    let account = rotating(&world).await;
    let stranger = ExternalId::from_random([3; landfast_domain::external_id::RANDOM_BYTES]);
    update(&world, &account, &stranger);
    let lost = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&lost),
        "drifted | assume_with_external_id: not_answering"
    );
    assert_eq!(answers(&lost), None);
    assert_eq!(lost.status(), AccountStatus::Attention);
}

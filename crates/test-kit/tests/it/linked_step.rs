//! The step `linked-accounts` of a payer: how far its organization is.

use std::time::Duration;

use landfast_app::{RolloutDraft, ports::Trigger};
use landfast_domain::{
    Account,
    account::AccountStatus,
    check::{Mistake, Outcome},
    organization::MemberState,
    step::{DriftReason, Step, StepKind, StepState, WaitReason},
};
use landfast_test_kit::{Fault, World};

use crate::{
    organization::{PAYER, id, payer, read, root},
    rollout::deploy,
    support::world,
};

fn step(account: &Account) -> &Step {
    account.step(StepKind::LinkedAccounts).unwrap()
}

fn found(account: &Account) -> String {
    let report = step(account).report.as_ref().unwrap();
    report
        .findings
        .iter()
        .find_map(|one| match &one.outcome {
            Outcome::NotMet { found, .. } => Some(found.clone()),
            _ => None,
        })
        .unwrap_or_default()
}

async fn look(world: &World) -> Account {
    // The reading that came with the payer's own proof is older than the question.
    world.clock.advance(Duration::from_secs(1));
    let actor = world.operator();
    let asked = world
        .app
        .start_check(&actor, PAYER, "linked-accounts", Trigger::Person);
    asked.await.unwrap();
    world.work().await.unwrap();
    world.app.account(&actor, PAYER).await.unwrap()
}

async fn later(world: &World, seconds: u64) -> Account {
    world.clock.advance(Duration::from_secs(seconds));
    world.work().await.unwrap();
    world.app.account(&world.operator(), PAYER).await.unwrap()
}

#[tokio::test]
async fn without_a_roll_out_the_first_whole_reading_decides() {
    let world = world().await;
    payer(&world, 2).await;
    let waiting = look(&world).await;
    let reading = |state: &StepState| {
        matches!(
            state,
            StepState::Waiting {
                why: WaitReason::RollOut,
                ..
            }
        )
    };
    assert!(reading(&step(&waiting).state), "{:?}", step(&waiting).state);
    let told = later(&world, 5).await;
    assert_eq!(step(&told).state.name(), "blocked");
    assert_eq!(
        found(&told),
        "to 1 of them (33 %). Not to 000000000001 (Team 1: not activated), 000000000002 (Team 2: not activated)"
    );
    assert!(told.blockers().is_empty(), "{:?}", told.blockers());
    let actor = world.operator();
    let confirmed = world.app.confirm(&actor, PAYER).await.unwrap();
    assert_eq!(confirmed.status(), AccountStatus::Active);
}

#[tokio::test]
async fn a_roll_out_is_waited_for_and_a_new_account_is_found_day_by_day() {
    let world = world().await;
    payer(&world, 2).await;
    read(&world).await;
    let actor = world.operator();
    let plan = RolloutDraft::default();
    world.app.plan_rollout(&actor, PAYER, &plan).await.unwrap();
    deploy(&world, 1).await;
    look(&world).await;
    let waiting = later(&world, 10).await;
    assert_eq!(step(&waiting).state.name(), "waiting", "one is still tried");
    deploy(&world, 2).await;
    later(&world, 60).await;
    let passed = later(&world, 20).await;
    assert_eq!(step(&passed).state.name(), "passed", "{}", found(&passed));
    world.aws.edit_organization(&passed.id, |organization| {
        organization.put(&id(3), "Team 3", MemberState::Active, &root());
    });
    for _ in 0..3 {
        later(&world, 60 * 60 * 16).await;
        world.app.schedule_due().await.unwrap();
    }
    let drifted = later(&world, 60 * 60).await;
    assert!(
        matches!(
            step(&drifted).state,
            StepState::Drifted {
                why: DriftReason::Finding,
                ..
            }
        ),
        "{:?}",
        step(&drifted).state
    );
    let mistakes: Vec<Mistake> = step(&drifted)
        .report
        .iter()
        .flat_map(|r| r.mistakes())
        .collect();
    assert_eq!(mistakes, [Mistake::AccountsUncovered]);
    assert_ne!(
        drifted.status(),
        AccountStatus::Attention,
        "it is no fault of the payer's role"
    );
}

#[tokio::test]
async fn an_organization_that_cannot_be_read_is_no_finding() {
    let world = world().await;
    payer(&world, 0).await;
    read(&world).await;
    world
        .aws
        .edit_organization(&id(100_000_000_001), |organization| {
            // A list without the payer itself is not whole.
            organization.accounts.clear();
        });
    look(&world).await;
    let told = later(&world, 60).await;
    assert_eq!(found(&told), "");
    assert_eq!(step(&told).state.name(), "waiting");
}

#[tokio::test]
async fn what_is_proven_later_is_seen_without_a_click() {
    let world = world().await;
    payer(&world, 1).await;
    read(&world).await;
    let actor = world.operator();
    let plan = RolloutDraft::default();
    world.app.plan_rollout(&actor, PAYER, &plan).await.unwrap();
    look(&world).await;
    let told = later(&world, 180).await;
    assert_eq!(step(&told).state.name(), "blocked");
    deploy(&world, 1).await;
    world.app.discover(&actor, PAYER).await.unwrap();
    later(&world, 1).await;
    let passed = later(&world, 61).await;
    assert_eq!(step(&passed).state.name(), "passed", "{}", found(&passed));
}

#[tokio::test]
async fn trouble_of_one_day_is_over_with_the_next_reading() {
    let world = world().await;
    payer(&world, 0).await;
    read(&world).await;
    look(&world).await;
    let passed = later(&world, 5).await;
    assert_eq!(step(&passed).state.name(), "passed");
    world.aws.fail_after(1, Fault::Throttle);
    let actor = world.operator();
    world.app.discover(&actor, PAYER).await.unwrap();
    let still = later(&world, 1).await;
    assert_eq!(
        step(&still).state.name(),
        "passed",
        "trouble takes nothing back"
    );
    world.aws.forget_faults();
    let again = later(&world, 60 * 60 * 30).await;
    assert_eq!(step(&again).state.name(), "passed");
}

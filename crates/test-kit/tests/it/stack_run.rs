//! A roll-out that Landfast runs itself: canary first, failures retried, stopped, updated.

use std::time::Duration;

use landfast_app::{PermitDraft, ProblemCode, RolloutDraft, RolloutStatus, RunDraft};
use landfast_domain::{
    AccountId,
    activation::{Permit, VALID_FOR},
    organization::{
        MemberStanding,
        stack_run::{Leg, RunOutcome, RunState, StackRun},
        stack_set::StackState,
    },
};
use landfast_test_kit::{Fault, World};

use crate::{
    organization::{PAYER, id, payer, read, rows},
    permits::{ask, ended},
    rollout::deploy,
    support::world,
};

const WORKLOADS: &str = "ou-ab12-00000001";

fn payer_id() -> AccountId {
    AccountId::parse(PAYER).unwrap()
}

/// A payer with a roll-out that was planned, and an open permit for it.
pub async fn permitted(world: &World, linked: u64) -> Permit {
    payer(world, linked).await;
    read(world).await;
    let plan = RolloutDraft::default();
    let actor = world.operator();
    let planned = world.app.plan_rollout(&actor, PAYER, &plan);
    planned.await.unwrap();
    world.aws.edit_organization(&payer_id(), |one| {
        one.template.clone_from(&world.app.template().body);
    });
    granted(world).await
}

/// Asked for, launched, and seen to answer.
async fn granted(world: &World) -> Permit {
    let permit = ask(world, &PermitDraft::StackSet).await.permit;
    let payer = world.app.account(&world.operator(), PAYER).await.unwrap();
    world.launch_permit(&payer, &permit);
    let actor = world.operator();
    let looked = world.app.check_permit(&actor, PAYER, permit.id.as_str());
    looked.await.unwrap();
    world.work().await.unwrap();
    permit
}

fn canary(by_itself: bool) -> RunDraft {
    RunDraft {
        canary: Some(WORKLOADS.to_owned()),
        by_itself,
        ..RunDraft::default()
    }
}

pub async fn start(world: &World, draft: &RunDraft) {
    let actor = world.operator();
    let started = world.app.start_run(&actor, PAYER, draft);
    started.await.unwrap();
}

async fn shown(world: &World) -> RolloutStatus {
    world.work().await.unwrap();
    world.app.rollout(&world.operator(), PAYER).await.unwrap()
}

pub async fn run(world: &World) -> StackRun {
    shown(world).await.run.unwrap()
}

/// The StackSet is made, and the first operation is under way.
async fn begun(world: &World, draft: &RunDraft) -> StackRun {
    start(world, draft).await;
    run(world).await;
    later(world).await
}

/// Lets a minute pass.
async fn later(world: &World) -> StackRun {
    world.clock.advance(Duration::from_secs(61));
    run(world).await
}

pub fn finish(world: &World, failing: &[AccountId]) {
    world
        .aws
        .edit_organization(&payer_id(), |one| one.finish(failing));
}

fn calls(world: &World, action: &str) -> usize {
    let journal = world.aws.journal();
    journal
        .iter()
        .filter(|line| line.starts_with(action))
        .count()
}

fn outcome(run: &StackRun) -> Option<&RunOutcome> {
    match &run.state {
        RunState::Ended { outcome, .. } => Some(outcome),
        RunState::Walking | RunState::Stopping => None,
    }
}

#[tokio::test]
async fn the_rest_waits_until_the_canary_is_proven_and_somebody_says_so() {
    let world = world().await;
    permitted(&world, 4).await;
    let walking = begun(&world, &canary(false)).await;
    assert!(
        matches!(walking.leg(), Some(Leg::Deploy { .. })),
        "{walking:?}"
    );
    // One of the canary's two accounts fails; the other gets its role.
    finish(&world, &[id(1)]);
    deploy(&world, 3).await;
    let held = later(&world).await;
    assert!(matches!(held.leg(), Some(Leg::Prove { .. })), "{held:?}");
    let waits = held.waits.unwrap();
    assert!(waits.contains("access to 1 of its accounts"), "{waits}");
    let early = world.app.go_on_with_run(&world.operator(), PAYER).await;
    assert_eq!(early.unwrap_err().code, ProblemCode::ActionNotAllowed);
    // StackSets may say what they like: only our own probe counts.
    world.app.retry_run(&world.operator(), PAYER).await.unwrap();
    later(&world).await;
    finish(&world, &[]);
    let unproven = later(&world).await;
    assert!(
        matches!(unproven.leg(), Some(Leg::Prove { .. })),
        "{unproven:?}"
    );
    assert_eq!(
        rows(&world, None).await[0].standing(),
        MemberStanding::Unanswered
    );
    deploy(&world, 1).await;
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    later(&world).await;
    let gate = later(&world).await;
    assert!(gate.waits_for_click(), "{gate:?}");
    assert_eq!(calls(&world, "cloudformation:CreateStackInstances"), 1);
    world
        .app
        .go_on_with_run(&world.operator(), PAYER)
        .await
        .unwrap();
    later(&world).await;
    finish(&world, &[]);
    for number in [2, 4] {
        deploy(&world, number).await;
    }
    let done = later(&world).await;
    assert_eq!(outcome(&done), Some(&RunOutcome::Done));
    later(&world).await;
    assert_eq!(read(&world).await.coverage.covered(), 4);
    assert_eq!(calls(&world, "cloudformation:CreateStackSet "), 1);
    assert_eq!(calls(&world, "cloudformation:CreateStackInstances"), 2);
}

#[tokio::test]
async fn exactly_the_failed_are_retried_and_an_update_follows() {
    let world = world().await;
    permitted(&world, 3).await;
    begun(&world, &RunDraft::default()).await;
    finish(&world, &[id(2)]);
    let done = later(&world).await;
    assert_eq!(outcome(&done), Some(&RunOutcome::Done));
    read(&world).await;
    world.app.retry_run(&world.operator(), PAYER).await.unwrap();
    let again = run(&world).await;
    let Some(Leg::Redo { targets, .. }) = again.leg() else {
        panic!("expected a retry, found {again:?}");
    };
    assert_eq!(targets.accounts.iter().collect::<Vec<_>>(), [&id(2)]);
    let states: Vec<StackState> = rows(&world, None).await[..3]
        .iter()
        .filter_map(|row| Some(row.member.instance.as_ref()?.state))
        .collect();
    assert_eq!(
        states,
        [
            StackState::Current,
            StackState::Pending,
            StackState::Current
        ]
    );
    finish(&world, &[]);
    assert_eq!(outcome(&later(&world).await), Some(&RunOutcome::Done));
    world
        .app
        .update_run(&world.operator(), PAYER)
        .await
        .unwrap();
    later(&world).await;
    finish(&world, &[]);
    assert_eq!(outcome(&later(&world).await), Some(&RunOutcome::Done));
    assert_eq!(calls(&world, "cloudformation:UpdateStackSet"), 1);
}

#[tokio::test]
async fn a_run_is_stopped_in_the_middle_and_nothing_starts_without_a_permit() {
    let world = world().await;
    payer(&world, 2).await;
    read(&world).await;
    let refused = world
        .app
        .start_run(&world.operator(), PAYER, &RunDraft::default())
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::ActionNotAllowed);
    let world = crate::support::world().await;
    permitted(&world, 2).await;
    begun(&world, &RunDraft::default()).await;
    let twice = world
        .app
        .start_run(&world.operator(), PAYER, &RunDraft::default())
        .await;
    assert_eq!(twice.unwrap_err().code, ProblemCode::ActionNotAllowed);
    world.app.stop_run(&world.operator(), PAYER).await.unwrap();
    later(&world).await;
    assert_eq!(outcome(&later(&world).await), Some(&RunOutcome::Stopped));
    assert_eq!(calls(&world, "cloudformation:StopStackSetOperation"), 1);
}

/// Another operation, throttles and a permit that has run out are waited for; the run goes on by itself.
#[tokio::test]
async fn what_is_in_the_way_is_waited_for() {
    let world = world().await;
    let first = permitted(&world, 2).await;
    start(&world, &RunDraft::default()).await;
    world.aws.fail_next([Fault::Throttle]);
    let waits = run(&world).await.waits;
    assert!(waits.is_some(), "{waits:?}");
    later(&world).await;
    later(&world).await;
    finish(&world, &[]);
    world.clock.advance(VALID_FOR);
    let closed = run(&world).await;
    assert!(
        closed.waits.clone().unwrap().contains("permit"),
        "{closed:?}"
    );
    world.aws.delete_role(&first.role_arn());
    ended(&world, first.id.as_str()).await;
    granted(&world).await;
    assert_eq!(outcome(&later(&world).await), Some(&RunOutcome::Done));
}

#[tokio::test]
async fn targets_that_are_none_are_refused() {
    let world = world().await;
    permitted(&world, 2).await;
    let unit = |text: &str| RunDraft {
        units: vec![text.to_owned()],
        ..RunDraft::default()
    };
    let account = |text: &str| RunDraft {
        accounts: vec![text.to_owned()],
        ..RunDraft::default()
    };
    let outside = RunDraft {
        canary: Some("r-ab12".to_owned()),
        ..unit(WORKLOADS)
    };
    for draft in [
        unit("production"),
        unit("ou-ab12-99999999"),
        account("999999999999"),
        account(PAYER.get(1..).unwrap()),
        outside,
    ] {
        let refused = world.app.start_run(&world.operator(), PAYER, &draft).await;
        assert_eq!(
            refused.unwrap_err().code,
            ProblemCode::BodyInvalid,
            "{draft:?}"
        );
    }
    let picked = account(id(2).as_str());
    begun(&world, &picked).await;
    finish(&world, &[]);
    assert_eq!(outcome(&later(&world).await), Some(&RunOutcome::Done));
    let states: Vec<Option<StackState>> = rows(&world, None).await[..2]
        .iter()
        .map(|row| row.member.instance.as_ref().map(|one| one.state))
        .collect();
    assert_eq!(states, [Some(StackState::None), Some(StackState::Current)]);
}

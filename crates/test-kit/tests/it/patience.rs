use std::time::Duration;

use landfast_app::ports::{CheckState, Trigger};
use landfast_domain::step::{StepState, WaitReason};
use landfast_test_kit::{Fault, HandClock};

use crate::support::{access, outcome, world};

#[tokio::test]
async fn a_refusal_waits_two_minutes_and_no_longer() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let check = world
        .app
        .start_check(
            &world.operator(),
            "012345678901",
            "api-access",
            Trigger::Person,
        )
        .await
        .unwrap();
    world.work().await.unwrap();
    let waiting = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    let calls = world.aws.journal();
    assert!(
        calls.iter().all(|call| !call.contains("without id")),
        "before the role answers, a refusal means nothing: {calls:?}"
    );
    let end = HandClock::START.plus(Duration::from_secs(120));
    match &access(&waiting).state {
        StepState::Waiting {
            why: WaitReason::NewRole,
            patience_ends_at,
            ..
        } => assert_eq!(*patience_ends_at, Some(end)),
        other => panic!("expected waiting, found {other:?}"),
    }
    let account = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&account),
        "blocked | assume_with_external_id: not_answering"
    );
    let check = world
        .app
        .check(&world.operator(), "012345678901", check.id.as_str())
        .await
        .unwrap();
    assert_eq!((check.state, check.done_at), (CheckState::Done, Some(end)));
    let account = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        account.last_check_at,
        Some(end),
        "a second click does not begin two new minutes"
    );
}

#[tokio::test]
async fn a_role_that_shows_up_while_waiting_passes_by_itself() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world
        .app
        .start_check(
            &world.operator(),
            "012345678901",
            "api-access",
            Trigger::Person,
        )
        .await
        .unwrap();
    world.work().await.unwrap();
    world.launch(&account);
    world.clock.advance(Duration::from_secs(3));
    world.work().await.unwrap();
    let account = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&account), "passed | ");
}

#[tokio::test]
async fn following_finds_nothing_wrong_and_gives_up_after_half_an_hour() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let end = world.check(&account, Trigger::Follow).await.unwrap();
    assert_eq!(
        (outcome(&end).as_str(), access(&end).report.is_none()),
        ("open | ", false)
    );
    let took = end.last_check_at.unwrap().since(HandClock::START);
    assert!((1795..1860).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn behind_a_finding_following_goes_on_until_it_is_mended() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let (app, actor, id) = (&world.app, world.operator(), "012345678901");
    let blocked = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(access(&blocked).state.name(), "blocked");
    let follow = || app.start_check(&actor, id, "api-access", Trigger::Follow);
    let first = follow().await.unwrap();
    world.work().await.unwrap();
    assert_eq!(follow().await.unwrap().id, first.id, "one is enough");
    for _ in 0..3 {
        let check = app.check(&actor, id, first.id.as_str()).await.unwrap();
        world.clock.set(check.next_at.unwrap());
        world.work().await.unwrap();
        let account = app.account(&actor, id).await.unwrap();
        assert_eq!(access(&account).state.name(), "blocked");
    }
    world.launch(&account);
    let check = app.check(&actor, id, first.id.as_str()).await.unwrap();
    world.clock.set(check.next_at.unwrap());
    world.work().await.unwrap();
    let account = app.account(&actor, id).await.unwrap();
    assert_eq!(outcome(&account), "passed | ");
}

#[tokio::test]
async fn a_click_while_following_is_a_persons_check() {
    let world = world().await;
    world.register("012345678901").await.unwrap();
    let (app, actor, id) = (&world.app, world.operator(), "012345678901");
    let follow = app
        .start_check(&actor, id, "api-access", Trigger::Follow)
        .await
        .unwrap();
    world.work().await.unwrap();
    let click = app
        .start_check(&actor, id, "api-access", Trigger::Person)
        .await
        .unwrap();
    assert_eq!((click.id, click.trigger), (follow.id, Trigger::Person));
}

#[tokio::test]
async fn throttles_and_outages_are_never_the_customers_fault() {
    for fault in [Fault::Throttle, Fault::Outage] {
        for good_calls in 0..9 {
            let world = world().await;
            let account = world.register("012345678901").await.unwrap();
            world.launch(&account);
            let actor = world.operator();
            world
                .app
                .start_check(&actor, "012345678901", "api-access", Trigger::Person)
                .await
                .unwrap();
            // The fault stands at one call of the check; everything before it was fine.
            world.aws.fail_after(good_calls, fault);
            world.work().await.unwrap();
            let hit = world.app.account(&actor, "012345678901").await.unwrap();
            assert_eq!(
                outcome(&hit),
                "waiting | ",
                "{fault:?} at call {good_calls}"
            );
            let mended = world.check(&account, Trigger::Person).await.unwrap();
            assert_eq!(
                outcome(&mended),
                "passed | ",
                "{fault:?} at call {good_calls}"
            );
        }
    }
}

#[tokio::test]
async fn long_trouble_is_left_to_the_schedule() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    world.aws.fail_next([Fault::Outage; 6]);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&account), "waiting | ");
    world.clock.set(account.next_check_at.unwrap());
    world.work().await.unwrap();
    let account = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&account), "passed | ");
}

#[tokio::test]
async fn a_server_without_an_identity_blames_nobody() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.aws.set_principal(None);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&account), "waiting | ");
    assert!(world.aws.journal().is_empty());
}

/// A page that is left open blames nobody: not when the follow ends, not when the schedule comes by.
#[tokio::test]
async fn a_page_left_open_is_no_finding_later() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let account = world.check(&account, Trigger::Follow).await.unwrap();
    assert_eq!(account.next_check_at, None);
    world.clock.advance(Duration::from_secs(2 * 60 * 60));
    world.work().await.unwrap();
    let later = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&later), "open | ");
}

/// AWS shows a new role before it shows the role's policies.
#[tokio::test]
async fn a_followed_role_whose_policies_come_later_is_a_new_role() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let deny = |role: &mut landfast_test_kit::FakeRole| {
        role.denied.insert("iam:GetRole".into());
    };
    world.aws.edit_role(&account.template_role(), deny);
    let actor = world.operator();
    world
        .app
        .start_check(&actor, "012345678901", "api-access", Trigger::Follow)
        .await
        .unwrap();
    world.work().await.unwrap();
    let waiting = world.app.account(&actor, "012345678901").await.unwrap();
    assert!(matches!(
        access(&waiting).state,
        StepState::Waiting {
            why: WaitReason::NewRole,
            ..
        }
    ));
    world.launch(&account);
    world.clock.advance(Duration::from_secs(15));
    world.work().await.unwrap();
    let proven = world.app.account(&actor, "012345678901").await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
}

#[tokio::test]
async fn trouble_does_not_take_back_a_finding() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    world.aws.edit_role(&account.template_role(), |role| {
        role.external_id = landfast_test_kit::IdRule::None
    });
    let drifted = world.check(&account, Trigger::Schedule).await.unwrap();
    world.clock.set(drifted.next_check_at.unwrap());
    world.aws.fail_next([Fault::Outage]);
    world.work().await.unwrap();
    let still = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&still), outcome(&drifted));
}

/// A mistyped role costs nothing: the proven one stays until another is proven.
#[tokio::test]
async fn a_pasted_role_that_does_not_answer_leaves_the_proven_one() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    let wrong = account
        .template_role()
        .to_string()
        .replace("landfast-", "no-such-");
    world
        .app
        .set_role(&world.operator(), "012345678901", &wrong)
        .await
        .unwrap();
    let after = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(after.proven, proven.proven);
    assert!(
        after.next_check_at.is_some(),
        "it is looked at again by itself"
    );
}

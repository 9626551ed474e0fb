//! A key is replaced by a new one, and there is a working key at every moment.

use std::time::Duration;

use landfast_app::{AccountKeys, ProblemCode, ports::Trigger};
use landfast_domain::access_key::{RotationProblem, RotationStage};
use landfast_test_kit::{Fault, World};

use crate::{
    keys::{ACCOUNT, KEY, SECRET, account, draft, fake_key, prepared, save},
    support::{outcome, world},
};

async fn with_key() -> World {
    let world = world().await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    world
}

pub async fn keys(world: &World) -> AccountKeys {
    let keys = world.app.account_keys(&world.operator(), ACCOUNT).await;
    keys.unwrap()
}

async fn start(world: &World) -> AccountKeys {
    let started = world.app.rotate_key(&world.operator(), ACCOUNT).await;
    started.unwrap()
}

/// Works and moves the clock until the rotation is over or waits for a person.
pub async fn to_the_end(world: &World) -> AccountKeys {
    for _ in 0..400 {
        world.work().await.unwrap();
        let now = keys(world).await;
        match now.rotation.as_ref().and_then(|rotation| rotation.next_at) {
            Some(at) => world.clock.set(at),
            None => return now,
        }
    }
    panic!("the rotation does not end");
}

fn problem(keys: &AccountKeys) -> Option<RotationProblem> {
    keys.rotation.as_ref().unwrap().problem.clone()
}

fn in_use(keys: &AccountKeys) -> &str {
    keys.current.as_ref().unwrap().0.key.last4()
}

/// `id active` of what is there in AWS.
fn in_aws(world: &World) -> Vec<(String, bool)> {
    let brief = |key: landfast_test_kit::FakeKey| (key.id, key.active);
    world.aws.keys.all().into_iter().map(brief).collect()
}

#[tokio::test]
async fn the_whole_way() {
    let world = with_key().await;
    world.aws.keys.new_ones_are_silent_for(3);
    let calls = world.aws.journal().len();
    start(&world).await;
    let again = start(&world).await;
    assert!(
        again.rotation.unwrap().runs(),
        "a second click is the same rotation"
    );
    let done = to_the_end(&world).await;
    assert!(matches!(
        done.rotation.as_ref().unwrap().stage,
        RotationStage::Done { .. }
    ));
    assert_eq!(in_use(&done), "0001");
    assert_eq!(in_aws(&world), [("AKIANEW0000000000001".to_owned(), true)]);
    let journal = world.aws.journal();
    let acted: Vec<&str> = journal[calls..]
        .iter()
        .map(String::as_str)
        .filter(|call| !call.contains("GetCallerIdentity") && !call.contains("List"))
        .collect();
    assert_eq!(
        acted,
        [
            "iam:CreateAccessKey by OLD1",
            "iam:UpdateAccessKey by 0001",
            "iam:DeleteAccessKey by 0001"
        ]
    );
    let log = world.app.activity(&world.operator(), None, 3, None).await;
    let log: Vec<String> = log
        .unwrap()
        .items
        .into_iter()
        .map(|row| row.action)
        .collect();
    assert_eq!(log, ["key.rotated", "key.switched", "key.rotation_started"]);
    let checked = world
        .check(&account(&world).await, Trigger::Person)
        .await
        .unwrap();
    assert_eq!(outcome(&checked), "passed | ");
}

#[tokio::test]
async fn what_the_user_may_not_do_stops_it_with_a_working_key() {
    for (denied, problem_is, last4, left) in [
        ("iam:ListAccessKeys", RotationProblem::MayNotList, "OLD1", 1),
        (
            "iam:CreateAccessKey",
            RotationProblem::MayNotCreate,
            "OLD1",
            1,
        ),
        (
            "iam:UpdateAccessKey",
            RotationProblem::MayNotDeactivate,
            "0001",
            2,
        ),
        (
            "iam:DeleteAccessKey",
            RotationProblem::MayNotDelete,
            "0001",
            2,
        ),
    ] {
        let world = with_key().await;
        world.aws.keys.deny(denied);
        start(&world).await;
        let stopped = to_the_end(&world).await;
        assert_eq!(problem(&stopped), Some(problem_is), "{denied}");
        assert_eq!(
            (in_use(&stopped), in_aws(&world).len()),
            (last4, left),
            "{denied}"
        );
        world.aws.keys.allow_all();
        let resumed = start(&world).await;
        assert!(problem(&resumed).is_none());
        let done = to_the_end(&world).await;
        assert_eq!(
            (in_use(&done), in_aws(&world).len()),
            ("0001", 1),
            "{denied}"
        );
    }
}

#[tokio::test]
async fn a_second_key_of_somebody_else_is_never_touched() {
    let world = with_key().await;
    let other = "AKIASOMEBODYELSEKEY2";
    world.aws.keys.put(fake_key(other, ACCOUNT, "landfast"));
    start(&world).await;
    let stopped = to_the_end(&world).await;
    let two = RotationProblem::TwoKeys {
        other: "KEY2".to_owned(),
    };
    assert_eq!(problem(&stopped), Some(two));
    assert_eq!(in_aws(&world).len(), 2);
    save(&world, other, SECRET).await;
    let by_hand = keys(&world).await;
    assert_eq!(
        in_use(&by_hand),
        "KEY2",
        "by hand: the new one saved over the old"
    );
    assert!(by_hand.rotation.is_none());
}

#[tokio::test]
async fn a_new_key_that_never_answers_is_taken_back() {
    let world = with_key().await;
    world.aws.keys.new_ones_are_silent_for(100_000);
    start(&world).await;
    let stopped = to_the_end(&world).await;
    assert_eq!(problem(&stopped), Some(RotationProblem::NewKeySilent));
    assert_eq!(in_use(&stopped), "OLD1");
    assert_eq!(in_aws(&world), [(KEY.to_owned(), true)]);
}

#[tokio::test]
async fn trouble_at_every_call_only_takes_longer() {
    for good in 0..14 {
        let world = with_key().await;
        start(&world).await;
        world.aws.fail_after(good, Fault::Throttle);
        let done = to_the_end(&world).await;
        assert_eq!(problem(&done), None, "trouble after {good} calls");
        assert_eq!((in_use(&done), in_aws(&world).len()), ("0001", 1), "{good}");
    }
}

#[tokio::test]
async fn trouble_that_stays_is_told_and_can_be_taken_up_again() {
    let world = with_key().await;
    start(&world).await;
    world.aws.fail_next([Fault::Outage; 500]);
    let stopped = to_the_end(&world).await;
    assert!(matches!(
        problem(&stopped),
        Some(RotationProblem::Trouble { .. })
    ));
    assert_eq!(in_use(&stopped), "OLD1");
}

#[tokio::test]
async fn nothing_is_saved_while_it_runs_and_nothing_rotated_without_a_key() {
    let world = with_key().await;
    start(&world).await;
    let refused = world
        .app
        .save_key(&world.operator(), ACCOUNT, &draft(KEY, SECRET))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    let bare = crate::support::world().await;
    bare.register(ACCOUNT).await.unwrap();
    let refused = bare.app.rotate_key(&bare.operator(), ACCOUNT).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::ActionNotAllowed);
}

/// The daily check and a rotation never see each other's half: they share a key in the queue.
#[tokio::test]
async fn a_check_in_the_middle_of_a_rotation_passes() {
    let world = with_key().await;
    start(&world).await;
    for _ in 0..12 {
        world
            .app
            .start_check(&world.operator(), ACCOUNT, "api-access", Trigger::Person)
            .await
            .unwrap();
        world.work().await.unwrap();
        assert_eq!(outcome(&account(&world).await), "passed | ");
        world.clock.advance(Duration::from_secs(4));
    }
    assert_eq!(in_use(&to_the_end(&world).await), "0001");
}

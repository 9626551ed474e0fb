//! Stacks that call back: what a hint hurries, and that it can do nothing else.

use std::time::Duration;

use landfast_app::{
    ProblemCode, RolloutDraft, Settings,
    ports::{Clock, Trigger},
};
use landfast_domain::{
    Account, AccountId, Timestamp,
    callback::{Answered, BETWEEN, MAX_MESSAGE, RequestType},
    check::Trouble,
    step::StepState,
    webhook::Unreached,
};
use landfast_test_kit::{World, callback, callback_message};

use crate::{
    organization::{PAYER, id, payer, read, rows as members},
    rollout::deploy,
    support::{access, outcome, rows, world},
};

const ACCOUNT: &str = "012345678901";

/// A server that stacks call back.
pub async fn listening() -> World {
    with_callbacks(world().await)
}

pub fn with_callbacks(world: World) -> World {
    let callback = Some(callback().unwrap());
    world
        .with_settings(Settings {
            callback,
            ..Settings::default()
        })
        .unwrap()
}

fn account_id() -> AccountId {
    AccountId::parse(ACCOUNT).unwrap()
}

/// Everything that came is read and dealt with.
async fn listen(world: &World) {
    loop {
        let before = world.callbacks.put().len();
        assert_eq!(world.app.listen_once().await, Ok(true));
        if world.callbacks.put().len() == before {
            return;
        }
    }
}

async fn show(world: &World) -> Account {
    world.app.account(&world.operator(), ACCOUNT).await.unwrap()
}

async fn follow(world: &World) {
    let (actor, step) = (world.operator(), "api-access");
    let asked = world
        .app
        .start_check(&actor, ACCOUNT, step, Trigger::Follow);
    asked.await.unwrap();
    world.work().await.unwrap();
}

/// What must come out the same, however it came about.
fn end(account: &Account) -> String {
    format!(
        "{} {:?} {:?} {:?}",
        outcome(account),
        account.kind,
        account.proven.as_ref().map(|role| &role.arn),
        account.deployed
    )
}

async fn told(world: &World) -> Vec<String> {
    let actor = world.operator();
    let log = world.app.activity(&actor, None, 100, None);
    let rows = log.await.unwrap().items;
    let actions = rows.into_iter().map(|row| row.action);
    actions
        .filter(|action| action != "workspace.created")
        .collect()
}

/// A page follows, and its next look is seconds away: the hint makes it now. Without the hint the
/// same is found, later.
#[tokio::test]
async fn the_page_turns_active_at_once_and_polling_alone_comes_to_the_same() {
    let mut ends = Vec::new();
    for calls_back in [true, false] {
        let world = listening().await;
        let account = world.register(ACCOUNT).await.unwrap();
        follow(&world).await;
        let StepState::Waiting { next_at, .. } = access(&show(&world).await).state else {
            panic!("expected waiting");
        };
        let early = world.clock.now();
        assert!(next_at > early);
        world.launch(&account);
        world.work().await.unwrap();
        assert_eq!(outcome(&show(&world).await), "waiting | ");
        if calls_back {
            let body = callback_message(RequestType::Create, &account.id, 1);
            world.callbacks.send(body);
            listen(&world).await;
        } else {
            listen(&world).await;
            world.clock.set(next_at);
        }
        world.work().await.unwrap();
        let account = show(&world).await;
        let at = access(&account).passed_at.unwrap();
        assert_eq!(at, if calls_back { early } else { next_at });
        ends.push(end(&account));
        let actions = told(&world).await;
        assert_eq!(
            actions,
            ["access.proven", "check.followed", "account.registered"]
        );
    }
    assert_eq!(ends.first(), ends.last());
}

/// Nobody has the page open: the role is looked for by itself, through IAM's delay too.
#[tokio::test]
async fn an_account_that_nobody_looks_at_is_proven_too() {
    let world = listening().await;
    let account = world.register(ACCOUNT).await.unwrap();
    world
        .callbacks
        .send(callback_message(RequestType::Create, &account.id, 1));
    listen(&world).await;
    world.work().await.unwrap();
    assert_eq!(
        outcome(&show(&world).await),
        "open | ",
        "nothing answers yet"
    );
    world.launch(&account);
    world.clock.advance(Duration::from_secs(4));
    world.work().await.unwrap();
    assert_eq!(outcome(&show(&world).await), "passed | ");
    let actions = told(&world).await;
    assert_eq!(
        actions,
        ["access.proven", "check.asked", "account.registered"]
    );
}

/// Forged, repeated, out of order: all are answered, nothing is believed, and AWS is asked no more
/// often than a single true call would have it asked.
#[tokio::test]
async fn made_up_calls_change_nothing() {
    let world = listening().await;
    world.register(ACCOUNT).await.unwrap();
    let (before, log) = (show(&world).await, told(&world).await);
    use RequestType as T;
    for number in 0..60 {
        let kind = [T::Delete, T::Update, T::Create][number as usize % 3];
        let body = callback_message(kind, &account_id(), number / 2);
        world.callbacks.send(body);
    }
    listen(&world).await;
    assert_eq!(world.callbacks.put().len(), 60);
    assert_eq!(world.callbacks.left(), [""; 0]);
    for _ in 0..40 {
        world.work().await.unwrap();
        world.clock.advance(Duration::from_secs(5));
    }
    assert_eq!(show(&world).await, before);
    assert_eq!(told(&world).await, log);
    assert!(world.aws.journal().len() <= 8, "{:?}", world.aws.journal());
}

#[tokio::test]
async fn a_flood_at_a_followed_account_is_a_look_in_a_while() {
    let world = listening().await;
    world.register(ACCOUNT).await.unwrap();
    follow(&world).await;
    let polled = world.aws.journal().len();
    for number in 0..200 {
        world
            .callbacks
            .send(callback_message(RequestType::Create, &account_id(), number));
        listen(&world).await;
        world.work().await.unwrap();
    }
    let looks = world.aws.journal().len() - polled;
    assert!(looks <= 2 * polled, "{looks} calls after {polled}");
    assert_eq!(world.callbacks.put().len(), 200);
    world.clock.advance(BETWEEN);
    assert_eq!(outcome(&show(&world).await), "waiting | ");
}

#[tokio::test]
async fn what_is_no_request_is_dropped_without_a_word_to_anybody() {
    let world = listening().await;
    world.register(ACCOUNT).await.unwrap();
    let good = callback_message(RequestType::Create, &account_id(), 1);
    for body in [
        String::new(),
        "{}".to_owned(),
        good.replace("Create", "Drop"),
        good.replace(".s3.", ".evil."),
        good.replace("https://", "http://"),
        good.replace("X-Amz-Signature=ab", ""),
        good.replace("anything", &"x".repeat(MAX_MESSAGE)),
    ] {
        world.callbacks.send(body);
    }
    listen(&world).await;
    world.work().await.unwrap();
    assert!(world.callbacks.put().is_empty());
    assert_eq!(world.callbacks.left(), [""; 0]);
    assert!(world.aws.journal().is_empty());
}

/// CloudFormation waits for the answer, whoever's account it is and whatever is left of it.
#[tokio::test]
async fn unknown_accounts_and_those_that_are_gone_are_answered() {
    let world = listening().await;
    let stranger = AccountId::parse("999999999999").unwrap();
    world.register(ACCOUNT).await.unwrap();
    let actor = world.operator();
    world
        .app
        .remove_account(&actor, ACCOUNT, true)
        .await
        .unwrap();
    world
        .callbacks
        .send(callback_message(RequestType::Create, &stranger, 1));
    world
        .callbacks
        .send(callback_message(RequestType::Delete, &account_id(), 2));
    world
        .callbacks
        .send(callback_message(RequestType::Create, &account_id(), 3));
    listen(&world).await;
    let put = world.callbacks.put();
    assert_eq!(put.len(), 3);
    for answer in put {
        assert!(answer.body.contains(r#""Status":"SUCCESS""#), "{answer:?}");
        assert!(
            answer
                .body
                .contains(r#""PhysicalResourceId":"landfast-callback""#)
        );
    }
    world.work().await.unwrap();
    assert!(world.aws.journal().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_not_taken_is_put_again_and_the_hint_waits_for_nothing() {
    let world = listening().await;
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch(&account);
    let lost = Answered::Unreached(Unreached::Timeout);
    world.callbacks.answer_next([lost, Answered::Status(503)]);
    world
        .callbacks
        .send(callback_message(RequestType::Create, &account.id, 1));
    assert_eq!(world.app.listen_once().await, Ok(true));
    assert_eq!(
        world.callbacks.left(),
        ["m1"],
        "not deleted before it was answered"
    );
    world.work().await.unwrap();
    assert_eq!(outcome(&show(&world).await), "passed | ");
    for (pause, put, left) in [(1, 1, 1), (1, 2, 1), (4, 2, 1), (1, 3, 0)] {
        world.clock.advance(Duration::from_secs(pause));
        assert_eq!(world.app.listen_once().await, Ok(true));
        let found = (world.callbacks.put().len(), world.callbacks.left().len());
        assert_eq!(found, (put, left));
    }
}

/// A message of yesterday: nobody waits for its answer, and what it hints at is long known.
#[tokio::test]
async fn a_slow_message_is_dropped_after_its_time() {
    let world = listening().await;
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    world
        .callbacks
        .send(callback_message(RequestType::Create, &account.id, 1));
    let gone = Answered::Status(403);
    world.callbacks.answer_always(Some(gone));
    world.clock.advance(Duration::from_secs(3 * 60 * 60));
    listen(&world).await;
    assert_eq!(
        world.callbacks.left(),
        [""; 0],
        "nobody waits for it any more"
    );
    world
        .callbacks
        .send(callback_message(RequestType::Create, &account.id, 2));
    world
        .callbacks
        .answer_always(Some(Answered::Unreached(Unreached::Connect)));
    assert_eq!(world.app.listen_once().await, Ok(true));
    assert_eq!(world.callbacks.left(), ["m2"]);
    world.clock.advance(Duration::from_secs(2 * 60 * 60));
    assert_eq!(world.app.listen_once().await, Ok(true));
    assert_eq!(world.callbacks.left(), [""; 0], "its time is over");
    let (now, calls) = (show(&world).await, world.aws.journal().len());
    world.work().await.unwrap();
    assert_eq!(
        (show(&world).await, world.aws.journal().len()),
        (now, calls)
    );
    assert_eq!(access(&proven).state.name(), "passed");
}

#[tokio::test]
async fn every_workspace_that_knows_the_account_gets_the_hint() {
    let store = rows().await;
    let one = with_callbacks(World::over(store.clone(), "one", 1).await.unwrap());
    let two = World::over(store, "two", 2).await.unwrap();
    let (in_one, in_two) = (
        one.register(ACCOUNT).await.unwrap(),
        two.register(ACCOUNT).await.unwrap(),
    );
    assert_ne!(in_one.external_id, in_two.external_id);
    // The stack is the second one's.
    one.launch(&in_two);
    one.callbacks
        .send(callback_message(RequestType::Create, &in_two.id, 1));
    listen(&one).await;
    one.work().await.unwrap();
    let of_two = two.app.account(&two.operator(), ACCOUNT).await.unwrap();
    assert_eq!(outcome(&of_two), "passed | ");
    assert_eq!(outcome(&show(&one).await), "open | ");
}

/// An account of a roll-out that is tried in half an hour at the earliest.
#[tokio::test]
async fn an_account_of_a_roll_out_is_reached_when_it_calls() {
    let world = listening().await;
    payer(&world, 2).await;
    read(&world).await;
    let (actor, draft) = (world.operator(), RolloutDraft::default());
    world.app.plan_rollout(&actor, PAYER, &draft).await.unwrap();
    let launched = deploy(&world, 1).await;
    world.work().await.unwrap();
    let unknown = world.app.account(&actor, launched.id.as_str()).await;
    let why = unknown.err().map(|why| why.code);
    assert_eq!(why, Some(ProblemCode::AccountNotFound));
    for account in [&launched.id, &id(2)] {
        let body = callback_message(RequestType::Create, account, 1);
        world.callbacks.send(body);
    }
    listen(&world).await;
    world.work().await.unwrap();
    let reached = world
        .app
        .account(&actor, launched.id.as_str())
        .await
        .unwrap();
    assert_eq!(outcome(&reached), "passed | ");
    let other = members(&world, None).await;
    let other = other.iter().find(|row| row.member.id == id(2)).unwrap();
    assert!(
        other.registered.is_none(),
        "it called, and nobody answers there"
    );
}

#[tokio::test]
async fn a_queue_that_cannot_be_read_is_shown_until_it_can() {
    let world = listening().await;
    let actor = world.operator();
    let view = world.app.callback(&actor).await.unwrap();
    assert_eq!(view.topic, Some(callback().unwrap().topic));
    assert!(view.problem.is_none() && view.state.read_at.is_none());
    let refused = "AWS refused sqs:ReceiveMessage (AccessDenied): said SQS";
    let trouble = Trouble::ours(refused.to_owned());
    world.callbacks.set_trouble(Some(trouble));
    let began = world.clock.now();
    for _ in 0..2 {
        assert_eq!(world.app.listen_once().await, Err(refused.to_owned()));
        world.clock.advance(Duration::from_secs(60));
    }
    let view = world.app.callback(&actor).await.unwrap();
    let problem = view.problem.unwrap();
    assert_eq!(problem.code, ProblemCode::CallbackUnreadable);
    assert_eq!(
        (problem.detail.as_str(), view.state.trouble_since),
        (refused, Some(began))
    );
    world.callbacks.set_trouble(None);
    world.callbacks.send("{}");
    listen(&world).await;
    let view = world.app.callback(&actor).await.unwrap();
    let now: Option<Timestamp> = Some(world.clock.now());
    assert!(view.problem.is_none());
    assert_eq!((view.state.read_at, view.state.message_at), (now, now));
}

#[tokio::test]
async fn a_server_without_callbacks_reads_nothing_and_names_no_topic() {
    let world = world().await;
    let account = world.register(ACCOUNT).await.unwrap();
    world.callbacks.send("{}");
    assert_eq!(world.app.listen_once().await, Ok(false));
    assert_eq!(world.callbacks.left(), ["m1"]);
    let actor = world.operator();
    assert!(world.app.callback(&actor).await.unwrap().topic.is_none());
    let url = launch_url(&world, &account).await;
    assert!(!url.contains("Callback"), "{url}");
}

#[tokio::test]
async fn launches_in_the_topics_region_carry_it_and_others_do_not() {
    let world = listening().await;
    let here = world.register(ACCOUNT).await.unwrap();
    let topic = callback().unwrap().topic.to_string().replace(':', "%3A");
    let url = launch_url(&world, &here).await;
    assert!(
        url.contains(&format!("&param_CallbackTopicArn={topic}")),
        "{url}"
    );
    let draft = landfast_app::AccountDraft {
        account_id: "210987654321".to_owned(),
        method: "console_stack".to_owned(),
        region: Some("eu-west-1".to_owned()),
        ..landfast_app::AccountDraft::default()
    };
    let there = world.app.register(&world.operator(), &draft).await.unwrap();
    let url = launch_url(&world, &there).await;
    assert!(!url.contains("Callback"), "{url}");
}

async fn launch_url(world: &World, account: &Account) -> String {
    let (actor, id) = (world.operator(), account.id.as_str());
    let status = world.app.step(&actor, id, "api-access").await.unwrap();
    let launch = status.instructions.unwrap().launch.unwrap();
    assert!(!launch.aws_cli().is_empty());
    launch.url().unwrap()
}

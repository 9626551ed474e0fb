//! Webhooks: told of every change, tried for a day, stopped when nobody listens.

use std::{collections::BTreeSet, path::Path, time::Duration};

use landfast_app::{
    NewWebhook, ProblemCode, Settings, WebhookDraft, WebhookEdit,
    ports::{Delivery, DeliveryState, Trigger, WebhookState, WorkFilter},
};
use landfast_domain::webhook::{Answer, KINDS, Reach, Unreached, WebhookEvent, WebhookFormat};
use landfast_test_kit::{Arrived, World, reader};
use secrecy::ExposeSecret;

use crate::support::*;

pub const URL: &str = "https://hooks.example.com/services/CANARYURLPART/Xyz9";
const ACCOUNT: &str = "210987654321";
const HOUR: Duration = Duration::from_secs(60 * 60);

pub fn draft(kinds: &[&str]) -> WebhookDraft {
    WebhookDraft {
        name: "On call".into(),
        url: URL.into(),
        format: WebhookFormat::Landfast,
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
    }
}

async fn add(world: &World, kinds: &[&str]) -> NewWebhook {
    let added = world
        .app
        .add_webhook(&world.operator(), &draft(kinds))
        .await;
    added.unwrap()
}

fn event(arrived: &Arrived) -> WebhookEvent {
    serde_json::from_str(&arrived.body).unwrap()
}

fn kinds(world: &World) -> Vec<String> {
    let arrived = world.receiver.arrived();
    arrived.iter().map(|one| event(one).kind).collect()
}

async fn deliveries(world: &World, hook: &NewWebhook) -> Vec<Delivery> {
    let id = hook.webhook.id.as_str();
    let page = world.app.deliveries(&world.operator(), id, 50, None).await;
    page.unwrap().items
}

async fn state(world: &World, hook: &NewWebhook) -> (WebhookState, bool) {
    let id = hook.webhook.id.as_str();
    let now = world.app.webhook(&world.operator(), id).await.unwrap();
    (now.state, now.failing_since.is_some())
}

fn status(code: u16) -> Answer {
    Answer::Status {
        code,
        retry_after: None,
    }
}

/// Moves from try to try until nothing is due for a month.
async fn to_the_end(world: &World, hook: &NewWebhook) {
    loop {
        world.work().await.unwrap();
        let next = deliveries(world, hook).await;
        let Some(at) = next.iter().filter_map(|one| one.next_at).min() else {
            return;
        };
        world.clock.set(at);
    }
}

#[tokio::test]
async fn a_proof_is_told_signed_and_once() {
    let world = world().await;
    let hook = add(&world, &["access", "account"]).await;
    assert!(hook.secret.expose_secret().starts_with("whsec_"));
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    world.work().await.unwrap();
    assert_eq!(kinds(&world), ["account.registered", "access.proven"]);
    let last = world.receiver.arrived().pop().unwrap();
    assert_eq!(last.url, URL);
    assert_eq!(last.secret, hook.secret.expose_secret());
    let told = event(&last);
    assert_eq!((told.v, told.id.as_str()), (1, last.id.as_str()));
    assert_eq!(told.workspace, "main");
    assert_eq!(told.account.unwrap().as_str(), ACCOUNT);
    assert!(
        told.summary.starts_with("Proved access"),
        "{}",
        told.summary
    );
    assert!(!last.body.contains("lf-"), "no external id");
    let all = deliveries(&world, &hook).await;
    assert!(
        all.iter()
            .all(|one| one.state == DeliveryState::Delivered && one.tries == 1)
    );
    assert_eq!(all[0].last_status, Some(204));
}

#[tokio::test]
async fn every_transition_of_a_step_is_told() {
    let world = world().await;
    add(&world, &["access", "check"]).await;
    let account = world.register(ACCOUNT).await.unwrap();
    let actor = world.operator();
    world
        .app
        .start_check(&actor, ACCOUNT, "api-access", Trigger::Follow)
        .await
        .unwrap();
    for _ in 0..200 {
        world.clock.advance(Duration::from_secs(15));
        world.work().await.unwrap();
    }
    assert_eq!(kinds(&world), ["check.followed", "access.given_up"]);
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    world.aws.fail_next([landfast_test_kit::Fault::Outage; 40]);
    world.clock.advance(HOUR * 27);
    world.work().await.unwrap();
    world.aws.forget_faults();
    world.clock.advance(HOUR);
    world.work().await.unwrap();
    world.work().await.unwrap();
    let mut told = kinds(&world).split_off(2);
    // What happened in the same millisecond comes in any order.
    told[..2].sort();
    let waited = ["access.waiting", "access.proven"];
    assert_eq!(
        told,
        ["access.proven", "check.asked"]
            .into_iter()
            .chain(waited)
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn only_what_is_wanted_comes_and_in_the_form_that_is_wanted() {
    let world = world().await;
    let hook = add(&world, &["account"]).await;
    let (actor, id) = (world.operator(), hook.webhook.id.as_str());
    world
        .app
        .create_token(&actor, "ci", landfast_app::ports::Role::Reader, 9)
        .await
        .unwrap();
    let edit = WebhookEdit {
        format: Some(WebhookFormat::Slack),
        ..WebhookEdit::default()
    };
    world.app.edit_webhook(&actor, id, &edit).await.unwrap();
    world.register(ACCOUNT).await.unwrap();
    world.work().await.unwrap();
    let arrived = world.receiver.arrived();
    assert_eq!(arrived.len(), 1);
    assert!(
        arrived[0].body.starts_with(r#"{"text":"[main] Registered"#),
        "{}",
        arrived[0].body
    );
}

#[tokio::test]
async fn a_receiver_that_comes_back_gets_it_with_the_same_id() {
    let world = world().await;
    let hook = add(&world, &["webhook"]).await;
    world.receiver.answer_next([
        status(500),
        Answer::Unreached(Unreached::Timeout),
        Answer::Status {
            code: 503,
            retry_after: Some(Duration::from_secs(1_000)),
        },
    ]);
    world.work().await.unwrap();
    assert_eq!(state(&world, &hook).await, (WebhookState::Enabled, true));
    let first = deliveries(&world, &hook).await.remove(0);
    assert_eq!(
        (first.tries, first.last_status, first.state),
        (1, Some(500), DeliveryState::Waiting)
    );
    assert!(first.last_error.unwrap().contains("answered 500"));
    world.work().await.unwrap();
    assert_eq!(world.receiver.arrived().len(), 1, "not before its time");
    to_the_end(&world, &hook).await;
    let arrived = world.receiver.arrived();
    assert_eq!(arrived.len(), 4);
    assert!(
        arrived.windows(2).all(|two| two[0] == two[1]),
        "the same bytes"
    );
    assert_eq!(state(&world, &hook).await, (WebhookState::Enabled, false));
}

#[tokio::test]
async fn after_a_day_a_delivery_is_given_up_and_can_be_sent_by_hand() {
    let world = world().await;
    let hook = add(&world, &["webhook.added"]).await;
    let begun = world.app.now();
    world.receiver.answer_always(Some(status(404)));
    to_the_end(&world, &hook).await;
    let given_up = deliveries(&world, &hook).await.remove(0);
    assert_eq!(
        (given_up.state, given_up.tries),
        (DeliveryState::Failed, 10)
    );
    let hours = world.app.now().since(begun).as_secs() / 3_600;
    assert!((20..30).contains(&hours), "{hours}");
    assert_eq!(state(&world, &hook).await.0, WebhookState::Enabled);

    world.receiver.answer_always(None);
    let (actor, id) = (world.operator(), hook.webhook.id.as_str());
    let again = world
        .app
        .redeliver(&actor, id, given_up.id.as_str())
        .await
        .unwrap();
    world.work().await.unwrap();
    let done = deliveries(&world, &hook).await.remove(0);
    assert_eq!((done.id, done.state), (again.id, DeliveryState::Delivered));
    assert_eq!(done.last_error, None);
    let other = world
        .app
        .redeliver(&actor, id, "msg_01h2xcejqtf2nbrexx3vqjhp41")
        .await;
    assert_eq!(other.unwrap_err().code, ProblemCode::DeliveryNotFound);
}

#[tokio::test]
async fn gone_stops_it_and_nobody_is_told_by_itself() {
    let world = world().await;
    let hook = add(&world, &[]).await;
    world.receiver.answer_always(Some(status(410)));
    world.register(ACCOUNT).await.unwrap();
    to_the_end(&world, &hook).await;
    assert_eq!(state(&world, &hook).await.0, WebhookState::Gone);
    assert_eq!(world.receiver.arrived().len(), 1);
    let all = deliveries(&world, &hook).await;
    assert_eq!(all.len(), 2, "and none about the stop");
    assert!(all.iter().all(|one| one.state == DeliveryState::Failed));
    let actor = world.operator();
    let log = world.app.activity(&actor, None, 1, None).await.unwrap();
    assert_eq!(log.items[0].action, "webhook.stopped");
    assert!(!log.items[0].summary.contains("CANARY"));

    let id = hook.webhook.id.as_str();
    let test = world.app.test_webhook(&actor, id).await;
    assert_eq!(test.unwrap_err().code, ProblemCode::ActionNotAllowed);
    let edit = WebhookEdit {
        enabled: Some(true),
        ..WebhookEdit::default()
    };
    world.receiver.answer_always(None);
    world.app.edit_webhook(&actor, id, &edit).await.unwrap();
    world.app.test_webhook(&actor, id).await.unwrap();
    world.work().await.unwrap();
    assert_eq!(state(&world, &hook).await, (WebhookState::Enabled, false));
    let mut told = kinds(&world)[1..].to_vec();
    told.sort();
    assert_eq!(told, ["webhook.enabled", "webhook.test"]);
}

#[tokio::test]
async fn five_days_of_failures_stop_it() {
    let world = world().await;
    let hook = add(&world, &["account"]).await;
    world
        .receiver
        .answer_always(Some(Answer::Unreached(Unreached::Connect)));
    for number in 0..7 {
        world
            .register(&format!("21098765432{number}"))
            .await
            .unwrap();
        world.work().await.unwrap();
        if number < 5 {
            assert_eq!(
                state(&world, &hook).await.0,
                WebhookState::Enabled,
                "day {number}"
            );
        }
        for _ in 0..24 {
            world.clock.advance(HOUR);
            world.work().await.unwrap();
        }
    }
    assert_eq!(state(&world, &hook).await.0, WebhookState::Failing);
    let log = world
        .app
        .activity(&world.operator(), None, 9, None)
        .await
        .unwrap();
    let stops = log
        .items
        .iter()
        .filter(|row| row.action == "webhook.stopped");
    assert_eq!(stops.count(), 1);
}

#[tokio::test]
async fn one_that_is_removed_meanwhile_leaves_nothing() {
    let world = world().await;
    let hook = add(&world, &["account"]).await;
    world.receiver.answer_always(Some(status(500)));
    world.register(ACCOUNT).await.unwrap();
    world.work().await.unwrap();
    let (actor, id) = (world.operator(), hook.webhook.id.as_str());
    world.app.remove_webhook(&actor, id).await.unwrap();
    world.clock.advance(HOUR * 24 * 15);
    world.work().await.unwrap();
    assert_eq!(world.receiver.arrived().len(), 1);
    let left = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
    let gone = world.app.webhook(&actor, id).await;
    assert_eq!(gone.unwrap_err().code, ProblemCode::WebhookNotFound);
}

#[tokio::test]
async fn deliveries_are_kept_for_two_weeks() {
    let world = world().await;
    let hook = add(&world, &["account"]).await;
    world.register(ACCOUNT).await.unwrap();
    world.work().await.unwrap();
    world.clock.advance(HOUR * 24 * 7);
    world.register("210987654322").await.unwrap();
    world.work().await.unwrap();
    for (days, left) in [(6, 2), (2, 1), (7, 0)] {
        world.clock.advance(HOUR * 24 * days);
        world.work().await.unwrap();
        assert_eq!(deliveries(&world, &hook).await.len(), left, "{days}");
    }
}

#[tokio::test]
async fn a_worker_that_always_dies_is_told_of() {
    let world = world().await;
    let hook = add(&world, &["webhook.added"]).await;
    for _ in 0..6 {
        let (now, lease) = (world.app.now(), Duration::from_secs(60));
        world.store.work_lease(now, now.plus(lease)).await.unwrap();
        world.clock.advance(lease * 2);
    }
    world.work().await.unwrap();
    let delivery = deliveries(&world, &hook).await.remove(0);
    assert_eq!(delivery.state, DeliveryState::Failed);
    assert!(delivery.last_error.unwrap().contains("gave this up"));
    assert!(world.receiver.arrived().is_empty());
}

#[tokio::test]
async fn the_secret_is_replaced_and_shown_once() {
    let world = world().await;
    let hook = add(&world, &["account"]).await;
    let (actor, id) = (world.operator(), hook.webhook.id.as_str());
    let new = world.app.replace_webhook_secret(&actor, id).await.unwrap();
    assert_ne!(new.secret.expose_secret(), hook.secret.expose_secret());
    world.app.test_webhook(&actor, id).await.unwrap();
    world.work().await.unwrap();
    assert_eq!(
        world.receiver.arrived()[0].secret,
        new.secret.expose_secret()
    );
    assert!(!format!("{new:?}").contains("whsec_"));
    assert_eq!(new.webhook.origin, "https://hooks.example.com");
    assert_eq!(new.webhook.last4, "Xyz9");
}

#[tokio::test]
async fn wrong_input_is_refused_and_not_repeated() {
    let world = world().await;
    let actor = world.operator();
    for (url, name, kind, code) in [
        (
            "http://hooks.example.com/CANARY",
            "a",
            "access",
            ProblemCode::WebhookUrlInvalid,
        ),
        (
            "https://169.254.169.254/CANARY",
            "a",
            "access",
            ProblemCode::WebhookUrlInvalid,
        ),
        (
            "https://0x7f.1/CANARY",
            "a",
            "access",
            ProblemCode::WebhookUrlInvalid,
        ),
        ("CANARY", "a", "access", ProblemCode::WebhookUrlInvalid),
        (URL, " ", "access", ProblemCode::WebhookNameInvalid),
        (URL, "a", "nonsense", ProblemCode::WebhookKindsInvalid),
    ] {
        let draft = WebhookDraft {
            name: name.into(),
            url: url.into(),
            ..draft(&[kind])
        };
        let refused = world.app.add_webhook(&actor, &draft).await.unwrap_err();
        assert_eq!(refused.code, code, "{url}");
        assert!(!format!("{refused:?}").contains("CANARY"), "{refused:?}");
    }
    let bob = reader(&world.workspace);
    let denied = world.app.add_webhook(&bob, &draft(&[])).await;
    assert_eq!(denied.unwrap_err().code, ProblemCode::Forbidden);
    for _ in 0..20 {
        add(&world, &["method"]).await;
    }
    let full = world.app.add_webhook(&actor, &draft(&[])).await;
    assert_eq!(full.unwrap_err().code, ProblemCode::WebhookLimit);
}

#[tokio::test]
async fn a_receiver_inside_is_for_whoever_runs_the_server_to_allow() {
    let settings = Settings {
        webhook_reach: Reach {
            allowed: vec!["10.1.0.0/16".parse().unwrap()],
        },
        ..Settings::default()
    };
    let world = world().await.with_settings(settings).unwrap();
    let add = async |url: &str| {
        let draft = WebhookDraft {
            url: url.into(),
            ..draft(&[])
        };
        world
            .app
            .add_webhook(&world.operator(), &draft)
            .await
            .map(|new| new.webhook.origin)
    };
    assert_eq!(
        add("http://10.1.2.3:9000/in").await.unwrap(),
        "http://10.1.2.3:9000"
    );
    assert!(add("http://10.2.2.3:9000/in").await.is_err());
}

/// Whoever adds an action of another sort adds it to what webhooks can choose.
#[test]
fn every_action_of_the_audit_log_has_its_kind() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            found.extend(text.split('"').filter_map(first_word).map(str::to_owned));
        }
    }
    let known: BTreeSet<_> = KINDS.iter().map(|(word, _)| (*word).to_owned()).collect();
    assert_eq!(found, known);
}

/// Of a text such as `account.registered`.
fn first_word(text: &str) -> Option<&str> {
    let (first, second) = text.split_once('.')?;
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
    (is_word(first) && is_word(second)).then_some(first)
}

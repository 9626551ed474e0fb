//! Accounts of each kind registered end to end through HTTP, waiting, drift, and what comes later.

use std::time::Duration;

use landfast_test_kit::{Fault, IdRule};
use serde_json::{Value, json};

use crate::{
    http::{Call, post},
    world::{LINKED, PAYER, STANDALONE, World},
};

/// Longer than a new role is waited for.
pub const NEW_ROLE: Duration = Duration::from_secs(121);

pub async fn step(world: &World, account: &str) -> Value {
    world
        .read(&format!("/accounts/{account}/steps/api-access"))
        .await
}

/// Asks for a check and does all work; gives the check as it is then.
pub async fn checked(world: &World, account: &str) -> Value {
    let ask = post(
        format!("/accounts/{account}/steps/api-access/checks"),
        Value::Null,
    );
    let asked = world.as_ada(ask).await.ok(202);
    assert_eq!(asked["trigger"], "person");
    world.work().await;
    let id = asked["check_id"].as_str().expect("an id");
    world
        .read(&format!("/accounts/{account}/checks/{id}"))
        .await
}

/// The same; when the role is waited for, once more after patience has ended.
pub async fn checked_at_length(world: &World, account: &str) -> Value {
    let check = checked(world, account).await;
    if check["state"] == "done" {
        return check;
    }
    world.clock.advance(NEW_ROLE);
    checked(world, account).await
}

#[tokio::test]
async fn a_payer_a_linked_and_a_standalone_account() {
    let world = World::new().await;
    let mut shown = Vec::new();
    for account in [PAYER, LINKED, STANDALONE] {
        world.register(account).await;
        world.launch(account, account).await;
        let check = checked(&world, account).await;
        assert_eq!(
            (&check["state"], &check["report"]["verdict"]),
            (&json!("done"), &json!("pass")),
            "{check}"
        );
        if account == PAYER {
            let skip = format!("/accounts/{account}/steps/billing-export/skip");
            world.as_ada(post(skip, Value::Null)).await.ok(200);
        }
        let confirm = || post(format!("/accounts/{account}/confirm"), Value::Null);
        let view = world.as_ada(confirm()).await.ok(200);
        assert_eq!(
            world.as_ada(confirm()).await.ok(200),
            view,
            "a second time changes nothing"
        );
        let one = [
            "kind",
            "payer",
            "payer_registered",
            "organization_id",
            "status",
            "role_arn",
            "steps",
        ];
        shown.push(one.map(|field| view[field].clone()));
    }
    insta::assert_json_snapshot!(shown);
}

#[tokio::test]
async fn a_report_says_what_was_found() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    world.launch(STANDALONE, STANDALONE).await;
    let check = checked(&world, STANDALONE).await;
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("version [0-9a-f]{12}", "version [version]");
    settings.bind(|| insta::assert_json_snapshot!(check["report"]["checks"]));
}

#[tokio::test]
async fn a_role_that_does_not_answer_yet_is_waited_for() {
    let world = World::new().await;
    world.register(LINKED).await;
    let waiting = checked(&world, LINKED).await;
    assert_eq!(
        waiting["report"]["checks"][1]["outcome"], "unknown",
        "{waiting}"
    );
    let state = &step(&world, LINKED).await["state"];
    assert_eq!(
        (&state["state"], &state["why"]),
        (&json!("waiting"), &json!("new_role")),
        "{state}"
    );
    world.launch(LINKED, LINKED).await;
    world.clock.advance(Duration::from_secs(30));
    world.work().await;
    assert_eq!(step(&world, LINKED).await["state"]["state"], "passed");
}

#[tokio::test]
async fn a_page_that_follows_sees_the_stack_come() {
    let world = World::new().await;
    world.register(LINKED).await;
    let follow = post(
        format!("/accounts/{LINKED}/steps/api-access/checks"),
        json!({ "trigger": "follow" }),
    );
    assert_eq!(world.as_ada(follow).await.ok(202)["trigger"], "follow");
    world.work().await;
    assert_eq!(step(&world, LINKED).await["state"]["why"], "not_deployed");
    world.launch(LINKED, LINKED).await;
    world.clock.advance(Duration::from_secs(60));
    world.work().await;
    assert_eq!(step(&world, LINKED).await["state"]["state"], "passed");
}

#[tokio::test]
async fn trouble_of_aws_blames_nobody() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    world.launch(STANDALONE, STANDALONE).await;
    world.aws.fail_next([Fault::Throttle]);
    let check = checked(&world, STANDALONE).await;
    assert_eq!(
        (&check["state"], &check["report"]["verdict"]),
        (&json!("waiting"), &json!("try_later")),
        "{check}"
    );
    assert_eq!(step(&world, STANDALONE).await["state"]["why"], "trouble");
    assert_eq!(
        world.read(&format!("/accounts/{STANDALONE}")).await["status"],
        "waiting"
    );
    world.clock.advance(Duration::from_secs(10));
    world.work().await;
    assert_eq!(step(&world, STANDALONE).await["state"]["state"], "passed");
}

/// What was proven and no longer is, is shown as drifted by the schedule's check.
#[tokio::test]
async fn the_daily_proof_finds_drift() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    let role = world.launch(STANDALONE, STANDALONE).await;
    assert_eq!(
        checked(&world, STANDALONE).await["report"]["verdict"],
        "pass"
    );
    world
        .aws
        .edit_role(&role, |role| role.external_id = IdRule::None);
    world.clock.advance(Duration::from_secs(27 * 60 * 60));
    world.app.schedule_due().await.expect("the schedule");
    world.work().await;
    assert_eq!(step(&world, STANDALONE).await["state"]["state"], "drifted");
    assert_eq!(
        world.read(&format!("/accounts/{STANDALONE}")).await["status"],
        "attention"
    );
}

/// The last step of a payer: how far its organization is, and no obstacle to anything else.
#[tokio::test]
async fn the_linked_accounts_are_a_step_of_a_payer_only() {
    let world = World::new().await;
    world.register(PAYER).await;
    world.launch(PAYER, PAYER).await;
    checked(&world, PAYER).await;
    let path = format!("/accounts/{PAYER}/steps/linked-accounts");
    assert_eq!(world.read(&path).await["state"]["state"], "open");
    let ask = post(format!("{path}/checks"), Value::Null);
    world.as_ada(ask).await.ok(202);
    world.register(STANDALONE).await;
    let other = post(
        format!("/accounts/{STANDALONE}/steps/linked-accounts/checks"),
        Value::Null,
    );
    assert_eq!(
        world.as_ada(other).await.refusal(),
        (409, "step_not_applicable")
    );
}

#[tokio::test]
async fn a_pasted_role_is_trusted_only_once_it_is_proven() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    let arn = format!("arn:aws:iam::{STANDALONE}:role/own/handmade");
    let put =
        Call::new("PUT", format!("/accounts/{STANDALONE}/role")).json(json!({ "role_arn": arn }));
    assert_eq!(
        world.as_ada(put).await.ok(200)["instructions"]["role_arn"],
        arn
    );
    let check = checked_at_length(&world, STANDALONE).await;
    assert_eq!(
        (&check["report"]["role_arn"], &check["report"]["verdict"]),
        (&json!(arn), &json!("action_needed"))
    );
    assert_eq!(
        world.read(&format!("/accounts/{STANDALONE}")).await["role_arn"],
        Value::Null
    );
}

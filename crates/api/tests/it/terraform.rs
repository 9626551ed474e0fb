//! What the Terraform module asks and tells, as Terraform sends it.

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::{
    http::{Answer, Call, get},
    world::{LINKED, PAYER, STANDALONE, World},
};

const FINGERPRINT: &str = "0a";
const CHOICES: &str = "billing=on%20cost-explorer=off%20recommendations=off%20inventory=on%20activation=off%20tags=none";

fn deployment(n: usize) -> String {
    format!("{n:08}-0000-4000-8000-000000000000")
}

/// The address that asks for the values of deployment `n` in `account`.
pub fn registration(n: usize, account: &str) -> String {
    let id = deployment(n);
    format!(
        "/terraform/deployments/{id}/registration?account_id={account}&template_version=0123456789ab&choices={CHOICES}"
    )
}

/// The address that tells of the role of deployment `n` in `account`.
pub fn role(n: usize, account: &str) -> String {
    role_with(n, account, FINGERPRINT)
}

fn role_with(n: usize, account: &str, fingerprint: &str) -> String {
    let (id, fingerprint) = (deployment(n), fingerprint.repeat(32));
    format!(
        "/terraform/deployments/{id}/role?account_id={account}&template_version=0123456789ab&choices={CHOICES}\
         &role_id=AROA{account}&fingerprint={fingerprint}"
    )
}

/// The address that tells of the bill's export of deployment `n` in `account`, before it is there.
pub fn export(n: usize, account: &str) -> String {
    let id = deployment(n);
    format!(
        "/terraform/deployments/{id}/billing-export?account_id={account}&way=new&format=cur_2\
         &bucket=acme-bills&bucket_region=us-east-1&prefix=landfast&name=landfast-billing&existing="
    )
}

/// The address that asks for the values of the StackSet of deployment `n` in `account`.
pub fn stack_set(n: usize, account: &str) -> String {
    let id = deployment(n);
    format!("/terraform/deployments/{id}/linked-accounts?account_id={account}&units=")
}

fn made(path: &str, digits: &str) -> String {
    format!("{path}&fingerprint={}", digits.repeat(32))
}

pub async fn announce(world: &World, n: usize, account: &str) -> Value {
    world.as_ada(get(registration(n, account))).await.ok(200)
}

/// As Terraform's backend `http` sends it.
async fn by_terraform(world: &World, path: &str, password: &str) -> Answer {
    let sign_in = BASE64.encode(format!("landfast:{password}").as_bytes());
    let call = Call::new("GET", path).header("authorization", &format!("Basic {sign_in}"));
    call.send(&world.router).await
}

fn output<'a>(state: &'a Value, name: &str) -> &'a str {
    assert_eq!(state["version"], 4, "{state}");
    assert_eq!(state["outputs"][name]["type"], "string", "{name}: {state}");
    state["outputs"][name]["value"].as_str().expect("a text")
}

async fn deployments(world: &World, account: &str) -> Value {
    let path = format!("/accounts/{account}/deployments");
    world.read(&path).await["items"].clone()
}

async fn activity(world: &World, account: &str) -> Vec<String> {
    let log = world.read(&format!("/activity?account_id={account}")).await;
    let items = log["items"].as_array().expect("entries");
    let action = |one: &Value| one["action"].as_str().expect("an action").to_owned();
    items.iter().rev().map(action).collect()
}

#[tokio::test]
async fn a_module_registers_its_account_and_is_followed_to_the_check() {
    let world = World::new().await;
    let token = &world.ada.token;
    let path = registration(1, LINKED) + "&name=Shop&region=eu-west-1";
    let state = by_terraform(&world, &path, token).await.ok(200);
    let account = world.read(&format!("/accounts/{LINKED}")).await;
    let shown = ["name", "region", "method", "capabilities", "tag_access"];
    let wanted = json!([
        "Shop",
        "eu-west-1",
        "terraform",
        ["billing", "inventory"],
        "none"
    ]);
    assert_eq!(json!(shown.map(|field| &account[field])), wanted);
    let external_id = world.read(&format!("/accounts/{LINKED}/external-id")).await;
    assert_eq!(output(&state, "external_id"), external_id["external_id"]);
    assert_eq!(output(&state, "region"), "eu-west-1");
    assert!(
        output(&state, "notice").contains("another version"),
        "the module of this test is made up"
    );
    assert_eq!(deployments(&world, LINKED).await[0]["status"], "announced");
    let again = by_terraform(&world, &path, token).await.ok(200);
    assert_eq!(again, state, "a plan sees the same");

    world.launch(LINKED, LINKED).await;
    by_terraform(&world, &role(1, LINKED), token).await.ok(200);
    assert_eq!(deployments(&world, LINKED).await[0]["status"], "role_made");
    world.work().await;
    let one = &deployments(&world, LINKED).await[0];
    assert_eq!(one["status"], "checked", "{one}");
    assert!(one["applied_at"].is_string() && one["checked_at"].is_string());
    assert_eq!(one["outdated"], true);
    let done = activity(&world, LINKED).await;
    by_terraform(&world, &role(1, LINKED), token).await.ok(200);
    world.work().await;
    assert_eq!(
        activity(&world, LINKED).await,
        done,
        "the same word changes nothing"
    );
    by_terraform(&world, &role_with(1, LINKED, "0b"), token)
        .await
        .ok(200);
    assert_eq!(
        activity(&world, LINKED).await[done.len()..],
        ["check.asked", "terraform.applied"]
    );
}

#[tokio::test]
async fn a_registered_account_is_taken_as_it_is() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    let before = world
        .read(&format!("/accounts/{STANDALONE}/external-id"))
        .await;
    let path = registration(1, STANDALONE) + "&name=Other";
    let state = by_terraform(&world, &path, &world.ada.token).await.ok(200);
    assert_eq!(output(&state, "external_id"), before["external_id"]);
    let account = world.read(&format!("/accounts/{STANDALONE}")).await;
    assert_eq!(account["name"], STANDALONE);
    by_terraform(&world, &role(1, STANDALONE), &world.ada.token)
        .await
        .ok(200);
    let account = world.read(&format!("/accounts/{STANDALONE}")).await;
    assert_eq!(account["method"], "terraform", "once it made the role");
    assert_eq!(
        account["tag_access"], "none",
        "what it grants is what is wanted"
    );
}

/// A plan must not bring back what somebody removed, and a destroy must still be possible.
#[tokio::test]
async fn a_removed_record_is_not_registered_again_by_a_plan() {
    let world = World::new().await;
    let before = announce(&world, 1, LINKED).await;
    by_terraform(&world, &role(1, LINKED), &world.ada.token)
        .await
        .ok(200);
    let remove = Call::new("DELETE", format!("/accounts/{LINKED}"));
    world.as_ada(remove).await.ok(200);
    let after = by_terraform(&world, &registration(1, LINKED), &world.ada.token).await;
    let after = after.ok(200);
    assert_eq!(
        output(&after, "external_id"),
        output(&before, "external_id")
    );
    assert!(output(&after, "notice").contains("removed"), "{after}");
    by_terraform(&world, &role_with(1, LINKED, "0b"), &world.ada.token)
        .await
        .ok(200);
    let gone = world.as_rita(get(format!("/accounts/{LINKED}"))).await;
    assert_eq!(gone.refusal(), (404, "account_not_found"));

    let anew = announce(&world, 2, LINKED).await;
    assert_ne!(output(&anew, "external_id"), output(&before, "external_id"));
    let known = by_terraform(&world, &registration(1, LINKED), &world.ada.token).await;
    assert_eq!(
        output(&known.ok(200), "external_id"),
        output(&anew, "external_id"),
        "the next plan of the first deployment shows the change"
    );
}

#[tokio::test]
async fn terraform_is_told_in_words_what_a_person_can_mend() {
    let world = World::new().await;
    let rita = world.rita.token.clone();
    world
        .clock
        .advance(std::time::Duration::from_secs(20 * 24 * 60 * 60));
    let mut told = Vec::new();
    for (path, password) in [
        (registration(1, LINKED), ""),
        (registration(1, LINKED), "lft_none"),
        (registration(1, LINKED), rita.as_str()),
        (registration(1, "12"), world.ada.token.as_str()),
        (
            registration(1, LINKED) + "&region=nowhere",
            world.ada.token.as_str(),
        ),
        (
            registration(1, LINKED) + "&color=red",
            world.ada.token.as_str(),
        ),
        (role(9, LINKED), world.ada.token.as_str()),
    ] {
        let state = by_terraform(&world, &path, password).await.ok(200);
        assert_eq!(
            state["outputs"].as_object().map(serde_json::Map::len),
            Some(1)
        );
        told.push(output(&state, "problem").to_owned());
    }
    insta::assert_json_snapshot!(told);
    assert_eq!(
        world.read("/accounts").await["total"],
        0,
        "nothing was registered"
    );

    world
        .clock
        .advance(std::time::Duration::from_secs(11 * 24 * 60 * 60));
    let expired = by_terraform(&world, &registration(1, LINKED), &world.ada.token).await;
    assert!(output(&expired.ok(200), "problem").contains("expired"));
}

#[tokio::test]
async fn a_server_without_identity_says_so_and_registers_nothing() {
    let world = World::new().await;
    world.aws.set_principal(None);
    let state = by_terraform(&world, &registration(1, LINKED), &world.ada.token).await;
    assert!(output(&state.ok(200), "problem").contains("identity_unavailable"));
    let as_program = world.as_ada(get(registration(1, LINKED))).await;
    assert_eq!(as_program.refusal(), (503, "identity_unavailable"));
    assert_eq!(world.read("/accounts").await["total"], 0);
}

/// The calls are GET and write: a browser's cookie must not do, or any page could send them.
#[tokio::test]
async fn a_cookie_does_not_do() {
    let world = World::new().await;
    for path in [
        registration(1, LINKED),
        role(1, LINKED),
        export(1, LINKED),
        stack_set(1, LINKED),
    ] {
        let answer = get(path)
            .cookie(&world.ada.cookie)
            .send(&world.router)
            .await;
        assert_eq!(answer.refusal(), (403, "forbidden"));
    }
    assert_eq!(world.read("/accounts").await["total"], 0);
}

fn parts(deployment: &Value) -> Vec<String> {
    let parts = deployment["parts"].as_array().expect("parts");
    let said = |part: &Value| format!("{}: {}", part["step"], part["status"]).replace('"', "");
    parts.iter().map(said).collect()
}

#[tokio::test]
async fn a_payer_is_deployed_in_parts_and_each_is_followed() {
    let world = World::new().await;
    let token = &world.ada.token;
    let send = async |path: String| by_terraform(&world, &path, token).await.ok(200);
    send(registration(1, PAYER)).await;
    send(export(1, PAYER)).await;
    let shown = async || parts(&deployments(&world, PAYER).await[0]);
    assert_eq!(
        shown().await,
        ["api-access: not_applied", "billing-export: not_applied"]
    );
    let before = activity(&world, PAYER).await;
    send(export(1, PAYER)).await;
    assert_eq!(activity(&world, PAYER).await, before, "the same word again");

    world.launch(PAYER, PAYER).await;
    send(role(1, PAYER)).await;
    send(made(&export(1, PAYER), "0a")).await;
    assert_eq!(
        shown().await,
        ["api-access: applied", "billing-export: applied"]
    );
    world.work().await;
    // Nothing of the export is in this AWS: its check was begun by the first proof of the payer.
    let now = shown().await;
    assert_eq!(now.first().map(String::as_str), Some("api-access: proven"));
    let view = world
        .read(&format!("/accounts/{PAYER}/steps/billing-export"))
        .await;
    assert_ne!(view["state"], "open", "{view}");
    let chosen = world
        .read(&format!("/accounts/{PAYER}/billing-export"))
        .await;
    assert_eq!(chosen["choice"]["bucket"], "acme-bills");

    let rollout = async || {
        let path = format!("/accounts/{PAYER}/rollout");
        world.read(&path).await
    };
    assert_eq!(rollout().await["begun"], false);
    let values = send(stack_set(1, PAYER)).await;
    assert_eq!(output(&values, "stack_set_name"), "landfast-api-access");
    let parameters: Value = serde_json::from_str(output(&values, "parameters")).expect("JSON");
    assert_eq!(
        parameters["WritableTagKeys"], "",
        "every parameter of the template"
    );
    assert_eq!(rollout().await["begun"], true);
    assert_eq!(
        send(stack_set(1, PAYER)).await,
        values,
        "a plan sees the same"
    );
    assert_eq!(
        shown().await.last().map(String::as_str),
        Some("linked-accounts: not_applied")
    );
    send(made(&stack_set(1, PAYER), "0a")).await;
    assert_eq!(
        shown().await.last().map(String::as_str),
        Some("linked-accounts: applied")
    );
}

#[tokio::test]
async fn what_is_a_payers_is_refused_elsewhere_in_words() {
    let world = World::new().await;
    let token = &world.ada.token;
    let send = async |path: String| by_terraform(&world, &path, token).await.ok(200);
    send(registration(1, LINKED)).await;
    world.launch(LINKED, LINKED).await;
    send(role(1, LINKED)).await;
    world.work().await;
    let wrong = export(1, LINKED).replace("us-east-1", "eu-west-1");
    let mut told = Vec::new();
    for path in [
        export(1, LINKED),
        stack_set(1, LINKED),
        made(&export(1, LINKED), "0a"),
    ] {
        told.push(output(&send(path).await, "problem").to_owned());
    }
    send(registration(2, STANDALONE)).await;
    let wrong = wrong
        .replace(LINKED, STANDALONE)
        .replace(&deployment(1), &deployment(2));
    told.push(output(&send(wrong).await, "problem").to_owned());
    let units = stack_set(2, STANDALONE) + "Sales";
    told.push(output(&send(units).await, "problem").to_owned());
    insta::assert_json_snapshot!(told);
}

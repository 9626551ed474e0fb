//! Registering, renaming and removing, as the console and the command line do it.

use landfast_domain::machine::{Trap, TrapFinding};
use serde_json::{Value, json};

use crate::{
    http::{Call, get, post},
    world::{STANDALONE, World},
};

async fn register(world: &World, body: Value) -> crate::http::Answer {
    post("/accounts", body)
        .token(&world.ada.token)
        .send(&world.router)
        .await
}

#[tokio::test]
async fn an_account_as_it_is_registered() {
    let world = World::new().await;
    let body =
        json!({ "account_id": " 3333-3333-3333 ", "name": " Shop ", "method": "console_stack" });
    let made = register(&world, body).await.ok(201);
    insta::assert_json_snapshot!(made);
    let path = format!("/accounts/{STANDALONE}");
    assert_eq!(world.as_ada(get(path)).await.ok(200), made);
}

/// What a reader is offered is what a reader may do.
#[tokio::test]
async fn a_reader_sees_the_same_and_may_do_nothing() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    for path in [
        "/accounts/333333333333",
        "/accounts/333333333333/steps/api-access",
    ] {
        let mut seen = world.read(path).await;
        let actions = seen["actions"].as_array().expect("actions");
        let offered = actions
            .iter()
            .filter(|one| one["allowed"] == true || one["why_not"].is_null());
        assert_eq!(offered.count(), 0, "{seen}");
        let mut whole = world.as_ada(get(path)).await.ok(200);
        seen["actions"].take();
        whole["actions"].take();
        assert_eq!(seen, whole);
    }
}

#[tokio::test]
async fn the_step_tells_everything_that_a_person_needs() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    let path = format!("/accounts/{STANDALONE}/steps/api-access");
    let step = world.as_ada(get(path)).await.ok(200);
    insta::assert_json_snapshot!(step, {
        ".instructions.template_sha256" => "[sha256]",
        ".instructions.template_version" => "[version]",
        ".instructions.template_url" => "[url]",
        ".instructions.launch_url" => insta::dynamic_redaction(|url, _| {
            let url = url.as_str().expect("an address");
            assert!(url.starts_with("https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/quickcreate?templateURL=https%3A%2F%2Ftemplates"));
            "[url]"
        }),
        ".instructions.commands.aws_cli" => "[command]",
    });
}

/// A trap is told with its cure and its page, also when there is an identity.
#[tokio::test]
async fn traps_of_the_servers_machine() {
    let world = World::new().await;
    world.aws.put_trap(TrapFinding {
        trap: Trap::StaticKeysWin,
        found: "Environment variables gave the credentials.".to_owned(),
    });
    let identity = world.read("/identity").await;
    assert_eq!(identity["available"], true);
    insta::assert_json_snapshot!(identity["traps"]);
}

/// Without an identity of the server the page says why there is no link yet.
#[tokio::test]
async fn what_is_missing_for_the_instructions_is_said() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    world.aws.set_principal(None);
    let step = world.read("/accounts/333333333333/steps/api-access").await;
    let instructions = &step["instructions"];
    assert_eq!(
        (&instructions["launch_url"], &instructions["parameters"]),
        (&Value::Null, &json!([]))
    );
    let why = instructions["why_not_ready"].as_str().expect("a reason");
    assert!(why.contains("no AWS identity"), "{why}");
    insta::assert_json_snapshot!(world.read("/identity").await);
}

#[tokio::test]
async fn name_and_region_can_change_and_the_record_can_go() {
    let world = World::new().await;
    register(
        &world,
        json!({ "account_id": STANDALONE, "method": "role_arn" }),
    )
    .await
    .ok(201);
    let path = format!("/accounts/{STANDALONE}");
    let patch = |body| {
        Call::new("PATCH", path.as_str())
            .json(body)
            .token(&world.ada.token)
    };
    let renamed = patch(json!({ "name": "Shop", "region": "eu-west-1" }))
        .send(&world.router)
        .await
        .ok(200);
    assert_eq!(
        (&renamed["name"], &renamed["region"]),
        (&json!("Shop"), &json!("eu-west-1"))
    );
    let back = patch(json!({ "name": "" }))
        .send(&world.router)
        .await
        .ok(200);
    assert_eq!(back["name"], STANDALONE);
    let removed = Call::new("DELETE", path.as_str())
        .token(&world.ada.token)
        .send(&world.router)
        .await
        .ok(200);
    assert!(
        removed["left_in_aws"][0]
            .as_str()
            .is_some_and(|left| left.contains("landfast-api-access")),
        "{removed}"
    );
    assert_eq!(
        get(&path)
            .token(&world.ada.token)
            .send(&world.router)
            .await
            .refusal(),
        (404, "account_not_found")
    );
    register(
        &world,
        json!({ "account_id": STANDALONE, "method": "role_arn" }),
    )
    .await
    .ok(201);
}

/// Every bad field at once, each with its own code.
#[tokio::test]
async fn all_bad_fields_are_named() {
    let world = World::new().await;
    let long = "x".repeat(101);
    let answer = register(
        &world,
        json!({ "account_id": "12", "name": long, "region": "mars", "method": "magic" }),
    )
    .await;
    let found: Vec<_> = answer
        .problem()
        .fields
        .into_iter()
        .map(|field| (field.path, field.code.as_str()))
        .collect();
    let wanted = [
        ("account_id", "account_id_invalid"),
        ("name", "account_name_invalid"),
        ("region", "region_invalid"),
        ("method", "method_unknown"),
    ];
    assert_eq!(found, wanted.map(|(path, code)| (path.to_owned(), code)));
}

/// The same account may be registered in two workspaces; neither sees the other's.
#[tokio::test]
async fn workspaces_do_not_see_each_other() {
    let world = World::new().await;
    register(
        &world,
        json!({ "account_id": STANDALONE, "name": "Ours", "method": "cli" }),
    )
    .await
    .ok(201);
    let path = format!("/accounts/{STANDALONE}");
    assert_eq!(
        get(&path)
            .token(&world.oscar.token)
            .send(&world.router)
            .await
            .refusal(),
        (404, "account_not_found")
    );
    let theirs = post(
        "/accounts",
        json!({ "account_id": STANDALONE, "name": "Theirs", "method": "cli" }),
    );
    theirs
        .token(&world.oscar.token)
        .send(&world.router)
        .await
        .ok(201);
    let (ada, oscar) = (&world.ada.token, &world.oscar.token);
    let steps = format!("{path}/steps/api-access");
    let of =
        async |token: &str, path: &str| get(path).token(token).send(&world.router).await.ok(200);
    assert_eq!(of(ada, &path).await["name"], "Ours");
    assert_eq!(of(oscar, &path).await["name"], "Theirs");
    let id = |step: Value| step["instructions"]["external_id_in_trust"].clone();
    assert_ne!(id(of(ada, &steps).await), id(of(oscar, &steps).await));
}

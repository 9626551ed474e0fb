//! The server as an OIDC issuer, as AWS, people and programs see it.

use serde_json::{Value, json};

use crate::{
    http::{Call, get, post},
    world::{STANDALONE, World},
};

/// Of everybody, without signing in.
async fn public(world: &World, path: &str) -> (u16, String, Value) {
    let answer = get(format!("/{path}")).send(&world.router).await;
    let cache = answer.header("cache-control").to_owned();
    assert_eq!(answer.header("set-cookie"), "");
    let body = serde_json::from_str(&answer.text()).unwrap_or(Value::Null);
    (answer.status.as_u16(), cache, body)
}

#[tokio::test]
async fn aws_reads_discovery_and_keys_without_signing_in() {
    let world = World::issuing().await;
    let (status, cache, discovery) = public(&world, "/oidc/.well-known/openid-configuration").await;
    assert_eq!((status, cache.as_str()), (200, "public, max-age=300"));
    assert_eq!(discovery["issuer"], "https://landfast.example.com/oidc");
    assert_eq!(
        discovery["jwks_uri"],
        "https://landfast.example.com/oidc/jwks.json"
    );
    let (status, _, jwks) = public(&world, "/oidc/jwks.json").await;
    let issuer = world.read("/issuer").await;
    assert_eq!(status, 200);
    assert_eq!(jwks["keys"][0]["kid"], issuer["keys"][0]["kid"]);
    let members: Vec<&str> = jwks["keys"][0]
        .as_object()
        .expect("a key")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        members,
        ["alg", "e", "kid", "kty", "n", "use"],
        "no private member"
    );
}

#[tokio::test]
async fn a_server_that_is_no_issuer_has_no_documents() {
    let world = World::new().await;
    for path in ["/.well-known/openid-configuration", "/jwks.json"] {
        let (_, _, body) = public(&world, path).await;
        let told = (&body["issuer"], &body["keys"]);
        assert_eq!(told, (&Value::Null, &Value::Null), "{path}");
    }
    let issuer = world.read("/issuer").await;
    assert_eq!(issuer["issuer"], Value::Null);
    assert_eq!(issuer["usual_trust"], "role");
    assert_eq!(issuer["actions"][0]["allowed"], false);
}

#[tokio::test]
async fn rotating_publishes_a_second_key() {
    let world = World::issuing().await;
    let before = world.read("/issuer").await;
    assert_eq!(before["usual_trust"], "issuer");
    let rotated = world
        .as_ada(Call::new("POST", "/issuer/keys"))
        .await
        .ok(200);
    let states = |view: &Value| -> Vec<Value> {
        let keys = view["keys"].as_array().cloned().unwrap_or_default();
        keys.into_iter().map(|key| key["state"].clone()).collect()
    };
    assert_eq!(states(&rotated), ["active", "next"]);
    let (_, _, jwks) = public(&world, "/oidc/jwks.json").await;
    assert_eq!(jwks["keys"].as_array().map(Vec::len), Some(2));
    let again = world.as_ada(Call::new("POST", "/issuer/keys")).await;
    assert_eq!(again.refusal(), (409, "action_not_allowed"));
    let activity = world.read("/activity").await;
    assert_eq!(activity["items"][0]["action"], "issuer.key_made");
}

#[tokio::test]
async fn the_instructions_offer_the_template_as_a_download() {
    let world = World::issuing().await;
    let body = json!({ "account_id": STANDALONE, "method": "console_stack" });
    let account = world.as_ada(post("/accounts", body)).await.ok(201);
    assert_eq!(account["trust"], "issuer");
    let step = world
        .read(&format!("/accounts/{STANDALONE}/steps/api-access"))
        .await;
    let told = &step["instructions"];
    assert_eq!(told["launch_url"], Value::Null);
    assert_eq!(told["why_not_ready"], Value::Null);
    let path = told["template_download"].as_str().expect("a download");
    let upload = told["upload_url"].as_str().expect("a page");
    assert!(upload.ends_with("#/stacks/create"), "{upload}");
    let template = get(format!("/{path}")).send(&world.router).await;
    assert_eq!(template.status, 200);
    assert_eq!(
        template.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(template.text().contains("landfast.example.com/oidc:sub"));
    let command = told["commands"]["aws_cli"].as_str().expect("a command");
    let file = path.trim_start_matches("/templates/");
    assert!(
        command.contains(&format!("https://landfast.example.com{path}")),
        "{command}"
    );
    assert!(
        command.contains(&format!("--template-body 'file://{file}'")),
        "{command}"
    );
    let call = told["commands"]["terraform"].as_str().expect("a call");
    assert!(call.contains("trust        = \"issuer\""), "{call}");
    let module = get("//terraform/landfast.zip").send(&world.router).await;
    assert!(
        module
            .text()
            .contains("issuer = \"landfast.example.com/oidc\""),
        "stored as it is"
    );
    let trust = &told["token_trust"];
    let policy: Value =
        serde_json::from_str(trust["policy"].as_str().expect("a policy")).expect("JSON");
    assert_eq!(
        policy["Statement"][0]["Principal"]["Federated"],
        trust["provider_arn"]
    );
    let other = get("//templates/api-access-oidc-0000000000000000.yaml");
    assert_eq!(other.send(&world.router).await.status, 404);
}

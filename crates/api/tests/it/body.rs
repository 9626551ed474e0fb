//! What a request may bring.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    document::operations,
    http::{Call, post},
    world::{LINKED, World},
};

fn register(world: &World, body: impl Into<Vec<u8>>) -> Call {
    Call::new("POST", "/accounts")
        .body("application/json", body)
        .token(&world.ada.token)
}

#[tokio::test]
async fn bodies_are_bounded_before_they_are_parsed() {
    let world = World::new().await;
    let padded = |size: usize| {
        let body = r#"{"account_id":"000000000001","method":"cli"}"#;
        format!("{}{body}", " ".repeat(size - body.len()))
    };
    assert_eq!(
        register(&world, padded(64 * 1024))
            .send(&world.router)
            .await
            .status,
        201
    );
    assert_eq!(
        register(&world, padded(64 * 1024 + 1))
            .send(&world.router)
            .await
            .refusal(),
        (413, "body_too_large")
    );
    assert_eq!(
        register(&world, vec![b'['; 10 << 20])
            .send(&world.router)
            .await
            .refusal(),
        (413, "body_too_large")
    );
}

/// Small bodies that want to become large or deep, doubled keys, and things that are no JSON.
#[tokio::test]
async fn hostile_bodies_are_refused_quickly() {
    let world = World::new().await;
    let deep = "[".repeat(60_000);
    let wide = format!("[{}]", "{},".repeat(20_000));
    let bodies = [
        deep,
        wide,
        "1e999999999".to_owned(),
        r#"{"account_id":"000000000001","account_id":"000000000002","method":"cli"}"#.to_owned(),
        r#"{"account_id":"000000000001","method":"cli"} trailing"#.to_owned(),
        r#"{"account_id":1,"method":"cli"}"#.to_owned(),
        r#"{"account_id":null,"method":"cli"}"#.to_owned(),
        "\u{feff}{}".to_owned(),
        String::new(),
        "null".to_owned(),
    ];
    for body in bodies {
        let start = body.chars().take(20).collect::<String>();
        let sent = tokio::time::timeout(
            Duration::from_secs(2),
            register(&world, body).send(&world.router),
        );
        assert_eq!(
            sent.await.expect("an answer in time").refusal(),
            (422, "body_invalid"),
            "{start:?}"
        );
    }
    assert_eq!(
        register(&world, b"{\"account_id\":\"\xff\"}".to_vec())
            .send(&world.router)
            .await
            .refusal(),
        (422, "body_invalid")
    );
}

/// Every operation with a body refuses a field that it does not know: nothing can be set on the side.
#[tokio::test]
async fn unknown_fields_are_refused_everywhere() {
    let world = World::new().await;
    world.register(LINKED).await;
    let link = world.owner_link(LINKED).await;
    let mut tried = 0;
    for one in operations()
        .iter()
        .filter(|one| !one.value["requestBody"].is_null())
    {
        let path = one
            .path
            .replace("{account_id}", "000000000001")
            .replace("{step}", "api-access")
            .replace("{linked_id}", "000000000002")
            .replace("{user_id}", "usr_1");
        let token = if one.role == "owner" {
            &link
        } else {
            &world.ada.token
        };
        let call = Call::new(one.method, path)
            .json(json!({ "workspace_id": "ws_other" }))
            .token(token);
        let answer = call.send(&world.router).await;
        assert_eq!(answer.refusal(), (422, "body_invalid"), "{}", one.id);
        assert!(
            answer
                .problem()
                .detail
                .contains("unknown field `workspace_id`"),
            "{}: {}",
            one.id,
            answer.text()
        );
        tried += 1;
    }
    assert!(tried >= 10, "{tried}");
}

#[tokio::test]
async fn only_json_is_taken() {
    let world = World::new().await;
    let body = r#"{"account_id":"000000000001","method":"cli"}"#;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
    ] {
        let call = Call::new("POST", "/accounts")
            .body(kind, body)
            .token(&world.ada.token);
        assert_eq!(
            call.send(&world.router).await.refusal(),
            (422, "body_invalid"),
            "{kind}"
        );
    }
}

/// A body may be left out where it says nothing new.
#[tokio::test]
async fn a_check_can_be_asked_for_without_a_body() {
    let world = World::new().await;
    register(&world, r#"{"account_id":"000000000001","method":"cli"}"#)
        .send(&world.router)
        .await
        .ok(201);
    let path = "/accounts/000000000001/steps/api-access/checks";
    for body in [Value::Null, json!({}), json!({ "trigger": "person" })] {
        post(path, body)
            .token(&world.ada.token)
            .send(&world.router)
            .await
            .ok(202);
    }
    let schedule = post(path, json!({ "trigger": "schedule" }))
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    assert_eq!(schedule.refusal(), (422, "body_invalid"));
}

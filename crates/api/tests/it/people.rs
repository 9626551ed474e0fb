//! Setting up, inviting, signing in and out.

use serde_json::{Value, json};

use crate::{
    http::{Call, get, post},
    world::{ADA, Empty, OSCAR, PASSWORD, World},
};

#[tokio::test]
async fn the_first_operator_comes_by_a_one_time_link() {
    let empty = Empty::new().await;
    let router = empty.router();
    assert_eq!(
        get("/setup").send(&router).await.ok(200),
        json!({ "needed": true })
    );
    let link = empty
        .app
        .first_operator_link()
        .await
        .expect("no error")
        .expect("a link");
    let link = format!(
        "http://127.0.0.1:8080/setup#{}",
        secrecy::ExposeSecret::expose_secret(&link)
    );
    let ask = |email: &str, password: &str| {
        post(
            "/setup",
            json!({ "link": link, "email": email, "password": password, "workspace": "Acme" }),
        )
    };
    assert_eq!(
        ask(ADA, "short").send(&router).await.refusal(),
        (422, "password_too_weak")
    );
    assert_eq!(
        ask("ada", PASSWORD).send(&router).await.refusal(),
        (422, "email_invalid"),
        "bad input leaves the link as it is"
    );
    let answer = ask(" ADA@example.com ", PASSWORD).send(&router).await;
    let session = answer.ok(200);
    assert_eq!(
        (
            &session["email"],
            &session["role"],
            &session["workspace"]["name"]
        ),
        (&json!(ADA), &json!("operator"), &json!("Acme"))
    );
    let cookie = answer
        .header("set-cookie")
        .split_once(';')
        .expect("attributes")
        .0;
    assert_eq!(
        get("/session").cookie(cookie).send(&router).await.ok(200),
        session
    );
    assert_eq!(
        ask("eve@example.com", PASSWORD)
            .send(&router)
            .await
            .refusal(),
        (401, "one_time_link_invalid")
    );
    assert_eq!(
        get("/setup").send(&router).await.ok(200),
        json!({ "needed": false })
    );
}

#[tokio::test]
async fn an_invited_person_chooses_a_password() {
    let world = World::new().await;
    let invite = post(
        "/users",
        json!({ "email": "iris@example.com", "role": "reader" }),
    )
    .token(&world.ada.token);
    let new = invite.send(&world.router).await.ok(201);
    assert_eq!(
        (&new["user"]["invited"], &new["user"]["role"]),
        (&json!(true), &json!("reader"))
    );
    let link = new["link"].as_str().expect("a link");
    assert!(link.starts_with("/setup#"));
    let used = post("/setup", json!({ "link": link, "password": PASSWORD }))
        .send(&world.router)
        .await
        .ok(200);
    assert_eq!(
        (&used["email"], &used["workspace"]["name"]),
        (&json!("iris@example.com"), &json!("main"))
    );
    let id = new["user"]["user_id"].as_str().expect("an id");
    let promote = Call::new("PATCH", format!("/users/{id}"))
        .json(json!({ "role": "operator" }))
        .token(&world.ada.token);
    let promoted = promote.send(&world.router).await.ok(200);
    assert_eq!(
        (&promoted["role"], &promoted["invited"]),
        (&json!("operator"), &json!(false))
    );
    Call::new("DELETE", format!("/users/{id}"))
        .token(&world.ada.token)
        .send(&world.router)
        .await
        .ok(204);
    let users = get("/users")
        .token(&world.rita.token)
        .send(&world.router)
        .await
        .ok(200);
    assert!(!users.to_string().contains("iris"), "{users}");
}

/// Somebody who has a password already comes in with it, and with no other; until then they are not in.
#[tokio::test]
async fn an_invitation_into_a_second_workspace_asks_for_the_password_there_is() {
    let world = World::new().await;
    let invite = post("/users", json!({ "email": OSCAR, "role": "reader" }));
    let new = world.as_ada(invite).await.ok(201);
    let link = &new["link"];
    let main = || {
        get("/session")
            .cookie(&world.oscar.cookie)
            .header("landfast-workspace", "main")
    };
    let refused = main().send(&world.router).await;
    assert_eq!(refused.refusal(), (404, "workspace_not_found"));
    let join = |password: &str| post("/setup", json!({ "link": link, "password": password }));
    let wrong = join("another long password").send(&world.router).await;
    assert_eq!(wrong.refusal(), (401, "sign_in_failed"));
    join(PASSWORD).send(&world.router).await.ok(200);
    assert_eq!(main().send(&world.router).await.ok(200)["role"], "reader");
}

#[tokio::test]
async fn a_token_does_what_it_says_until_it_is_revoked() {
    let world = World::new().await;
    let make = post(
        "/tokens",
        json!({ "name": "ci", "role": "reader", "expires_in_days": 7 }),
    )
    .token(&world.ada.token);
    let made = make.send(&world.router).await.ok(201);
    let token = made["token"].as_str().expect("a token");
    assert!(token.starts_with("lft_"));
    let session = get("/session")
        .token(token)
        .send(&world.router)
        .await
        .ok(200);
    assert_eq!(
        (&session["email"], &session["via"], &session["role"]),
        (&json!("token:ci"), &json!("token"), &json!("reader"))
    );
    let listed = get("/tokens")
        .token(&world.rita.token)
        .send(&world.router)
        .await
        .ok(200);
    let found = listed["items"]
        .as_array()
        .expect("items")
        .iter()
        .find(|one| one["name"] == "ci")
        .expect("the token");
    assert_ne!(found["last_used_at"], Value::Null);
    let id = found["token_id"].as_str().expect("an id");
    Call::new("DELETE", format!("/tokens/{id}"))
        .token(&world.ada.token)
        .send(&world.router)
        .await
        .ok(204);
    assert_eq!(
        get("/session")
            .token(token)
            .send(&world.router)
            .await
            .refusal(),
        (401, "sign_in_required")
    );
}

#[tokio::test]
async fn what_the_role_may_do_is_told() {
    let world = World::new().await;
    let told = get("/permissions")
        .token(&world.rita.token)
        .send(&world.router)
        .await
        .ok(200);
    let actions = told["capabilities"]
        .as_array()
        .expect("capabilities")
        .iter()
        .flat_map(|one| one["actions"].as_array().expect("actions"));
    let names: Vec<&str> = actions
        .map(|one| one["action"].as_str().expect("a name"))
        .collect();
    assert!(
        names.contains(&"iam:GetRole") && names.contains(&"organizations:DescribeOrganization"),
        "{names:?}"
    );
    assert!(
        told["cannot"]
            .as_array()
            .is_some_and(|list| list.len() >= 3),
        "{told}"
    );
    assert_eq!(told["template_sha256"].as_str().map(str::len), Some(64));
}

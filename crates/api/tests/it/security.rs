//! Headers, cookies, and what must not be shown.

use serde_json::{Value, json};

use crate::{
    http::{Call, get, post},
    world::{ADA, PASSWORD, World},
};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

#[tokio::test]
async fn every_answer_has_the_headers_of_security() {
    let world = World::new().await;
    for path in [
        "/health",
        "/accounts",
        "/nowhere",
        "//",
        "//accounts/1",
        "//assets/none.js",
        "//help",
        "//help/none",
        "//metrics",
    ] {
        let answer = get(path).send(&world.router).await;
        let found = [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
        ];
        let wanted = [POLICY, "nosniff", "no-referrer", "same-origin"];
        assert_eq!(found.map(|name| answer.header(name)), wanted, "{path}");
        assert!(answer.header("x-request-id").starts_with("req_"), "{path}");
        assert!(
            !answer.headers.contains_key("server")
                && !answer.headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
        assert!(
            !answer.headers.contains_key("strict-transport-security"),
            "{path}"
        );
    }
    let api = get("/session")
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    assert_eq!(api.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_request_id_from_outside_is_not_taken() {
    let world = World::new().await;
    let mine = get("/nowhere")
        .header("x-request-id", "mine")
        .send(&world.router)
        .await;
    let next = get("/nowhere")
        .header("x-request-id", "mine")
        .send(&world.router)
        .await;
    assert_ne!(mine.header("x-request-id"), "mine");
    assert_ne!(mine.header("x-request-id"), next.header("x-request-id"));
}

fn sign_in() -> Call {
    post("/session", json!({ "email": ADA, "password": PASSWORD }))
}

#[tokio::test]
async fn cookies_by_way_of_serving() {
    let plain = World::new().await;
    let answer = sign_in().send(&plain.router).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("landfast=")
            && cookie.ends_with("; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );

    let world = World::with(|settings| settings.https = true).await;
    let answer = sign_in().send(&world.router).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-landfast=")
            && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
    let secret = cookie.split_once(';').expect("attributes").0;
    assert_eq!(
        get("/session")
            .cookie(secret)
            .send(&world.router)
            .await
            .ok(200)["via"],
        "session"
    );
    let renamed = secret.replacen("__Host-", "", 1);
    assert_eq!(
        get("/session")
            .cookie(&renamed)
            .send(&world.router)
            .await
            .refusal(),
        (401, "sign_in_required")
    );
}

/// A new sign-in is a new session, and each can end alone.
#[tokio::test]
async fn sessions_are_not_shared() {
    let world = World::new().await;
    let cookie = |answer: &crate::http::Answer| {
        answer
            .header("set-cookie")
            .split_once(';')
            .expect("attributes")
            .0
            .to_owned()
    };
    let first = cookie(
        &sign_in()
            .cookie("landfast=planted")
            .send(&world.router)
            .await,
    );
    let second = cookie(&sign_in().cookie(&first).send(&world.router).await);
    assert!(first != second && first != "landfast=planted");
    Call::new("DELETE", "/session")
        .cookie(&first)
        .send(&world.router)
        .await
        .ok(204);
    assert_eq!(
        get("/session")
            .cookie(&first)
            .send(&world.router)
            .await
            .refusal(),
        (401, "sign_in_required")
    );
    get("/session")
        .cookie(&second)
        .send(&world.router)
        .await
        .ok(200);
}

/// An unknown address and a wrong password are answered alike.
#[tokio::test]
async fn nobody_learns_who_has_a_sign_in() {
    let world = World::new().await;
    let try_as = async |email: &str| {
        let answer = post(
            "/session",
            json!({ "email": email, "password": "not the password" }),
        )
        .send(&world.router)
        .await;
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        (answer.status, problem)
    };
    assert_eq!(try_as(ADA).await, try_as("nobody@example.com").await);
}

/// External ids and secrets are shown where they belong and nowhere else.
#[tokio::test]
async fn secrets_are_shown_once() {
    let world = World::new().await;
    post(
        "/accounts",
        json!({ "account_id": "000000000001", "method": "cli" }),
    )
    .token(&world.ada.token)
    .send(&world.router)
    .await
    .ok(201);
    let step = get("/accounts/000000000001/steps/api-access")
        .token(&world.rita.token)
        .send(&world.router)
        .await
        .ok(200);
    let bound = step["instructions"]["external_id_in_trust"]
        .as_str()
        .expect("an id");
    let external_id = bound.split_once(':').expect("an account").0;
    let secret = world.ada.token.split_once('.').expect("a secret").1;
    for path in [
        "/accounts",
        "/accounts/000000000001",
        "/activity",
        "/work",
        "/tokens",
        "/users",
        "/session",
        "//metrics",
    ] {
        let text = get(path)
            .token(&world.ada.token)
            .send(&world.router)
            .await
            .text();
        for canary in [external_id, secret, PASSWORD] {
            assert!(!text.contains(canary), "{path} shows {canary}");
        }
    }
}

#[tokio::test]
async fn who_tries_too_often_is_told_how_long_to_wait() {
    let world = World::new().await;
    let attempt = || {
        let body = json!({"email": ADA, "password": "not the password"});
        post("/session", body).send(&world.router)
    };
    for _ in 0..10 {
        assert_eq!(attempt().await.status, 401);
    }
    world.clock.advance(std::time::Duration::from_secs(60));
    let refused = attempt().await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("retry-after")),
        (429, "840")
    );
}

//! Headers, cookies, and requests that other sites make in a person's name.

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

/// What a browser sends from a page of ours, of another site, or of an older browser.
#[tokio::test]
async fn only_our_own_pages_act_with_the_cookie() {
    let world = World::new().await;
    let mut n = 0;
    for (headers, passes) in [
        (&[("sec-fetch-site", "same-origin")][..], true),
        (&[("sec-fetch-site", "none")], true),
        (&[], true),
        (&[("origin", "http://127.0.0.1:8080")], true),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "http://127.0.0.1:8080"),
            ],
            false,
        ),
        (&[("origin", "https://evil.example")], false),
        (&[("origin", "http://127.0.0.1:8081")], false),
        (&[("origin", "null")], false),
    ] {
        n += 1;
        let body = json!({ "account_id": format!("{n:012}"), "method": "cli" });
        let with = |call: Call| {
            headers
                .iter()
                .fold(call, |call, (name, value)| call.header(name, value))
        };
        let answer = with(post("/accounts", body.clone()).cookie(&world.ada.cookie))
            .send(&world.router)
            .await;
        if passes {
            assert_eq!(answer.status, 201, "{headers:?}: {}", answer.text());
            continue;
        }
        assert_eq!(answer.refusal(), (403, "forbidden"), "{headers:?}");
        let login = with(sign_in()).send(&world.router).await;
        assert_eq!(
            login.status, 403,
            "signing somebody in from another site: {headers:?}"
        );
        assert!(!login.headers.contains_key("set-cookie"));
        let looked = with(get("/accounts").cookie(&world.ada.cookie))
            .send(&world.router)
            .await;
        assert_eq!(looked.status, 200, "reading is not acting: {headers:?}");
        let by_token = with(post("/accounts", body).token(&world.ada.token))
            .send(&world.router)
            .await;
        assert_eq!(
            by_token.status, 201,
            "a token is no browser's doing: {headers:?}"
        );
    }
}

/// A header `Authorization` takes a request out of the check of its origin; so the cookie must not
/// count beside it.
#[tokio::test]
async fn a_cookie_beside_a_bad_token_does_not_count() {
    let world = World::new().await;
    let body = json!({ "account_id": "000000000001", "method": "cli" });
    for authorization in ["Bearer lft_none", "Bearer", "Basic YTpi", "\u{ff}"] {
        let call = post("/accounts", body.clone())
            .cookie(&world.ada.cookie)
            .header("authorization", authorization);
        let answer = call
            .header("sec-fetch-site", "cross-site")
            .send(&world.router)
            .await;
        assert_eq!(
            answer.refusal(),
            (401, "sign_in_required"),
            "{authorization}"
        );
    }
}

/// No other site is ever allowed to ask with headers of its own.
#[tokio::test]
async fn preflights_are_refused() {
    let world = World::new().await;
    let ask = Call::new("OPTIONS", "/accounts").header("origin", "https://evil.example");
    let answer = ask
        .header("access-control-request-method", "POST")
        .send(&world.router)
        .await;
    assert_eq!(answer.refusal(), (405, "method_not_allowed"));
    assert!(
        answer
            .headers
            .keys()
            .all(|name| !name.as_str().starts_with("access-control-"))
    );
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

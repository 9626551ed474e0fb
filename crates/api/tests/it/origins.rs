//! Requests that other sites make in a person's name.

use serde_json::json;

use crate::{
    http::{Call, get, post},
    world::{ADA, PASSWORD, World},
};

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
        let login = with(post(
            "/session",
            json!({ "email": ADA, "password": PASSWORD }),
        ))
        .send(&world.router)
        .await;
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

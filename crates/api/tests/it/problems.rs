//! Every problem code that can be provoked from outside, and the form that problems have.

use std::{collections::BTreeSet, time::Duration};

use landfast_api::dto::ProblemCode;
use serde_json::{Value, json};

use crate::{
    commitments,
    http::{Answer, Call, get, post},
    world::{ADA, Empty, KEY_SECRET, LINKED, PASSWORD, PAYER, RITA, STANDALONE, World},
};

/// Those that need a defect, an outage, or the command line.
const NOT_FROM_OUTSIDE: [&str; 6] = [
    "callback_unreadable",
    "secret_key_unusable",
    "identity_unavailable",
    "template_unpublished",
    "internal",
    "unavailable",
];

async fn provoked(world: &World) -> Vec<(&'static str, Answer)> {
    let ada = |call: Call| call.token(&world.ada.token);
    let register = |id: &str, more: Value| {
        let mut body = json!({ "account_id": id, "method": "cli" });
        more.as_object()
            .into_iter()
            .flatten()
            .for_each(|(name, value)| body[name] = value.clone());
        ada(post("/accounts", body))
    };
    let role = |arn: &str| {
        ada(Call::new("PUT", format!("/accounts/{STANDALONE}/role"))
            .json(json!({ "role_arn": arn })))
    };
    let step = |step: &str, verb: &str| {
        ada(post(
            format!("/accounts/{STANDALONE}/steps/{step}/{verb}"),
            Value::Null,
        ))
    };
    let token = |name: &str, days: u32| {
        ada(post(
            "/tokens",
            json!({ "name": name, "role": "reader", "expires_in_days": days }),
        ))
    };
    let workspace =
        |name: &str| post("/workspaces", json!({ "name": name })).cookie(&world.ada.cookie);
    let setup =
        |link: &str, password: &str| post("/setup", json!({ "link": link, "password": password }));
    let invite = post(
        "/users",
        json!({ "email": "iris@example.com", "role": "reader" }),
    );
    let invited = world.as_ada(invite).await.ok(201);
    let link = invited["link"].as_str().expect("a link");
    register(STANDALONE, json!({ "name": "Shop" }))
        .send(&world.router)
        .await
        .ok(201);
    world.register(PAYER).await;
    let own = json!({ "role_arn": format!("arn:aws:iam::{PAYER}:role/own") });
    let pasted = Call::new("PUT", format!("/accounts/{PAYER}/role")).json(own);
    world.as_ada(pasted).await.ok(200);
    let calls = vec![
        (
            "an account id of 11 digits",
            register("12345678901", json!({})),
        ),
        ("an account twice", register(STANDALONE, json!({}))),
        (
            "a name of two lines",
            register(LINKED, json!({ "name": "a\nb" })),
        ),
        (
            "a name that is taken",
            register(LINKED, json!({ "name": "SHOP" })),
        ),
        ("no region", register(LINKED, json!({ "region": "mars" }))),
        ("no method", register(LINKED, json!({ "method": "magic" }))),
        ("no trust", register(LINKED, json!({ "trust": "magic" }))),
        (
            "a trust that is not offered",
            register(LINKED, json!({ "trust": "issuer" })),
        ),
        (
            "no capability",
            register(LINKED, json!({ "capabilities": ["bills"] })),
        ),
        (
            "an account that is not there",
            ada(get(format!("/accounts/{LINKED}"))),
        ),
        ("no ARN", role("role/own")),
        (
            "a role of another account",
            role(&format!("arn:aws:iam::{LINKED}:role/own")),
        ),
        (
            "a role of another partition",
            role(&format!("arn:aws-cn:iam::{STANDALONE}:role/own")),
        ),
        (
            "no step",
            ada(get(format!("/accounts/{STANDALONE}/steps/magic"))),
        ),
        (
            "a payer's step",
            ada(get(format!("/accounts/{STANDALONE}/steps/billing-export"))),
        ),
        (
            "resuming what was not skipped",
            step("api-access", "resume"),
        ),
        (
            "a check that is not there",
            ada(get(format!("/accounts/{STANDALONE}/checks/chk_1"))),
        ),
        (
            "a permit for no account",
            ada(post(
                format!("/accounts/{STANDALONE}/permits"),
                json!({ "way": "selected" }),
            )),
        ),
        (
            "a role with a permit that enters no account",
            ada(post(
                format!("/accounts/{STANDALONE}/permits"),
                json!({ "way": "stack_set", "member_role": "AWSControlTowerExecution" }),
            )),
        ),
        (
            "an activation that is not there",
            ada(get(format!("/accounts/{PAYER}/activations/act_1"))),
        ),
        (
            "a permit that is not there",
            ada(get(format!("/accounts/{STANDALONE}/permits/prm_1"))),
        ),
        ("a made-up cursor", ada(get("/accounts?cursor=x"))),
        (
            "a wrong password",
            post("/session", json!({ "email": ADA, "password": "wrong" })),
        ),
        ("nobody", get("/accounts")),
        (
            "a reader who changes something",
            post("/accounts", json!({})).token(&world.rita.token),
        ),
        (
            "another workspace",
            get("/accounts")
                .cookie(&world.ada.cookie)
                .header("landfast-workspace", "other"),
        ),
        ("a workspace twice", workspace("MAIN")),
        ("a workspace with a slash", workspace("a/b")),
        ("a link that was never given", setup("none", PASSWORD)),
        ("a short password", setup(link, "short")),
        (
            "no e-mail address",
            ada(post("/users", json!({ "email": "ada", "role": "reader" }))),
        ),
        (
            "a user twice",
            ada(post("/users", json!({ "email": RITA, "role": "reader" }))),
        ),
        (
            "a user who is not there",
            ada(Call::new("DELETE", "/users/usr_1")),
        ),
        (
            "a token that is not there",
            ada(Call::new("DELETE", "/tokens/tok_1")),
        ),
        ("a token without a name", token(" ", 1)),
        ("a token for ever", token("t", 367)),
        ("a receipt that is not there", ada(get("/receipts/rcp_1"))),
        (
            "the record of an account that has a role of its own",
            ada(Call::new("DELETE", format!("/accounts/{PAYER}"))),
        ),
        (
            "work that is not there",
            ada(post("/work/wrk_1/retry", Value::Null)),
        ),
        (
            "an unknown field",
            ada(post("/workspaces", json!({ "nam": "x" }))),
        ),
        (
            "a large body",
            ada(Call::new("POST", "/accounts").body("application/json", vec![b' '; 70_000])),
        ),
        ("an address that is not there", get("/nowhere")),
        ("a method that is not there", Call::new("PUT", "/health")),
        (
            "the last operator",
            ada(Call::new(
                "DELETE",
                format!("/users/{}", world.ada.actor.user.as_ref().expect("a user")),
            )),
        ),
    ];
    let mut answers = Vec::new();
    for (name, call) in calls {
        answers.push((name, call.send(&world.router).await));
    }
    answers.extend(of_keys(world).await);
    answers.extend(of_webhooks(world).await);
    answers.extend(of_owner_links(world).await);
    answers.extend(of_bills(world).await);
    answers.extend(commitments::refused(world).await);
    answers.push(("too many wrong passwords", exhausted(world).await));
    answers
}

async fn of_keys(world: &World) -> Vec<(&'static str, Answer)> {
    let account = "444444444444";
    let draft = json!({ "account_id": "555555555555", "method": "access_keys" });
    let off = world.as_ada(post("/accounts", draft)).await;
    world.register_with_key(account).await;
    let mut answers = vec![("a method that is turned off", off)];
    for (name, id, secret) in [
        ("no access key id", "hunter2", KEY_SECRET),
        ("a session's key", "ASIAOLDKEYOLDKEYOLD1", KEY_SECRET),
        ("half a secret", "AKIAOLDKEYOLDKEYOLD1", "hunter2"),
    ] {
        let key = json!({ "access_key_id": id, "secret_access_key": secret });
        let call = Call::new("PUT", format!("/accounts/{account}/access-key")).json(key);
        answers.push((name, world.as_ada(call).await));
    }
    answers
}

async fn of_webhooks(world: &World) -> Vec<(&'static str, Answer)> {
    let url = "https://hooks.example.com/in";
    let draft = |name: &str, url: &str, kind: &str| {
        post(
            "/webhooks",
            json!({ "name": name, "url": url, "kinds": [kind] }),
        )
    };
    let mut answers = Vec::new();
    for (name, call) in [
        ("a webhook without a name", draft(" ", url, "access")),
        (
            "a webhook into the machine",
            draft("w", "https://127.0.0.1/hunter2", "access"),
        ),
        (
            "a webhook by http",
            draft("w", "http://hooks.example.com/hunter2", "access"),
        ),
        ("a webhook to no URL", draft("w", "hunter2", "access")),
        ("a webhook for nonsense", draft("w", url, "nonsense")),
        (
            "a webhook that is not there",
            Call::new("GET", "/webhooks/whk_1"),
        ),
    ] {
        answers.push((name, world.as_ada(call).await));
    }
    let added = world.as_ada(draft("w", url, "access")).await;
    let id = added.json()["view"]["webhook_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("/webhooks/{id}/deliveries/msg_1/redeliver");
    answers.push((
        "a delivery that is not there",
        world.as_ada(post(path, Value::Null)).await,
    ));
    for _ in 1..20 {
        world.as_ada(draft("w", url, "access")).await;
    }
    answers.push((
        "too many webhooks",
        world.as_ada(draft("w", url, "access")).await,
    ));
    answers
}

async fn of_bills(world: &World) -> Vec<(&'static str, Answer)> {
    let ask = |range: [&str; 2], by: &str| {
        let selection = json!({ "from": range[0], "to": range[1] });
        post(
            "/bills/questions",
            json!({ "selection": selection, "group_by": [by] }),
        )
    };
    let months = ["2026-10", "2026-11"];
    let mut answers = Vec::new();
    for (name, call) in [
        ("a question by nonsense", ask(months, "nonsense")),
        (
            "a question from a month to a day",
            ask(["2026-10", "2026-11-01"], "service"),
        ),
        ("a question for ever", ask(["ever", "never"], "service")),
        (
            "a file of nothing",
            post("/bills/export", json!({ "format": "csv" })),
        ),
        (
            "a page of no lines",
            post(
                "/bills/lines",
                json!({ "selection": { "from": "2026-10", "to": "2026-10" }, "rows": 0 }),
            ),
        ),
        (
            "a query without end",
            post("/bills/sql", json!({ "sql": "forever" })),
        ),
    ] {
        answers.push((name, world.as_ada(call).await));
    }
    answers
}

async fn of_owner_links(world: &World) -> Vec<(&'static str, Answer)> {
    let path = format!("/accounts/{STANDALONE}/owner-links");
    let (days, none) = (json!({ "expires_in_days": 31 }), format!("{path}/olk_1"));
    vec![
        ("a link for ever", world.as_ada(post(path, days)).await),
        (
            "a link that is not there",
            world.as_ada(Call::new("DELETE", none)).await,
        ),
        (
            "a link that opens nothing",
            get("/owner").token("lfo_1").send(&world.router).await,
        ),
        ("no link at all", get("/owner").send(&world.router).await),
    ]
}

async fn exhausted(world: &World) -> Answer {
    let wrong = || {
        post(
            "/session",
            json!({ "email": "nobody@example.com", "password": "wrong" }),
        )
    };
    for _ in 0..10 {
        assert_eq!(
            wrong().send(&world.router).await.refusal(),
            (401, "sign_in_failed")
        );
    }
    wrong().send(&world.router).await
}

#[tokio::test]
async fn each_code_with_its_status_and_words() {
    let world = World::new().await;
    let answers = provoked(&world).await;
    let shown: Vec<Value> = answers
        .iter()
        .map(|(name, answer)| {
            let problem = answer.problem();
            assert!(
                !problem.title.is_empty() && !problem.detail.is_empty(),
                "{name}"
            );
            assert_eq!(problem.help, format!("/help/{}", problem.code));
            let fields: Vec<&str> = problem
                .fields
                .iter()
                .map(|field| field.path.as_str())
                .collect();
            json!([
                name,
                answer.status.as_u16(),
                problem.code,
                problem.detail,
                fields,
                problem.hints
            ])
        })
        .collect();
    insta::assert_json_snapshot!(shown);
    let provoked: BTreeSet<&str> = answers
        .iter()
        .map(|(_, answer)| answer.problem().code.as_str())
        .collect();
    let all: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    let missed: Vec<&&str> = all.difference(&provoked).collect();
    let mut expected = NOT_FROM_OUTSIDE;
    expected.sort_unstable();
    assert_eq!(
        missed,
        expected.iter().collect::<Vec<_>>(),
        "codes that no request here provokes"
    );
}

#[tokio::test]
async fn a_problem_in_full() {
    let world = World::new().await;
    let answer = post("/accounts", json!({ "account_id": "12", "method": "cli" }))
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    assert_eq!(answer.header("content-type"), "application/json");
    insta::assert_json_snapshot!(answer.json(), { ".request_id" => "[request id]" });
}

#[tokio::test]
async fn the_headers_that_belong_to_some_statuses() {
    let world = World::new().await;
    assert_eq!(
        get("/accounts")
            .send(&world.router)
            .await
            .header("www-authenticate"),
        "Bearer realm=\"landfast\""
    );
    let wrong = Call::new("PUT", "/accounts")
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    let mut allowed: Vec<&str> = wrong.header("allow").split(',').collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
}

/// A request that takes too long is given up and says so.
#[tokio::test]
async fn requests_are_bounded_in_time() {
    let world = World::with(|settings| settings.timeout = Duration::ZERO).await;
    let answer = post("/session", json!({ "email": ADA, "password": PASSWORD }))
        .send(&world.router)
        .await;
    assert_eq!(answer.refusal(), (503, "unavailable"));
    assert!(!answer.header("retry-after").is_empty());
}

/// Addresses outside the API that are nothing.
#[tokio::test]
async fn unknown_addresses() {
    let empty = Empty::new().await;
    let router = empty.router();
    for path in [
        "//api",
        "//api/v2/accounts",
        "/accounts/1/2/3",
        "//api/v1",
        "//api/v1/",
    ] {
        assert_eq!(
            get(path).send(&router).await.refusal(),
            (404, "not_found"),
            "{path}"
        );
    }
    for path in ["//api/v2/accounts", "//api"] {
        assert_eq!(
            post(path, json!({})).send(&router).await.status,
            404,
            "{path}"
        );
    }
    assert_eq!(
        post("//somewhere", json!({})).send(&router).await.refusal(),
        (405, "method_not_allowed")
    );
}

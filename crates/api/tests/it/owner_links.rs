//! The link for the owner of one account, through HTTP.

use serde_json::{Value, json};

use crate::{
    http::{Answer, Call, get, post},
    world::{LINKED, PAYER, World},
};

/// What a link opens at this address.
async fn open(world: &World, link: &str, call: Call) -> Answer {
    call.token(link).send(&world.router).await
}

async fn page(world: &World, link: &str) -> Value {
    open(world, link, get("/owner")).await.ok(200)
}

fn state(page: &Value) -> &str {
    page["steps"][0]["state"]["state"]
        .as_str()
        .expect("a state")
}

#[tokio::test]
async fn an_owner_sees_who_asks_for_what_and_gets_to_a_proven_role() {
    let world = World::with(|settings| {
        settings.public_url = Some("https://landfast.example.com/".to_owned());
    })
    .await;
    world.register(LINKED).await;
    let path = format!("/accounts/{LINKED}/owner-links");
    let made = world
        .as_ada(post(path.clone(), json!({ "expires_in_days": 3 })))
        .await
        .ok(201);
    let link = made["link"].as_str().expect("a link");
    let secret = link
        .strip_prefix("https://landfast.example.com/owner#")
        .expect("an address with the secret behind #");

    let first = page(&world, secret).await;
    for (field, value) in [
        ("asked_by", json!("token:ada")),
        ("workspace", json!("main")),
        ("account_id", json!(LINKED)),
        ("name", json!(LINKED)),
        ("done", json!(false)),
        ("why_nothing", Value::Null),
    ] {
        assert_eq!(first[field], value, "{field}");
    }
    assert_eq!(first["expires_at"], made["view"]["expires_at"]);
    let grants = first["grants"].as_array().expect("grants");
    assert!(
        grants
            .iter()
            .all(|one| one["actions"][0]["reason"].is_string())
    );
    assert!(
        !grants
            .iter()
            .any(|one| one["capability"] == "tag_writing" || one["capability"] == "tag-writing")
    );
    assert!(
        first["cannot"]
            .as_array()
            .is_some_and(|list| list.len() >= 3)
    );
    let step = &first["steps"][0];
    assert!(step["instructions"]["launch_url"].is_string());
    assert_eq!(step["instructions"]["commands"]["terraform"], Value::Null);
    assert!(step["instructions"]["commands"]["terraform_by_hand"].is_string());
    let actions: Vec<&str> = step["actions"]
        .as_array()
        .expect("actions")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(actions, ["check", "follow", "set_role"]);

    world.launch(LINKED, LINKED).await;
    let check = Call::new("POST", "/owner/steps/api-access/checks");
    let asked = open(&world, secret, check).await.ok(202);
    let by = format!(
        "owner-link:{}",
        made["view"]["link_id"].as_str().expect("an id")
    );
    assert_eq!(asked["asked_by"], json!(by));
    world.work().await;
    let last = page(&world, secret).await;
    assert_eq!((state(&last), &last["done"]), ("passed", &json!(true)));

    let listed = world.read(&path).await;
    assert_eq!(listed["items"][0]["state"], "works");
    assert!(listed["items"][0]["last_used_at"].is_string());
    assert!(!listed.to_string().contains(secret), "shown once");
    let log = world.read(&format!("/activity?account_id={LINKED}")).await;
    let asked = log["items"].as_array().expect("entries").iter();
    let mut asked = asked.filter(|one| one["action"] == "check.asked");
    let entry = asked.next().expect("an entry");
    assert_eq!(entry["actor"], json!(by));
    assert!(entry["request_id"].is_string());
    assert!(!log.to_string().contains(secret));
}

#[tokio::test]
async fn expired_revoked_and_unknown_links_are_answered_alike() {
    let world = World::new().await;
    world.register(LINKED).await;
    let (expired, revoked) = (
        world.owner_link(LINKED).await,
        world.owner_link(LINKED).await,
    );
    world.revoke(LINKED, &revoked).await;
    assert_eq!(open(&world, &expired, get("/owner")).await.status, 200);
    let week = std::time::Duration::from_secs(7 * 24 * 60 * 60);
    world.clock.advance(week);
    let unknown = "lfo_olk_00000000000000000000000000.none";
    let mut said = Vec::new();
    for link in [expired.as_str(), &revoked, unknown, "nonsense"] {
        let problem = open(&world, link, get("/owner")).await.json();
        said.push(["status", "code", "detail", "hints"].map(|field| problem[field].clone()));
    }
    assert!(said.windows(2).all(|two| two[0] == two[1]), "{said:?}");
    let hint = said[0][3].to_string();
    assert!(hint.contains("new one"), "{hint}");
}

/// A link is one account's: with it, nothing of another one can be named at all.
#[tokio::test]
async fn a_link_reaches_no_other_account() {
    let world = World::new().await;
    for account in [LINKED, PAYER] {
        world.register(account).await;
    }
    let link = world.owner_link(LINKED).await;
    for path in [
        format!("/accounts/{LINKED}"),
        format!("/accounts/{PAYER}/steps/api-access"),
        "/accounts".to_owned(),
        "/activity".to_owned(),
        "/events".to_owned(),
    ] {
        let answer = open(&world, &link, get(path.as_str())).await;
        assert_eq!(answer.refusal(), (401, "sign_in_required"), "{path}");
    }
    let role = json!({ "role_arn": format!("arn:aws:iam::{PAYER}:role/own") });
    let put = Call::new("PUT", "/owner/role").json(role);
    assert_eq!(
        open(&world, &link, put).await.refusal(),
        (422, "role_arn_other_account")
    );
    let elsewhere =
        json!({ "role_arn": format!("arn:aws:iam::{LINKED}:role/own"), "account_id": PAYER });
    let put = Call::new("PUT", "/owner/role").json(elsewhere);
    assert_eq!(
        open(&world, &link, put).await.refusal(),
        (422, "body_invalid")
    );
    for step in ["linked-accounts", "dance"] {
        let check = Call::new("POST", format!("/owner/steps/{step}/checks"));
        assert_eq!(
            open(&world, &link, check).await.refusal(),
            (404, "step_not_found")
        );
    }
    assert!(!page(&world, &link).await.to_string().contains(PAYER));
}

/// The secret is taken from the header alone: an address or a cookie with it opens nothing.
#[tokio::test]
async fn the_secret_is_no_part_of_an_address() {
    let world = World::new().await;
    world.register(LINKED).await;
    let link = world.owner_link(LINKED).await;
    let by_query = get(format!("/owner?link={link}").as_str())
        .send(&world.router)
        .await;
    assert_eq!(by_query.refusal(), (401, "owner_link_invalid"));
    let by_cookie = get("/owner").cookie(&format!("landfast={link}"));
    assert_eq!(
        by_cookie.send(&world.router).await.refusal(),
        (401, "owner_link_invalid")
    );
}

#[tokio::test]
async fn wrong_secrets_are_counted() {
    let world = World::new().await;
    world.register(LINKED).await;
    let link = world.owner_link(LINKED).await;
    let wrong = format!("{}.wrong", link.split_once('.').expect("two parts").0);
    for _ in 0..10 {
        let answer = open(&world, &wrong, get("/owner")).await;
        assert_eq!(answer.refusal(), (401, "owner_link_invalid"));
    }
    let answer = open(&world, &link, get("/owner")).await;
    assert_eq!(answer.refusal(), (429, "too_many_attempts"));
    assert!(!answer.header("retry-after").is_empty());
}

//! Contracts over HTTP, and how bills stand against them.

use landfast_domain::bill::ask::Day;
use landfast_test_kit::FakeLine;
use serde_json::{Value, json};

use crate::{
    access_rows::contract,
    http::{Answer, Call, get, post},
    world::World,
};

/// What of contracts is refused, with its reason.
pub async fn refused(world: &World) -> Vec<(&'static str, Answer)> {
    let with = |field: &str, value: Value| {
        let mut body = contract("refused");
        body[field] = value;
        post("/commitments", body)
    };
    let cap = json!({ "marketplace_cap": { "percent": 101 } });
    let twice = |name: &str| post("/commitments", contract(name));
    world.as_ada(twice("Taken")).await.ok(201);
    let mut answers = Vec::new();
    for (name, call) in [
        ("a contract without a name", with("name", json!(" "))),
        ("a contract in dollars", with("currency", json!("$"))),
        ("a contract of no year", with("years", json!([]))),
        ("a contract of nothing", with("years", json!(["0"]))),
        ("a contract of nobody", with("payers", json!(["me"]))),
        ("a contract from nowhere", with("starts", json!("soon"))),
        ("a cap of 101 per cent", with("rules", cap)),
        ("a contract twice", twice("taken")),
        ("a contract that is not there", get("/commitments/cmt_1")),
    ] {
        answers.push((name, world.as_ada(call).await));
    }
    answers
}

fn put(id: &str, body: Value) -> Call {
    Call::new("PUT", format!("/commitments/{id}")).json(body)
}

/// Of the same payer on many days.
fn lines(from: &str, days: i32, line_type: &str, cost: &str) -> Vec<FakeLine> {
    let from: Day = from.parse().expect("a day");
    let line = |after| FakeLine {
        day: from.plus(after),
        payer: "012345678901".to_owned(),
        service_code: Some("AmazonEC2".to_owned()),
        line_type: line_type.to_owned(),
        billing_entity: Some("AWS".to_owned()),
        legal_entity: Some("Amazon Web Services, Inc.".to_owned()),
        currency: "USD".to_owned(),
        amount: cost.parse().expect("an amount"),
    };
    (0..days).map(line).collect()
}

/// A bill of the year that ends with 2025, in which the clock of these tests stands still.
fn bill() -> Vec<FakeLine> {
    let mut all = lines("2025-09-01", 122, "Usage", "12");
    let mut support = lines("2025-12-01", 1, "Usage", "40");
    support[0].service_code = Some("AWSSupportEnterprise".to_owned());
    let mut bought = lines("2025-10-01", 2, "Usage", "600");
    for (line, seller) in bought.iter_mut().zip(["Acme Inc.", "Bolt Ltd."]) {
        line.billing_entity = Some("AWS Marketplace".to_owned());
        line.legal_entity = Some(seller.to_owned());
    }
    let mut euros = lines("2025-10-01", 1, "Usage", "3");
    euros[0].currency = "EUR".to_owned();
    let mut stranger = lines("2025-10-01", 1, "Usage", "1000000");
    stranger[0].payer = "999999999999".to_owned();
    for more in [support, bought, euros, stranger] {
        all.extend(more);
    }
    all.extend(lines("2025-10-01", 1, "Tax", "70"));
    all.extend(lines("2025-10-01", 1, "Credit", "-5"));
    all
}

fn running() -> Value {
    let mut body = contract("EDP");
    body["starts"] = json!("2025-09-01");
    body
}

async fn added(world: &World, body: Value) -> String {
    let added = world.as_ada(post("/commitments", body)).await.ok(201);
    added["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_contract_from_adding_to_removing() {
    let world = World::new().await;
    world.register("012345678901").await;
    let mut body = contract("EDP");
    body["rules"] = json!({
        "basis": { "value": "net_unblended" },
        "charges": { "support": { "counts": true, "source": "§ 2.1" }, "tax": { "counts": false } },
        "marketplace_cap": { "percent": null, "source": "Addendum 3" },
    });
    let shown = world
        .as_ada(post("/commitments", body.clone()))
        .await
        .ok(201);
    insta::assert_json_snapshot!(shown, { ".id" => "[id]" });
    // The second click of a browser.
    let again = world.as_ada(post("/commitments", body)).await;
    assert_eq!(again.refusal(), (409, "commitment_name_taken"));
    let id = shown["id"].as_str().expect("an id");
    assert_eq!(world.read(&format!("/commitments/{id}")).await, shown);
    added(&world, contract("aftermath")).await;
    let listed = world.read("/commitments").await;
    let names: Vec<&Value> = listed["commitments"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["aftermath", "EDP"]);
    assert_eq!(listed["defaults"], listed["commitments"][0]["rules"]);
    // A name may change its letters, and not become another's.
    let taken = world.as_ada(put(id, contract("AFTERMATH"))).await;
    assert_eq!(taken.refusal(), (409, "commitment_name_taken"));
    let changed = world.as_ada(put(id, contract("edp"))).await.ok(200);
    assert_eq!(changed["name"], "edp");
    assert_eq!(changed["rules"]["marketplace_cap"]["percent"], 25);
    assert_eq!(changed["rules"]["marketplace_cap"]["is_default"], true);
    let log = world.read("/activity").await;
    let said: Vec<&Value> = log["items"]
        .as_array()
        .expect("entries")
        .iter()
        .filter(|entry| {
            entry["action"]
                .as_str()
                .is_some_and(|action| action.starts_with("commitment."))
        })
        .map(|entry| &entry["summary"])
        .collect();
    assert_eq!(
        said,
        [
            "Changed name and rules of the contract \"edp\" from 2026-01-01: 3650, 7300 USD.",
            "Added the contract \"aftermath\" from 2026-01-01: 3650, 7300 USD.",
            "Added the contract \"EDP\" from 2026-01-01: 3650, 7300 USD.",
        ]
    );
    let path = format!("/commitments/{id}");
    world.as_ada(Call::new("DELETE", &path)).await.ok(204);
    let gone = world.as_ada(get(&path)).await;
    assert_eq!(gone.refusal(), (404, "commitment_not_found"));
    let gone = world.as_ada(get(format!("{path}/standing"))).await;
    assert_eq!(gone.refusal(), (404, "commitment_not_found"));
}

#[tokio::test]
async fn changing_nothing_is_no_change() {
    let world = World::new().await;
    let id = added(&world, contract("EDP")).await;
    let before = world.read("/activity").await;
    world.as_ada(put(&id, contract(" EDP "))).await.ok(200);
    assert_eq!(world.read("/activity").await, before);
}

#[tokio::test]
async fn rules_that_are_shown_can_be_sent_back() {
    let world = World::new().await;
    let id = added(&world, contract("EDP")).await;
    let shown = world.read(&format!("/commitments/{id}")).await;
    let rules = &shown["rules"];
    let mut charges = json!({});
    for rule in rules["charges"].as_array().expect("charges") {
        let name = rule["charge"].as_str().expect("a name");
        charges[name] = json!({ "counts": rule["counts"], "source": rule["source"] });
    }
    let mut body = contract("EDP");
    body["rules"] = json!({
        "basis": { "value": rules["basis"]["value"], "source": rules["basis"]["source"] },
        "charges": charges,
        "marketplace_cap": { "percent": 25, "source": rules["marketplace_cap"]["source"] },
        "marketplace_sellers": { "names": null, "source": "" },
    });
    let again = world.as_ada(put(&id, body)).await.ok(200);
    assert_eq!(&again["rules"], rules);
}

#[tokio::test]
async fn bills_stand_against_a_contract() {
    let world = World::new().await;
    world.answers.put(bill());
    let id = added(&world, running()).await;
    let mut shown = world.read(&format!("/commitments/{id}/standing")).await;
    let days = shown["years"][0]["days"].take();
    let days = days.as_array().expect("days");
    assert_eq!(days.len(), 122);
    assert_eq!(days[0], json!({ "day": "2025-09-01", "spent": "12" }));
    // 122 days of 12, and of 1200 at the marketplace a quarter of 3650.
    assert_eq!(days[121], json!({ "day": "2025-12-31", "spent": "2376.5" }));
    insta::assert_json_snapshot!(shown);
}

#[tokio::test]
async fn the_rules_of_a_contract_decide_what_was_spent() {
    let world = World::new().await;
    world.answers.put(bill());
    let id = added(&world, running()).await;
    let use_alone = 1464;
    for (rules, spent) in [
        (json!({}), "2376.5".to_owned()),
        (
            json!({ "marketplace_cap": { "percent": null } }),
            (use_alone + 1200).to_string(),
        ),
        (
            json!({ "marketplace_sellers": { "names": ["bolt ltd."] } }),
            (use_alone + 600).to_string(),
        ),
        (
            json!({ "charges": { "marketplace": { "counts": false } } }),
            use_alone.to_string(),
        ),
        (
            json!({ "charges": {
                "marketplace": { "counts": false }, "support": { "counts": true },
                "tax": { "counts": true }, "credit": { "counts": true } } }),
            (use_alone + 40 + 70 - 5).to_string(),
        ),
    ] {
        let mut body = running();
        body["rules"] = rules.clone();
        world.as_ada(put(&id, body)).await.ok(200);
        let found = world.read(&format!("/commitments/{id}/standing")).await;
        assert_eq!(found["years"][0]["spent"], spent, "{rules}");
    }
}

#[tokio::test]
async fn a_contract_without_bills_says_so() {
    let world = World::new().await;
    world.answers.put(lines("2025-11-01", 1, "Usage", "1"));
    let mut body = running();
    body["payers"] = json!(["111111111111"]);
    let id = added(&world, body).await;
    let found = world.read(&format!("/commitments/{id}/standing")).await;
    let codes = |notes: &Value| -> Vec<String> {
        let notes = notes.as_array().expect("notes").iter();
        notes.map(|note| note["code"].to_string()).collect()
    };
    assert_eq!(codes(&found["notes"]), ["\"payer_without_bills\""]);
    let first = &found["years"][0];
    assert_eq!(
        codes(&first["notes"]),
        ["\"no_data\"", "\"months_missing\""]
    );
    assert_eq!(
        (&first["through"], &first["forecast"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(codes(&found["years"][1]["notes"]), ["\"upcoming\""]);
}

#[tokio::test]
async fn a_cap_has_to_be_said() {
    let world = World::new().await;
    let mut body = contract("EDP");
    body["rules"] = json!({ "marketplace_cap": { "source": "§ 4" } });
    let refused = world.as_ada(post("/commitments", body)).await;
    assert_eq!(refused.refusal().1, "body_invalid");
}

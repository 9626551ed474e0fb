//! Pages, cursors and filters.

use serde_json::{Value, json};

use crate::{
    http::{get, post},
    world::World,
};

async fn page(world: &World, path: &str) -> Value {
    get(path)
        .token(&world.rita.token)
        .send(&world.router)
        .await
        .ok(200)
}

async fn with_accounts(count: usize) -> World {
    let world = World::new().await;
    for n in 0..count {
        let body = json!({ "account_id": format!("{n:012}"), "name": format!("Shop {n}"), "method": "cli" });
        post("/accounts", body)
            .token(&world.ada.token)
            .send(&world.router)
            .await
            .ok(201);
    }
    world
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|one| one["account_id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let world = with_accounts(7).await;
    let (mut found, mut path) = (Vec::new(), "/accounts?limit=3".to_owned());
    loop {
        let page = page(&world, &path).await;
        assert_eq!(page["total"], 7);
        found.extend(ids(&page));
        // An account that comes while somebody reads does not move the others.
        if found.len() == 3 {
            let body = json!({ "account_id": "000000000099", "method": "cli" });
            post("/accounts", body)
                .token(&world.oscar.token)
                .send(&world.router)
                .await
                .ok(201);
        }
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/accounts?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    let wanted: Vec<String> = (0..7).map(|n| format!("{n:012}")).collect();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let world = with_accounts(12).await;
    assert_eq!(
        ids(&page(&world, "/accounts?search=SHOP%2011").await),
        ["000000000011"]
    );
    assert_eq!(
        page(&world, "/accounts?status=registering").await["total"],
        12
    );
    assert_eq!(page(&world, "/accounts?kind=payer").await["total"], 0);
    assert_eq!(
        page(&world, "/accounts?payer=111111111111").await["items"],
        json!([])
    );
    assert_eq!(ids(&page(&world, "/accounts?limit=0").await).len(), 1);
    assert_eq!(
        ids(&page(&world, "/accounts?limit=4000000000").await).len(),
        12
    );
}

/// A cursor is made by the server for one list; anything else is refused, and none reaches another workspace.
#[tokio::test]
async fn made_up_cursors_are_refused() {
    let world = with_accounts(2).await;
    for path in ["/accounts", "/activity", "/accounts/000000000000/checks"] {
        for cursor in ["x", "%00", "' OR 1=1 --", "AAAA", "999999999999999999999"] {
            let cursor = cursor.replace(' ', "%20").replace('\'', "%27");
            let answer = get(format!("{path}?cursor={cursor}"))
                .token(&world.rita.token)
                .send(&world.router)
                .await;
            assert_eq!(answer.refusal(), (422, "cursor_invalid"), "{path} {cursor}");
        }
    }
    let first = page(&world, "/accounts?limit=1").await;
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let elsewhere = get(format!("/accounts?cursor={cursor}")).token(&world.oscar.token);
    assert_eq!(
        elsewhere.send(&world.router).await.refusal(),
        (422, "cursor_invalid")
    );
}

#[tokio::test]
async fn misspelt_parameters_do_not_show_everything() {
    let world = World::new().await;
    for path in [
        "/accounts?stauts=active",
        "/accounts?kind=boss",
        "/accounts?limit=-1",
        "/activity?account=1",
        "/work?state=gone",
        "/accounts?limit=1&limit=2",
    ] {
        let answer = get(path).token(&world.rita.token).send(&world.router).await;
        assert_eq!(answer.refusal(), (422, "body_invalid"), "{path}");
    }
}

/// Every change is in the audit log, under its request id, and the chain holds.
#[tokio::test]
async fn activity_names_who_did_what_in_which_request() {
    let world = with_accounts(0).await;
    let body = json!({ "account_id": "000000000001", "method": "cli" });
    let made = post("/accounts", body)
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    let log = page(&world, "/activity?account_id=000000000001").await;
    let entry = &log["items"][0];
    assert_eq!(
        (&entry["action"], &entry["actor"]),
        (&json!("account.registered"), &json!("token:ada"))
    );
    assert_eq!(entry["request_id"], made.header("x-request-id"));
    let walk = page(&world, "/activity/verification").await;
    assert_eq!(
        (&walk["intact"], &walk["broken_at"]),
        (&json!(true), &Value::Null),
        "{walk}"
    );
    assert_eq!(
        page(&world, "/activity?limit=1").await["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

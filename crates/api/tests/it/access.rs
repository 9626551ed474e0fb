//! Who may do what: every operation of the document, as nobody, as reader, as operator, and as
//! operator of another workspace; by token and by cookie. An operation without a row fails.

use serde_json::json;

use crate::{
    access_rows::{Row, request},
    document::{Operation, operations},
    http::{Answer, Call},
    world::{LINKED, World},
};

async fn send(
    world: &World,
    one: &Operation,
    row: &Row,
    signed: impl FnOnce(Call) -> Call,
) -> Answer {
    let call = signed(Call::new(one.method, row.path.as_str()).json(row.body.clone()));
    if one.id == "streamEvents" {
        crate::events::opened(world, call).await
    } else {
        call.send(&world.router).await
    }
}

#[tokio::test]
async fn every_operation_as_everybody() {
    let world = World::new().await;
    world.register(LINKED).await;
    for (n, one) in operations().iter().enumerate() {
        match one.role.as_str() {
            "none" => open_to_all(&world, one, n).await,
            "owner" => for_owners(&world, one, n).await,
            _ => closed(&world, one, n).await,
        }
    }
}

async fn open_to_all(world: &World, one: &Operation, n: usize) {
    let row = request(world, &one.id, n).await;
    assert_eq!(
        send(world, one, &row, |call| call).await.status,
        row.status,
        "{} as nobody",
        one.id
    );
    assert_eq!(
        send(world, one, &row, |call| call.token(&world.rita.token))
            .await
            .status,
        row.status,
        "{} as reader",
        one.id
    );
}

/// The holder of a link, and nobody else, whatever they are otherwise.
async fn for_owners(world: &World, one: &Operation, n: usize) {
    let row = request(world, &one.id, n).await;
    let id = &one.id;
    assert!(
        !one.path.contains("account"),
        "{id}: the link names the account"
    );
    let (ada, rita, oscar) = (&world.ada, &world.rita, &world.oscar);
    let revoked = world.owner_link(LINKED).await;
    world.revoke(LINKED, &revoked).await;
    for answer in [
        send(world, one, &row, |call| call).await,
        send(world, one, &row, |call| call.cookie(&ada.cookie)).await,
        send(world, one, &row, |call| call.token(&ada.token)).await,
        send(world, one, &row, |call| call.token(&rita.token)).await,
        send(world, one, &row, |call| call.token(&oscar.token)).await,
        send(world, one, &row, |call| call.token("lfo_none")).await,
        send(world, one, &row, |call| call.token(&revoked)).await,
    ] {
        assert_eq!(answer.refusal(), (401, "owner_link_invalid"), "{id}");
    }
    // A workspace that the header names is not looked at: the link has one.
    let link = world.owner_link(LINKED).await;
    let signed = |call: Call| call.token(&link).header("landfast-workspace", "other");
    let answer = send(world, one, &row, signed).await;
    assert_eq!(answer.status, row.status, "{id}: {}", answer.text());
}

async fn closed(world: &World, one: &Operation, n: usize) {
    let row = request(world, &one.id, 100 + n).await;
    let (id, (ada, rita, oscar)) = (&one.id, (&world.ada, &world.rita, &world.oscar));
    let link = world.owner_link(LINKED).await;
    for unknown in [
        "lft_none",
        "lft_tok_00000000000000000000000000.none",
        "",
        &link,
    ] {
        let answer = send(world, one, &row, |call| call.token(unknown)).await;
        assert_eq!(
            answer.refusal(),
            (401, "sign_in_required"),
            "{id} with {unknown:?}"
        );
    }
    assert_eq!(
        send(world, one, &row, |call| call).await.refusal(),
        (401, "sign_in_required"),
        "{id} as nobody"
    );
    assert_eq!(
        send(world, one, &row, |call| call.cookie("landfast=none"))
            .await
            .refusal(),
        (401, "sign_in_required"),
        "{id}"
    );
    for answer in [
        send(world, one, &row, |call| call.token(&rita.token)).await,
        send(world, one, &row, |call| call.cookie(&rita.cookie)).await,
    ] {
        match one.role.as_str() {
            "operator" => assert_eq!(answer.refusal(), (403, "forbidden"), "{id} as reader"),
            _ => assert_eq!(
                answer.status,
                row.status,
                "{id} as reader: {}",
                answer.text()
            ),
        }
    }
    for by_token in [true, false] {
        let sign = |call: Call| {
            if by_token {
                call.token(&oscar.token)
            } else {
                call.cookie(&oscar.cookie)
            }
        };
        elsewhere(one, &row, &send(world, one, &row, sign).await);
        let sign = |call: Call| sign(call).header("landfast-workspace", "main");
        let answer = send(world, one, &row, sign).await;
        assert_eq!(
            answer.refusal(),
            (404, "workspace_not_found"),
            "{id} as a stranger in main"
        );
    }
    let again = request(world, id, 200 + n).await;
    for (row, sign) in [
        (
            row,
            Box::new(|call: Call| call.token(&ada.token)) as Box<dyn Fn(Call) -> Call>,
        ),
        (again, Box::new(|call: Call| call.cookie(&ada.cookie))),
    ] {
        let answer = send(world, one, &row, &sign).await;
        // A token belongs to one workspace; a cookie must not do for a GET that writes.
        let either = [
            "createWorkspace",
            "announceDeployment",
            "noteDeployedRole",
            "noteDeployedExport",
            "noteDeployedStackSet",
        ];
        let refused_to_one = either.contains(&id.as_str()) && answer.status == 403;
        assert!(
            answer.status == row.status || refused_to_one,
            "{id} as operator: {} {}",
            answer.status,
            answer.text()
        );
    }
}

/// What the operator of `other` is answered to a request made for `main`.
fn elsewhere(one: &Operation, row: &Row, answer: &Answer) {
    if row.names {
        let (status, code) = answer.refusal();
        assert!(
            status == 404 && code.ends_with("_not_found"),
            "{} as a stranger: {status} {code}",
            one.id
        );
    } else if one.method == "GET" {
        let text = answer.text();
        assert!(
            !text.contains(LINKED) && !text.contains("ada@example.com"),
            "{} shows main to a stranger: {text}",
            one.id
        );
    }
}

/// A person signed in by cookie may make a workspace, and then reach it by its name.
#[tokio::test]
async fn a_person_makes_a_workspace_and_goes_there() {
    let world = World::new().await;
    let made = Call::new("POST", "/workspaces")
        .json(json!({ "name": "M\u{fc}ller AG" }))
        .cookie(&world.ada.cookie);
    assert_eq!(made.send(&world.router).await.ok(201)["role"], "operator");
    let there = Call::new("GET", "/session")
        .cookie(&world.ada.cookie)
        .header("landfast-workspace", "m%C3%BCller%20ag");
    let session = there.send(&world.router).await.ok(200);
    assert_eq!(session["workspace"]["name"], "M\u{fc}ller AG");
    assert_eq!(session["workspaces"].as_array().map(Vec::len), Some(2));
}

/// A person who is taken out of a workspace, a session that ended, a token that was revoked.
#[tokio::test]
async fn access_ends_at_once() {
    let world = World::new().await;
    let accounts = |world: &World| Call::new("GET", "/accounts").cookie(&world.rita.cookie);
    assert_eq!(accounts(&world).send(&world.router).await.status, 200);
    let rita = world.rita.actor.user.clone().expect("a user");
    world
        .app
        .remove_member(&world.ada.actor, rita.as_str())
        .await
        .expect("removed");
    assert_eq!(
        accounts(&world).send(&world.router).await.refusal(),
        (404, "workspace_not_found")
    );

    let out = Call::new("DELETE", "/session")
        .cookie(&world.ada.cookie)
        .send(&world.router)
        .await;
    assert_eq!(
        (out.status.as_u16(), out.header("set-cookie")),
        (204, "landfast=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
    );
    let gone = Call::new("GET", "/accounts")
        .cookie(&world.ada.cookie)
        .send(&world.router)
        .await;
    assert_eq!(gone.refusal(), (401, "sign_in_required"));

    world
        .clock
        .advance(std::time::Duration::from_secs(31 * 24 * 60 * 60));
    let expired = Call::new("GET", "/accounts")
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    assert_eq!(expired.refusal(), (401, "sign_in_required"));
}

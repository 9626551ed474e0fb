//! Live events: who hears what, and until when.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures::StreamExt;
use http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    http::{Answer, Call, post},
    world::World,
};

/// Opens a stream, reads its first bytes and lets it go. For the access table.
pub async fn opened(world: &World, call: Call) -> Answer {
    let response = world
        .router
        .clone()
        .oneshot(call.into_request())
        .await
        .expect("an answer");
    let (parts, body) = response.into_parts();
    let mut body = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(Ok(chunk)) = body.next().await {
        bytes.extend_from_slice(&chunk);
        if parts.status == 200 {
            break;
        }
    }
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes,
    }
}

struct Listener(BodyDataStream);

impl Listener {
    async fn new(world: &World, token: &str) -> Self {
        let request =
            Request::get("/api/v1/events").header("authorization", format!("Bearer {token}"));
        let response = world
            .router
            .clone()
            .oneshot(request.body(Body::empty()).expect("a request"))
            .await
            .expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut listener = Self(response.into_body().into_data_stream());
        assert!(
            listener
                .chunk()
                .await
                .is_some_and(|chunk| chunk.starts_with(':')),
            "the stream shows life at once"
        );
        listener
    }

    /// The next bytes; `None` when the stream has ended.
    async fn chunk(&mut self) -> Option<String> {
        let next = tokio::time::timeout(Duration::from_secs(5), self.0.next())
            .await
            .expect("something in time");
        next.map(|chunk| String::from_utf8_lossy(&chunk.expect("a chunk")).into_owned())
    }

    /// The next event, past signs of life.
    async fn event(&mut self) -> Option<Value> {
        loop {
            let chunk = self.chunk().await?;
            if let Some(data) = chunk.strip_prefix("data:") {
                return serde_json::from_str(data.trim()).ok();
            }
        }
    }
}

async fn register(world: &World, token: &str, account: &str) {
    let body = json!({ "account_id": account, "method": "cli" });
    post("/accounts", body)
        .token(token)
        .send(&world.router)
        .await
        .ok(201);
}

#[tokio::test]
async fn only_the_own_workspace_is_heard() {
    let world = World::new().await;
    let mut rita = Listener::new(&world, &world.rita.token).await;
    let mut oscar = Listener::new(&world, &world.oscar.token).await;
    register(&world, &world.oscar.token, "000000000002").await;
    register(&world, &world.ada.token, "000000000001").await;
    assert_eq!(
        rita.event().await,
        Some(json!({ "topic": "account", "account_id": "000000000001" }))
    );
    assert_eq!(
        oscar.event().await,
        Some(json!({ "topic": "account", "account_id": "000000000002" }))
    );
}

#[tokio::test]
async fn a_revoked_token_hears_nothing_more() {
    let world = World::with(|settings| settings.heartbeat = Duration::from_millis(20)).await;
    let mut rita = Listener::new(&world, &world.rita.token).await;
    let id = world
        .rita
        .token
        .strip_prefix("lft_")
        .and_then(|text| text.split_once('.'))
        .expect("a token")
        .0;
    world
        .app
        .revoke_token(&world.ada.actor, id)
        .await
        .expect("revoked");
    while rita.chunk().await.is_some() {}
}

/// Somebody who fell behind is told to look at everything again.
#[tokio::test]
async fn lost_hints_are_made_good() {
    let world = World::new().await;
    let mut rita = Listener::new(&world, &world.rita.token).await;
    for n in 0..300 {
        register(&world, &world.ada.token, &format!("{n:012}")).await;
    }
    assert_eq!(
        rita.event().await,
        Some(json!({ "topic": "account", "account_id": null }))
    );
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams() {
    let world = World::new().await;
    let mut rita = Listener::new(&world, &world.rita.token).await;
    world.events.close();
    assert_eq!(rita.chunk().await, None);
    let late = Call::new("GET", "/events")
        .token(&world.rita.token)
        .send(&world.router)
        .await;
    assert_eq!(late.refusal(), (503, "unavailable"));
}

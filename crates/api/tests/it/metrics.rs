//! Who reads the metrics, and what is in them.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo};
use http::Request;
use landfast_api::MetricsAccess;
use tower::ServiceExt;

use crate::{http::get, world::World};

#[tokio::test]
async fn operators_read_numbers_without_ids() {
    let world = World::new().await;
    get("/accounts/000000000001?x=canary")
        .token(&world.ada.token)
        .send(&world.router)
        .await;
    get("/nowhere/canary").send(&world.router).await;
    get("//canary").send(&world.router).await;
    let text = get("//metrics")
        .token(&world.ada.token)
        .send(&world.router)
        .await
        .text();
    let counted = r#"landfast_http_requests_total{method="GET",route="/api/v1/accounts/{account_id}",status="404"} 1"#;
    assert!(text.contains(counted), "{text}");
    assert!(
        !text.contains("canary") && !text.contains("000000000001") && !text.contains("ada@"),
        "{text}"
    );
}

#[tokio::test]
async fn nobody_else_does() {
    let world = World::new().await;
    assert_eq!(get("//metrics").send(&world.router).await.status, 401);
    assert_eq!(
        get("//metrics")
            .token("lft_none")
            .send(&world.router)
            .await
            .status,
        401
    );
    assert_eq!(
        get("//metrics")
            .token(&world.rita.token)
            .send(&world.router)
            .await
            .status,
        403
    );
    assert_eq!(from(&world, "127.0.0.1:5").await, 401);
}

#[tokio::test]
async fn programs_on_the_same_machine_do_when_the_settings_say_so() {
    let world =
        World::with(|settings| settings.metrics = MetricsAccess::OperatorsAndLoopback).await;
    assert_eq!(from(&world, "127.0.0.1:5").await, 200);
    assert_eq!(from(&world, "192.0.2.1:5").await, 401);
    assert_eq!(
        get("//metrics").send(&world.router).await.status,
        401,
        "an unknown peer is no loopback"
    );
}

async fn from(world: &World, peer: &str) -> u16 {
    let mut request = Request::get("/metrics")
        .header("host", "localhost:8080")
        .body(Body::empty())
        .expect("a request");
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    world
        .router
        .clone()
        .oneshot(request)
        .await
        .expect("an answer")
        .status()
        .as_u16()
}

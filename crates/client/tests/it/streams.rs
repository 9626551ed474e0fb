//! Live events over a socket, and how they end.

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use landfast_api::{HttpSettings, router, serve};
use landfast_client::{
    Client, ClientSettings,
    dto::{AccountDraft, EventTopic},
};
use landfast_test_kit::SeededRandom;
use tokio::{net::TcpListener, sync::oneshot, time::timeout};

use crate::server::Server;

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn hints_arrive_until_the_server_stops() {
    let server = Server::start().await;
    let client = server.client();
    let mut events = client.events().await.expect("a stream");
    let draft = AccountDraft {
        trust: None,
        account_id: "000000000001".to_owned(),
        name: None,
        region: None,
        method: "cli".to_owned(),
        capabilities: None,
        tag_access: None,
    };
    client.register_account(&draft).await.expect("registered");
    let event = timeout(SOON, events.next())
        .await
        .expect("in time")
        .expect("an event")
        .expect("readable");
    assert_eq!(
        (event.topic, event.account_id.as_deref()),
        (EventTopic::Account, Some("000000000001"))
    );
    server.events.close();
    while timeout(SOON, events.next())
        .await
        .expect("in time")
        .is_some()
    {}
}

/// A page that is open must not keep the server from stopping.
#[tokio::test]
async fn an_open_stream_does_not_hold_the_server() {
    let there = Server::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let settings = HttpSettings::new(there.events.clone(), Arc::new(SeededRandom::new(9)));
    let (stop, stopped) = oneshot::channel::<()>();
    let wait = async move { stopped.await.unwrap_or_default() };
    let serving = tokio::spawn(serve(
        listener,
        router(there.app.clone(), settings),
        there.events.clone(),
        wait,
    ));
    let client = Client::new(&ClientSettings {
        token: Some(there.token.clone()),
        ..ClientSettings::new(address)
    });
    let _events = client.expect("a client").events().await.expect("a stream");
    stop.send(()).expect("a server");
    timeout(SOON, serving)
        .await
        .expect("in time")
        .expect("no panic")
        .expect("no error");
}

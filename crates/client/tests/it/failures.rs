//! What a caller learns when a call does not give what was asked for.

use std::time::Duration;

use landfast_client::{
    Client, ClientSettings, Error,
    dto::{AccountDraft, ProblemCode},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::server::Server;

#[tokio::test]
async fn a_refusal_is_the_servers_problem() {
    let server = Server::start().await;
    let draft = AccountDraft {
        trust: None,
        account_id: "12".to_owned(),
        name: None,
        region: None,
        method: "cli".to_owned(),
        capabilities: None,
        tag_access: None,
    };
    let why = server
        .client()
        .register_account(&draft)
        .await
        .expect_err("refused");
    let problem = why.problem().expect("a problem");
    assert_eq!(
        (problem.code, problem.fields.len()),
        (ProblemCode::AccountIdInvalid, 1)
    );
    assert_eq!(why.kind(), Some(landfast_api::Kind::Invalid));
    assert_eq!(why.to_string(), problem.detail);
}

#[tokio::test]
async fn strangers_are_told_to_sign_in() {
    let server = Server::start().await;
    let why = Client::new(&ClientSettings::new(&server.address))
        .expect("a client")
        .session()
        .await
        .expect_err("nobody");
    assert_eq!(
        why.problem().map(|problem| problem.code),
        Some(ProblemCode::SignInRequired)
    );
    let elsewhere = ClientSettings {
        workspace: Some("Not Ours".to_owned()),
        ..server.settings()
    };
    let why = Client::new(&elsewhere)
        .expect("a client")
        .session()
        .await
        .expect_err("elsewhere");
    assert_eq!(
        why.problem().map(|problem| problem.code),
        Some(ProblemCode::WorkspaceNotFound)
    );
}

/// A path cannot be climbed by an id.
#[tokio::test]
async fn ids_stay_in_their_place() {
    let client = Server::start().await.client();
    for id in ["..", "", "."] {
        assert!(
            matches!(client.remove_user(id).await, Err(Error::Address { .. })),
            "{id:?}"
        );
    }
    let why = client
        .remove_user("../tokens/1")
        .await
        .expect_err("no user");
    assert_eq!(
        why.problem().map(|problem| problem.code),
        Some(ProblemCode::UserNotFound)
    );
}

/// A server that answers every request with these bytes.
async fn stub(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let read = socket.read(&mut request).await.unwrap_or_default();
            assert!(read > 0);
            socket.write_all(answer.as_bytes()).await.expect("written");
        }
    });
    address
}

async fn health(address: &str) -> Error {
    let settings = ClientSettings {
        timeout: Duration::from_secs(5),
        ..ClientSettings::new(address)
    };
    Client::new(&settings)
        .expect("a client")
        .health()
        .await
        .expect_err("no health")
}

#[tokio::test]
async fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let why = health(&address).await;
    assert_eq!(
        why.to_string(),
        format!("could not get an answer from {address}/: no connection")
    );
    assert_eq!((why.kind(), why.hints().len()), (None, 1));
}

/// A proxy's page, a redirect that would carry the token away, an answer that breaks off.
#[tokio::test]
async fn answers_of_something_else() {
    let page = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>";
    let redirect = "HTTP/1.1 302 Found\r\nlocation: https://evil.example/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let other = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    for (answer, status) in [(page, 502), (redirect, 302), (other, 200)] {
        let why = health(&stub(answer).await).await;
        assert!(
            matches!(&why, Error::Unreadable { status: found, .. } if *found == status),
            "{why}"
        );
    }
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\nconnection: close\r\n\r\n{";
    let why = health(&stub(broken).await).await;
    assert!(
        matches!(
            &why,
            Error::Unreachable {
                found: "the answer broke off",
                ..
            }
        ),
        "{why:?}"
    );
}

/// Neither the token nor a path is in what is shown of a client or an error.
#[tokio::test]
async fn nothing_secret_is_shown() {
    let server = Server::start().await;
    let token = secrecy::ExposeSecret::expose_secret(&server.token).to_owned();
    assert!(!format!("{:?} {:?}", server.client(), server.settings()).contains(&token));
}

//! What a request leaves in the log: one line, without anything that its sender wrote.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    http::{get, post},
    world::{PASSWORD, World},
};

/// Log lines as they are written, in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The fields of every line of this message.
    fn lines(&self, message: &str) -> Vec<Value> {
        let text = self.text();
        let all = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        all.map(|line| line["fields"].clone())
            .filter(|fields| fields["message"] == message)
            .collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn one_line_a_request_and_nothing_of_what_was_sent() {
    let world = World::new().await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(log.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let answers = [
        get("/accounts?search=canary-query")
            .token(&world.ada.token)
            .send(&world.router)
            .await,
        post(
            "/accounts",
            json!({ "account_id": "canary-id", "method": "cli", "name": "canary-name" }),
        )
        .token(&world.ada.token)
        .send(&world.router)
        .await,
        post(
            "/session",
            json!({ "email": "canary@example.com", "password": "canary-password" }),
        )
        .send(&world.router)
        .await,
        post(
            "/setup",
            json!({ "link": "canary-link", "password": PASSWORD }),
        )
        .send(&world.router)
        .await,
        get("/users/canary-path")
            .cookie("landfast=canary-cookie")
            .header("referer", "canary-referer")
            .send(&world.router)
            .await,
    ];
    drop(guard);
    let lines = log.lines("request");
    let found: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!([
                line["method"],
                line["route"],
                line["status"],
                line["request.id"]
            ])
        })
        .collect();
    let routes = [
        "/api/v1/accounts",
        "/api/v1/accounts",
        "/api/v1/session",
        "/api/v1/setup",
        "/api/v1/users/{user_id}",
    ];
    let methods = ["GET", "POST", "POST", "POST", "GET"];
    let wanted = answers.iter().zip(routes).zip(methods);
    let wanted: Vec<Value> = wanted
        .map(|((answer, route), method)| {
            json!([
                method,
                route,
                answer.status.as_u16(),
                answer.header("x-request-id")
            ])
        })
        .collect();
    assert_eq!(found, wanted);
    assert!(lines.iter().all(|line| line["ms"].is_u64()));
    let text = log.text();
    for canary in ["canary", PASSWORD, &world.ada.token] {
        assert!(!text.contains(canary), "the log holds {canary}: {text}");
    }
}

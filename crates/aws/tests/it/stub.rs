//! A metadata service on a loopback port, with what can be wrong about one.

use std::collections::HashMap;

use landfast_aws::{Aws, Settings, Timeouts};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::replay::Replay;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    /// Both versions, with a role.
    Both,
    /// The answer to the request for a token is lost on the way.
    HopLimit,
    /// Nobody knows tokens.
    V1Only,
}

const CREDENTIALS: &str = r#"{"Code":"Success","AccessKeyId":"ASIAINSTANCE","SecretAccessKey":"s","Token":"t",
                              "Expiration":"2099-01-01T00:00:00Z"}"#;

/// Serves on a free port, and gives the address.
pub async fn metadata(kind: Metadata) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(answer(connection, kind));
        }
    });
    format!("http://{address}")
}

async fn answer(mut connection: TcpStream, kind: Metadata) {
    let mut buffer = vec![0; 4096];
    while let Ok(read @ 1..) = connection.read(&mut buffer).await {
        let head = String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()).into_owned();
        let line = head.lines().next().unwrap_or_default();
        let (status, body) = match (line.split(' ').nth(1).unwrap_or_default(), kind) {
            ("/latest/api/token", Metadata::HopLimit) => std::future::pending().await,
            ("/latest/api/token", Metadata::V1Only) => (404, ""),
            ("/latest/api/token", Metadata::Both) => (200, "a-token"),
            (path, _) if path.ends_with("/server-role") => (200, CREDENTIALS),
            (path, _) if path.ends_with("/security-credentials/") => (200, "server-role"),
            _ => (404, ""),
        };
        let lifetime = if status == 200 {
            "x-aws-ec2-metadata-token-ttl-seconds: 60\r\n"
        } else {
            ""
        };
        let length = body.len();
        let text =
            format!("HTTP/1.1 {status} X\r\n{lifetime}content-length: {length}\r\n\r\n{body}");
        if connection.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// A machine whose environment is `set` and nothing else.
pub fn machine(set: &[(&str, &str)], allow_imds_v1: bool, replay: &Replay) -> Aws {
    let nothing = [
        ("AWS_CONFIG_FILE", "/dev/null"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
    ];
    let owned = nothing.iter().chain(set);
    let environment: HashMap<String, String> = owned
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let settings = Settings {
        allow_imds_v1,
        timeouts: Timeouts {
            metadata: std::time::Duration::from_millis(300),
            ..Timeouts::default()
        },
        ..Settings::default()
    };
    Aws::over(settings, environment, replay.client())
}

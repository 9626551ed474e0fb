//! Traps that only a process's real environment can show: the SDK reads proxies and containers'
//! variables by itself.

use std::{
    io::{Read, Write},
    net::TcpListener,
};

use serde_json::Value;

use crate::program::{run, text};

/// Answers every request so, on a free loopback port.
fn answering(status: u16, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut head = [0; 4096];
            let _ = connection.read(&mut head);
            let length = body.len();
            let _ = write!(
                connection,
                "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    format!("http://{address}")
}

/// The codes that `landfast doctor` finds on a machine with this environment.
fn doctor(environment: &[(&str, &str)]) -> (Vec<String>, String) {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let mut all = vec![("HOME", "/nonexistent")];
    all.extend(environment);
    let args = ["doctor", "--output", "json", "--data-dir", folder];
    let output = run(&args, &all, "");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    let found: Value = serde_json::from_str(&said).unwrap();
    let checks = found.get("checks").and_then(Value::as_array).unwrap();
    let codes = checks.iter().map(|check| {
        check
            .get("check")
            .and_then(Value::as_str)
            .unwrap()
            .to_owned()
    });
    (codes.collect(), said)
}

#[test]
fn a_line_break_in_a_containers_token() {
    let endpoint = answering(200, "{}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "CANARYtoken\n").unwrap();
    let (codes, said) = doctor(&[
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &endpoint),
        (
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            file.to_str().unwrap(),
        ),
    ]);
    assert!(
        codes.contains(&"container_token_newline".to_owned()),
        "{said}"
    );
    assert!(
        said.contains("It failed") && !said.contains("CANARY"),
        "{said}"
    );
}

#[test]
fn a_proxy_before_the_metadata_service() {
    let metadata = answering(404, "");
    let proxy = answering(403, "the proxy refuses").replace("http://", "http://user:CANARY@");
    let through = [
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.as_str()),
        ("HTTP_PROXY", proxy.as_str()),
    ];
    let (codes, said) = doctor(&through);
    assert!(codes.contains(&"metadata_proxied".to_owned()), "{said}");
    assert!(
        said.contains("HTTP_PROXY") && !said.contains("CANARY"),
        "{said}"
    );
    let [endpoint, http_proxy] = through;
    let past = [endpoint, http_proxy, ("NO_PROXY", "127.0.0.1")];
    let (codes, said) = doctor(&past);
    assert!(!codes.contains(&"metadata_proxied".to_owned()), "{said}");
}

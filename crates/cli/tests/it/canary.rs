//! Secrets go in at every door; none may come out in a log, a metric or an error.

use std::{collections::BTreeMap, sync::Arc};

use landfast_client::{Client, ClientSettings, dto};
use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    program::{PASSWORD, Server, text},
    stub_aws::{self, KEY_ACCOUNT, KEY_ID, SESSION_SECRET, SESSION_TOKEN},
};

const OWN_SECRET: &str = "CANARYownSECRETkey0123456789abcdefghij";
const KEY_SECRET: &str = "CANARYuser+SECRET/key0123456789abcdefghi";
const ACCOUNT: &str = "012345678901";
const WEBHOOK_PATH: &str = "services/CANARYwebhookURL/part0123456789";

fn client(server: &Server) -> Client {
    let token = Some(SecretString::from(server.token.clone()));
    Client::new(&ClientSettings {
        token,
        ..ClientSettings::new(server.url.clone())
    })
    .unwrap()
}

/// What is said back to somebody who sends nonsense. What was typed is said back so that they see it;
/// nothing that the server holds is.
async fn errors(client: &Client) -> String {
    let draft = dto::AccountDraft {
        trust: None,
        account_id: "12".into(),
        name: None,
        region: None,
        method: "cli".into(),
        capabilities: None,
        tag_access: None,
    };
    let role = client.set_role(ACCOUNT, "no role").await.unwrap_err();
    let draft = client.register_account(&draft).await.unwrap_err();
    format!("{role:?}{draft:?}")
}

/// Saves an access key: it is sealed and kept, although the stub refuses every permission.
fn keep_a_key(server: &Server) -> String {
    let mut said = String::new();
    for args in [
        &["methods", "enable", "access-keys"][..],
        &[
            "account",
            "register",
            KEY_ACCOUNT,
            "--method",
            "access-keys",
        ],
    ] {
        let done = server.ask(args);
        assert!(done.status.success(), "{}", text(&done.stderr));
    }
    let set = [
        "account",
        "key",
        "set",
        KEY_ACCOUNT,
        "--access-key-id",
        KEY_ID,
    ];
    let tested = server.tell(&set, &format!("{KEY_SECRET}\n"));
    assert_eq!(tested.status.code(), Some(1), "{}", text(&tested.stderr));
    let shown = server.ask(&["account", "key", "show", KEY_ACCOUNT]);
    assert!(
        text(&shown.stdout).contains("…KEY1"),
        "{}",
        text(&shown.stdout)
    );
    assert!(server.data.join("secret.key").exists(), "it was sealed");
    let half = server.tell(&set, &KEY_SECRET[..20]);
    assert_eq!(half.status.code(), Some(2), "{}", text(&half.stderr));
    for output in [tested, shown, half] {
        said += &(text(&output.stdout) + &text(&output.stderr));
    }
    assert!(!said.contains(&KEY_SECRET[..20]), "not even half of it");
    said
}

/// A webhook that hears of everything the test does; gives its signing secret and what was said.
async fn listen(server: &Server) -> (String, String) {
    let url = format!("http://{}/{WEBHOOK_PATH}", receiver().await);
    let added = server.tell(&["webhook", "add", "--name", "canary"], &format!("{url}\n"));
    assert!(added.status.success(), "{}", text(&added.stderr));
    let printed = text(&added.stdout);
    let secret = printed.lines().last().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"), "{printed}");
    let id = printed
        .split_whitespace()
        .find(|word| word.starts_with("whk_"));
    let id = id.unwrap().to_owned();
    let tested = server.ask(&["webhook", "test", &id]);
    assert!(tested.status.success(), "{}", text(&tested.stdout));
    let mut said = text(&added.stderr) + &text(&tested.stdout);
    let inside = server.tell(
        &["webhook", "edit", &id, "--url"],
        &format!("https://10.0.0.1/{WEBHOOK_PATH}\n"),
    );
    assert_eq!(inside.status.code(), Some(2), "{}", text(&inside.stderr));
    for output in [
        inside,
        server.ask(&["webhook", "list", "--output", "json"]),
        server.ask(&["webhook", "show", &id]),
        server.ask(&["webhook", "deliveries", &id, "--output", "json"]),
        server.ask(&[
            "webhook", "edit", &id, "--kind", "access", "--kind", "account",
        ]),
        server.ask(&["webhook", "edit", &id, "--all-kinds", "--name", "bird"]),
        server.ask(&["activity", "--output", "json"]),
    ] {
        said += &(text(&output.stdout) + &text(&output.stderr));
    }
    assert!(
        said.contains("webhook.test") && said.contains("bird"),
        "{said}"
    );
    (secret, said)
}

/// Answers everything with 204.
async fn receiver() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4_096];
            let _ = stream.read(&mut bytes).await;
            let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer).await;
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_and_no_external_id_comes_out() {
    let (address, seen) = stub_aws::start().await;
    let (endpoint, data) = (format!("http://{address}"), tempfile::tempdir().unwrap());
    let environment = [
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_REGION", "us-east-1"),
        ("LANDFAST_NEW_ROLE_SECONDS", "2"),
        ("AWS_ACCESS_KEY_ID", "AKIAX"),
        ("AWS_SECRET_ACCESS_KEY", OWN_SECRET),
        ("LANDFAST_WEBHOOK_ALLOW", "127.0.0.1"),
        ("RUST_LOG", "trace,aws_smithy_runtime=trace,hyper=trace"),
    ];
    let server = Server::start(data.path(), &environment);
    let client = client(&server);
    let (webhook_secret, listened) = listen(&server).await;
    let register = server.ask(&["account", "register", ACCOUNT]);
    assert!(register.status.success(), "{}", text(&register.stderr));
    let checked = server.ask(&["account", "check", ACCOUNT, "--output", "json"]);
    assert_eq!(
        checked.status.code(),
        Some(1),
        "the stub refuses the permissions: {}",
        text(&checked.stderr)
    );
    let kept = keep_a_key(&server);
    let said =
        errors(&client).await + &kept + &listened + &text(&checked.stdout) + &text(&checked.stderr);
    let metrics =
        text(&server.ask(&["identity", "--output", "json"]).stdout) + &metrics(&server).await;
    let (token, folder) = (server.token.clone(), server.data.clone());
    let log = server.stop();
    assert!(
        log.contains("\"route\":\"/api/v1/accounts\""),
        "the log was written"
    );

    let external_id = Arc::clone(&seen)
        .lock()
        .unwrap()
        .external_id
        .clone()
        .unwrap();
    let (id, _) = external_id.split_once(':').unwrap();
    let token_secret = token.rsplit_once('.').unwrap().1;
    let secrets = BTreeMap::from([
        ("external id", id),
        ("password", PASSWORD),
        ("API token", token_secret),
        ("server's secret key", OWN_SECRET),
        ("session's secret key", SESSION_SECRET),
        ("session token", SESSION_TOKEN),
        ("access key of a user", KEY_SECRET),
        ("URL of a webhook", WEBHOOK_PATH),
        ("secret of a webhook", &webhook_secret),
    ]);
    for (name, secret) in &secrets {
        assert!(!log.contains(secret), "the {name} is in the log");
        assert!(!metrics.contains(secret), "the {name} is in the metrics");
        if *name != "external id" {
            assert!(
                !text(&register.stdout).contains(secret),
                "the {name} is printed"
            );
            assert!(!said.contains(secret), "the {name} is said back");
            assert_no_file_holds(&folder, name, secret);
        }
    }
    let tried = &seen.lock().unwrap().actions;
    assert!(
        tried
            .iter()
            .filter(|action| *action == "AssumeRole")
            .count()
            >= 3,
        "positive and both negative probes: {tried:?}"
    );
}

/// The metrics are no part of the API's document; asked for as an operator's scraper would.
async fn metrics(server: &Server) -> String {
    let host = server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let token = format!("Authorization: Bearer {}", server.token);
    let request =
        format!("GET /metrics HTTP/1.1\r\nHost: {host}\r\n{token}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200"),
        "an operator's token reads the metrics: {answer}"
    );
    answer
}

fn assert_no_file_holds(folder: &std::path::Path, name: &str, secret: &str) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!found, "the {name} is in {}", path.display());
    }
}

//! A server that is an OIDC issuer and has no AWS credentials, by its command line.

use crate::{
    program::{Server, run, text},
    stub_aws,
};

const ISSUER: &str = "https://landfast.example.com/oidc";
const ACCOUNT: &str = "012345678901";
/// Every token begins so: it is the header in base64.
const TOKEN_START: &str = "eyJ";

fn environment(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let usual = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
        ("LANDFAST_ISSUER", ISSUER),
        ("LANDFAST_NEW_ROLE_SECONDS", "1"),
    ];
    usual.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn an_address_that_no_account_could_trust_is_refused_at_the_start() {
    for issuer in [
        "http://landfast.example.com",
        "https://landfast.example.com:8443",
    ] {
        let serve = ["serve", "--issuer", issuer];
        let output = run(&serve, &[("LANDFAST_DATA_DIR", "/nonexistent/x")], "");
        assert_ne!(output.status.code(), Some(0), "{issuer}");
    }
    let output = run(&["serve", "--issuer-static-files"], &[], "");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}

#[test]
fn a_rotation_with_static_files_from_beginning_to_end() {
    let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let environment = environment(&[("LANDFAST_ISSUER_STATIC_FILES", "true")]);
    let server = Server::start(data.path(), &environment);
    let ok = |args: &[&str]| {
        let output = server.ask(args);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{args:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout) + &text(&output.stderr)
    };
    let shown = ok(&["issuer", "show"]);
    assert!(
        shown.contains(ISSUER) && shown.contains("active"),
        "{shown}"
    );
    let said = ok(&["issuer", "rotate"]);
    assert!(
        said.contains("waits for its files") && said.contains("landfast issuer confirm"),
        "{said}"
    );
    let again = server.ask(&["issuer", "rotate"]);
    assert_eq!(again.status.code(), Some(3), "{}", text(&again.stderr));
    ok(&["issuer", "export", files.path().to_str().unwrap()]);
    let jwks = std::fs::read_to_string(files.path().join("jwks.json")).unwrap();
    assert_eq!(jwks.matches("\"kid\"").count(), 2, "{jwks}");
    let discovery = files.path().join(".well-known/openid-configuration");
    assert!(std::fs::read_to_string(discovery).unwrap().contains(ISSUER));
    let confirm = [
        "issuer",
        "confirm",
        "--data-dir",
        data.path().to_str().unwrap(),
        "--workspace",
        "demo",
        "--email",
        "ada@example.com",
    ];
    let confirmed = run(&confirm, &[], "");
    assert_eq!(
        confirmed.status.code(),
        Some(0),
        "{}",
        text(&confirmed.stderr)
    );
    let shown = ok(&["issuer", "show"]);
    assert!(!shown.contains("waits for its files"), "{shown}");
    assert_eq!(server.ask(&["activity", "--verify"]).status.code(), Some(0));
    server.stop();
}

#[test]
fn a_server_that_is_none_says_so() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let shown = server.ask(&["issuer", "show"]);
    assert_eq!(shown.status.code(), Some(1), "{}", text(&shown.stdout));
    for args in [
        &["issuer", "rotate"][..],
        &["issuer", "export", "/nonexistent/x"],
    ] {
        assert_eq!(server.ask(args).status.code(), Some(3), "{args:?}");
    }
    let register = ["account", "register", ACCOUNT, "--trust", "issuer"];
    assert_eq!(server.ask(&register).status.code(), Some(3));
    server.stop();
}

/// Tokens go out to AWS, and nowhere else.
#[tokio::test(flavor = "multi_thread")]
async fn no_token_and_no_private_key_comes_out() {
    let (address, seen) = stub_aws::start().await;
    let (endpoint, data) = (format!("http://{address}"), tempfile::tempdir().unwrap());
    let mut environment = environment(&[
        ("AWS_REGION", "us-east-1"),
        ("RUST_LOG", "trace,aws_smithy_runtime=trace,hyper=trace"),
    ]);
    environment.push(("AWS_ENDPOINT_URL", &endpoint));
    let server = Server::start(data.path(), &environment);
    let registered = server.ask(&["account", "register", ACCOUNT]);
    assert!(registered.status.success(), "{}", text(&registered.stderr));
    let checked = server.ask(&["account", "check", ACCOUNT]);
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stderr));
    let said = text(&checked.stdout) + &text(&checked.stderr) + &text(&registered.stdout);
    let folder = server.data.clone();
    let log = server.stop();
    let tokens = seen.lock().unwrap().tokens.clone();
    assert!(!tokens.is_empty(), "a token went out");
    assert!(tokens.iter().all(|token| token.starts_with(TOKEN_START)));
    for (place, text) in [("log", &log), ("answers", &said)] {
        assert!(!text.contains(TOKEN_START), "a token is in the {place}");
        assert!(
            !text.contains("lf-") || place == "answers",
            "an external id is in the {place}"
        );
    }
    let key = "MIIEv";
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        assert!(
            !text.contains(TOKEN_START),
            "a token is in {}",
            path.display()
        );
        assert!(
            !text.contains(key),
            "a private key is in {}",
            path.display()
        );
    }
}

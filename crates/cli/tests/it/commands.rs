use crate::program::{Server, run, text};

#[test]
fn usage_and_unreachable_servers_have_their_exit_codes() {
    for (args, code) in [
        (
            &["account", "list", "--server", "http://127.0.0.1:1"][..],
            5,
        ),
        (&["account", "list", "--server", "nonsense"], 2),
        (
            &[
                "account",
                "list",
                "--server",
                "http://example.com",
                "--token",
                "x",
            ],
            2,
        ),
        (&["account", "register"], 2),
        (&["explain", "no_such_code"], 4),
        (&["explain", "account_id_taken"], 0),
        (&["explain", "permission.identity.iam:GetRole"], 0),
        (&["worker"], 2),
        (&["webhook", "list", "--server", "http://127.0.0.1:1"], 5),
        (&["webhook", "edit", "whk_1", "--enable", "--disable"], 2),
        (&["serve", "--webhook-allow", "localhost"], 2),
        (&["templates", "show"], 0),
    ] {
        let output = run(args, &[], "");
        assert_eq!(
            output.status.code(),
            Some(code),
            "{args:?}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn data_goes_to_standard_output_and_talk_to_standard_error() {
    let output = run(
        &["account", "list", "--server", "http://127.0.0.1:1"],
        &[],
        "",
    );
    assert_eq!(text(&output.stdout), "");
    let talk = text(&output.stderr);
    assert!(
        talk.starts_with("Error: ") && talk.contains("\nHint: "),
        "{talk}"
    );
}

#[test]
fn a_server_without_an_identity_serves_and_says_so() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let identity = server.ask(&["identity"]);
    assert_eq!(identity.status.code(), Some(1));
    assert!(
        text(&identity.stdout).contains("No identity."),
        "{}",
        text(&identity.stdout)
    );
    assert_eq!(
        server
            .ask(&["account", "register", "012345678901"])
            .status
            .code(),
        Some(0)
    );
    let instructions = text(
        &server
            .ask(&["account", "instructions", "012345678901"])
            .stdout,
    );
    assert!(instructions.contains("Not ready: "), "{instructions}");
    let taken = server.ask(&["account", "register", "012345678901"]);
    assert_eq!(
        (taken.status.code(), text(&taken.stdout)),
        (Some(3), String::new())
    );
    let missing = server.ask(&["account", "show", "222222222222"]);
    assert_eq!(missing.status.code(), Some(4));
    let kept = server.ask(&["account", "remove", "012345678901"]);
    assert_eq!(kept.status.code(), Some(2), "nobody is there to ask");
    assert_eq!(
        server
            .ask(&["account", "remove", "012345678901", "--yes"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(server.ask(&["activity", "--verify"]).status.code(), Some(0));
    server.stop();
}

#[test]
fn two_servers_never_share_an_embedded_database() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let second = run(
        &[
            "serve",
            "--data-dir",
            data.path().to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
        ],
        &quiet,
        "",
    );
    assert_eq!(second.status.code(), Some(5), "{}", text(&second.stderr));
    server.stop();
}

#[test]
fn a_webhook_from_its_first_day_to_its_last() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let none = server.ask(&["webhook", "list"]);
    assert_eq!(
        (text(&none.stdout), text(&none.stderr)),
        (String::new(), "No webhooks.\n".to_owned())
    );
    let add = [
        "webhook", "add", "--name", "chat", "--format", "slack", "--kind", "access",
    ];
    let refused = server.tell(&add, "http://hooks.example.com/x\n");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("--webhook-allow"),
        "{}",
        text(&refused.stderr)
    );
    let added = server.tell(&add, "https://hooks.example.com/services/T0/abcdWXYZ\n");
    let printed = text(&added.stdout);
    assert!(
        printed.contains("https://hooks.example.com/…WXYZ  slack   access"),
        "{printed}"
    );
    let id = printed
        .split_whitespace()
        .find(|word| word.starts_with("whk_"))
        .unwrap();
    let secret = |printed: &str| printed.lines().last().unwrap().to_owned();
    let replaced = text(&server.ask(&["webhook", "secret", id]).stdout);
    assert_ne!(secret(&replaced), secret(&printed));
    let off = text(
        &server
            .ask(&["webhook", "edit", id, "--disable", "--all-kinds"])
            .stdout,
    );
    assert!(off.contains("all    disabled"), "{off}");
    for (args, code) in [
        (&["webhook", "test", id][..], 3),
        (&["webhook", "deliveries", id], 0),
        (&["webhook", "redeliver", id, "msg_1"], 4),
        (&["webhook", "remove", id], 2),
        (&["webhook", "remove", id, "--yes"], 0),
        (&["webhook", "show", id], 4),
    ] {
        let output = server.ask(args);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{args:?}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn a_link_for_an_owner_is_printed_once_and_revoked() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let account = "012345678901";
    server.ask(&["account", "register", account]);
    let link = |args: &[&str]| server.ask(&[&["account", "link"], args].concat());
    let made = link(&["create", account, "--days", "3"]);
    let (printed, said) = (text(&made.stdout), text(&made.stderr));
    assert!(printed.starts_with("http"), "{printed}");
    let (_, secret) = printed.trim().split_once("/owner#lfo_").unwrap();
    let (id, _) = secret.split_once('.').unwrap();
    assert!(
        said.contains(&format!("link revoke {account} {id}")),
        "{said}"
    );
    let listed = text(&link(&["list", account]).stdout);
    assert!(listed.contains(id) && listed.contains("works") && listed.contains("never"));
    assert!(!listed.contains(secret), "{listed}");
    assert_eq!(
        link(&["create", account, "--days", "31"]).status.code(),
        Some(2)
    );
    assert_eq!(link(&["revoke", account, "olk_1"]).status.code(), Some(4));
    assert_eq!(link(&["revoke", account, id]).status.code(), Some(0));
    assert!(text(&link(&["list", account]).stdout).contains("revoked"));
    server.stop();
}

//! The traps of the server's own machine, met as they come.

use std::fs;

use landfast_app::ports::{OwnIdentity, SourceOutcome};
use landfast_domain::{
    Timestamp,
    machine::{Trap, TrapFinding},
};
use tempfile::tempdir;

use crate::{
    replay::{Next, Replay},
    stub::{Metadata, machine, metadata},
    world::{HOME, OWN_SECRET, arn, caller, environment, query_error},
};

const OFF: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");

fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T02:00:00Z").expect("a time")
}

async fn traps(identity: &dyn OwnIdentity) -> Vec<TrapFinding> {
    identity.traps(now()).await
}

async fn only(identity: &dyn OwnIdentity) -> TrapFinding {
    let mut all = traps(identity).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn instance() -> Next {
    caller(
        HOME,
        &format!("sts::{HOME}:assumed-role/server-role/i-0abc"),
        "AROAOWN:i-0abc",
    )
}

fn denied() -> Next {
    query_error(403, "AccessDenied", "no")
}

#[tokio::test]
async fn the_hop_limit_of_an_instance() {
    let endpoint = metadata(Metadata::HopLimit).await;
    let set = [("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint.as_str())];
    let identity = machine(&set, false, &Replay::of([])).identity();
    assert!(identity.identity().await.is_err());
    let trap = only(identity.as_ref()).await;
    assert_eq!(trap.trap, Trap::MetadataHopLimit);
    assert!(
        trap.found.contains("without a token is answered"),
        "{}",
        trap.found
    );
}

#[tokio::test]
async fn version_one_is_asked_only_if_that_is_allowed() {
    let endpoint = metadata(Metadata::V1Only).await;
    let set = [("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint.as_str())];
    let refused = machine(&set, false, &Replay::of([])).identity();
    assert!(refused.identity().await.is_err());
    let trap = only(refused.as_ref()).await;
    assert_eq!(trap.trap, Trap::MetadataV1Only);
    assert!(trap.found.contains("404"), "{}", trap.found);

    let allowed = machine(&set, true, &Replay::of([instance(), denied()])).identity();
    let found = allowed.identity().await.expect("an identity");
    assert_eq!(
        found.principal.as_str(),
        arn(&format!("iam::{HOME}:role/server-role"))
    );
    assert!(
        found.source.starts_with("EC2 instance metadata (IMDSv1)"),
        "{}",
        found.source
    );
    let lost = allowed.sources().await.remove(4);
    assert_eq!(lost.outcome, SourceOutcome::Failed, "{lost:?}");
    assert_eq!(traps(allowed.as_ref()).await, []);
}

#[tokio::test]
async fn an_instance_by_version_two_has_no_trap() {
    let endpoint = metadata(Metadata::Both).await;
    let set = [("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint.as_str())];
    let identity = machine(&set, false, &Replay::of([instance(), denied()])).identity();
    let found = identity.identity().await.expect("an identity");
    assert!(
        found.source.starts_with("EC2 instance metadata (IMDSv2)"),
        "{}",
        found.source
    );
    assert_eq!(traps(identity.as_ref()).await, []);
}

#[tokio::test]
async fn keys_that_beat_the_role_of_the_instance() {
    let endpoint = metadata(Metadata::Both).await;
    let set = [
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
        ("AWS_SECRET_ACCESS_KEY", OWN_SECRET),
    ];
    let user = caller(HOME, &format!("iam::{HOME}:user/dev"), "AIDA");
    let identity = machine(&set, false, &Replay::of([user])).identity();
    assert!(identity.identity().await.is_ok());
    let trap = only(identity.as_ref()).await;
    assert_eq!(trap.trap, Trap::StaticKeysWin);
    assert!(
        trap.found.contains("server-role") && !trap.found.contains(OWN_SECRET),
        "{}",
        trap.found
    );
}

/// A token with these claims, unsigned: the machine does not verify it, AWS does.
fn token(claims: &str) -> String {
    let encoded = data_encoding::BASE64URL_NOPAD.encode(claims.as_bytes());
    format!("e30.{encoded}.canarysignature")
}

#[tokio::test]
async fn web_identity_tokens_that_aws_cannot_take() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("token");
    let path = file.to_str().expect("a path");
    let role = arn(&format!("iam::{HOME}:role/server"));
    let set = [
        OFF,
        ("AWS_WEB_IDENTITY_TOKEN_FILE", path),
        ("AWS_ROLE_ARN", role.as_str()),
    ];
    let refused = || query_error(400, "InvalidIdentityToken", "Incorrect token audience");
    let expired = || query_error(400, "ExpiredTokenException", "Token expired");
    for (text, answers, expected) in [
        (None, vec![], Trap::WebTokenMissing),
        (Some(" \n".to_owned()), vec![refused()], Trap::WebTokenEmpty),
        (
            Some(token(r#"{"aud":"vault","exp":1900000000}"#)),
            vec![refused()],
            Trap::WebTokenAudience,
        ),
        (
            Some(token(r#"{"aud":"vault","exp":1700000000}"#)),
            vec![expired()],
            Trap::WebTokenExpired,
        ),
    ] {
        if let Some(text) = &text {
            fs::write(&file, text).expect("a file");
        }
        let identity = machine(&set, false, &Replay::of(answers)).identity();
        let trouble = identity.identity().await.expect_err("no identity");
        let trap = only(identity.as_ref()).await;
        assert_eq!(trap.trap, expected);
        let told = format!("{trouble:?} {trap:?} {:?}", identity.sources().await);
        assert!(!told.contains("canarysignature"), "{told}");
    }
}

#[tokio::test]
async fn a_clock_that_is_off_is_seen_in_aws_own_answers() {
    let user = caller(HOME, &format!("iam::{HOME}:user/dev"), "AIDA");
    let long_ago = user.with("date", "Sat, 01 Jan 2000 00:00:00 GMT");
    let mut set = environment();
    set.insert(OFF.0.to_owned(), OFF.1.to_owned());
    let replay = Replay::of([long_ago]);
    let aws = landfast_aws::Aws::over(landfast_aws::Settings::default(), set, replay.client());
    let trap = only(aws.identity().as_ref()).await;
    assert_eq!(trap.trap, Trap::ClockOff);
    assert!(trap.found.contains("ahead of"), "{}", trap.found);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted() {
    let keys = [
        OFF,
        ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
        ("AWS_SECRET_ACCESS_KEY", OWN_SECRET),
        ("AWS_CA_BUNDLE", "/etc/company.pem"),
    ];
    for (why, expected) in [
        ("UnknownIssuer", Trap::RootCertificateMissing),
        (
            "certificate expired: verification time 1 (UNIX)",
            Trap::ClockOff,
        ),
    ] {
        let replay = Replay::of([Next::Untrusted(why)]);
        let identity = machine(&keys, false, &replay).identity();
        assert!(identity.identity().await.is_err());
        assert_eq!(only(identity.as_ref()).await.trap, expected);
    }
}

//! Coming in by a token: nothing is signed, and no credentials are looked for.

use std::collections::HashMap;

use landfast_app::ports::{AssumeRole, Pass};
use landfast_aws::{Aws, Settings};
use landfast_domain::{Partition, RoleArn, check::TroubleKind, oidc::IssuerUrl};
use secrecy::SecretString;

use crate::{
    replay::{Next, Replay},
    world::{CUSTOMER, SESSION_SECRET, SESSION_TOKEN, call, caller, no, query_error, trouble, yes},
};

pub const TOKEN: &str = "header.canaryclaims.signature";

pub fn by_token() -> AssumeRole {
    let issuer = IssuerUrl::parse("https://landfast.example.com").expect("an issuer");
    let token = SecretString::from(TOKEN);
    AssumeRole {
        pass: Pass::Token { token, issuer },
        ..call()
    }
}

fn let_in() -> Next {
    Next::answer(
        200,
        format!(
            "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>\
             <AccessKeyId>ASIASESSION</AccessKeyId><SecretAccessKey>{SESSION_SECRET}</SecretAccessKey>\
             <SessionToken>{SESSION_TOKEN}</SessionToken><Expiration>2026-11-21T02:15:00Z</Expiration>\
             </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"
        ),
    )
}

/// A server that has no AWS credentials at all.
fn without_identity(replay: &Replay) -> Aws {
    let environment = HashMap::from([("AWS_EC2_METADATA_DISABLED".to_owned(), "true".to_owned())]);
    Aws::over(Settings::default(), environment, replay.client())
}

#[tokio::test]
async fn a_server_without_any_credentials_comes_in() {
    let replay = Replay::of([
        let_in(),
        caller(CUSTOMER, "sts::012345678901:assumed-role/x/s", "AROA:s"),
    ]);
    let aws = without_identity(&replay);
    let session = yes(aws.probe().assume(&by_token()).await);
    yes(session.caller().await);
    let asked = replay.asked();
    assert_eq!(asked[0].field("Action"), Some("AssumeRoleWithWebIdentity"));
    assert_eq!(asked[0].field("WebIdentityToken"), Some(TOKEN));
    assert_eq!(asked[0].field("DurationSeconds"), Some("900"));
    assert_eq!(asked[0].header("authorization"), None, "nobody signs it");
    let session = asked[1].header("authorization").expect("a signature");
    assert!(session.contains("Credential=ASIASESSION/"), "{session}");
}

#[tokio::test]
async fn every_partition_is_asked_at_its_own_endpoint() {
    for partition in Partition::ALL {
        let replay = Replay::of([let_in()]);
        let mut call = by_token();
        call.role = RoleArn::parse(&format!("arn:{partition}:iam::{CUSTOMER}:role/landfast/x"))
            .expect("a role");
        yes(without_identity(&replay).probe().assume(&call).await);
        let host = format!(
            "https://sts.{}.{}/",
            partition.home_region(),
            partition.dns_suffix()
        );
        assert_eq!(replay.asked()[0].uri, host);
    }
}

#[tokio::test]
async fn what_says_something_about_the_account_is_a_refusal() {
    for (code, message) in [
        (
            "AccessDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        ),
        (
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://landfast.example.com",
        ),
        ("InvalidIdentityToken", "Incorrect token audience"),
    ] {
        let replay = Replay::of([query_error(400, code, message)]);
        let denial = no(without_identity(&replay).probe().assume(&by_token()).await);
        assert_eq!(
            (denial.code.as_str(), denial.message.as_str()),
            (code, message)
        );
    }
}

#[tokio::test]
async fn all_else_is_between_landfast_and_aws() {
    let no_key = "Couldn't retrieve verification key from your identity provider,  please reference \
                  AssumeRoleWithWebIdentity documentation for requirements";
    let expired = "Token expired: current date/time 1 must be before the expiration date/time 0";
    for (code, message, said) in [
        (
            "IDPCommunicationError",
            "x",
            "could not reach Landfast's OIDC issuer https://landfast.example.com",
        ),
        (
            "InvalidIdentityToken",
            no_key,
            "no key of Landfast's OIDC issuer https://landfast.example.com",
        ),
        (
            "InvalidIdentityToken",
            "The ID Token provided is not a valid JWT.",
            "not a valid JWT",
        ),
        ("IDPRejectedClaim", "x", "did not confirm"),
        ("ExpiredTokenException", expired, "clock"),
        ("RegionDisabledException", "x", "not active"),
        ("ValidationError", TOKEN, "(the token)"),
    ] {
        let replay = Replay::of([query_error(400, code, message)]);
        let found = trouble(without_identity(&replay).probe().assume(&by_token()).await);
        assert_eq!(found.kind, TroubleKind::Ours, "{code}");
        assert!(found.detail.contains(said), "{}", found.detail);
        assert!(!found.detail.contains("canary"), "{}", found.detail);
    }
}

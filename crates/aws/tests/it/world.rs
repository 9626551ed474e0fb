//! The accounts of these tests, and AWS's answers about them.

use std::{collections::HashMap, sync::Arc};

use landfast_app::ports::{AccountSession, AssumeRole, Pass};
use landfast_aws::{Aws, Settings};
use landfast_domain::{
    Partition, Region, RoleArn,
    check::{Denial, Seen, Trouble},
};
use secrecy::SecretString;

use crate::replay::{Next, Replay};

pub const HOME: &str = "111122223333";
pub const CUSTOMER: &str = "012345678901";
pub const EXTERNAL_ID: &str = "lf-canaryexternalidcanaryxxxx:012345678901";
/// The server's own key and the session's: both must stay out of every log.
pub const OWN_SECRET: &str = "own/canary+secret";
pub const SESSION_SECRET: &str = "session/canary+secret";
pub const SESSION_TOKEN: &str = "sessioncanarytoken";

pub fn arn(rest: &str) -> String {
    format!("arn:{}:{rest}", Partition::Aws)
}

pub fn role() -> RoleArn {
    RoleArn::parse(&arn(&format!(
        "iam::{CUSTOMER}:role/landfast/landfast-access"
    )))
    .expect("a role")
}

pub fn environment() -> HashMap<String, String> {
    let all = [
        ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
        ("AWS_SECRET_ACCESS_KEY", OWN_SECRET),
        ("AWS_REGION", "eu-central-1"),
    ];
    all.map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

pub fn aws(replay: &Replay) -> Aws {
    Aws::over(Settings::default(), environment(), replay.client())
}

pub fn call() -> AssumeRole {
    AssumeRole {
        role: role(),
        pass: Pass::ExternalId(Some(SecretString::from(EXTERNAL_ID))),
        session_name: format!("landfast-check-{CUSTOMER}"),
        region: Region::parse("eu-west-1").expect("a region"),
    }
}

/// A session, and the client that answers it: first the assumption, then `answers`.
pub async fn session(answers: impl IntoIterator<Item = Next>) -> (Arc<dyn AccountSession>, Replay) {
    let replay = Replay::of(std::iter::once(assumed()).chain(answers));
    let session = yes(aws(&replay).probe().assume(&call()).await);
    (session, replay)
}

pub fn yes<T>(seen: Seen<T>) -> T {
    match seen {
        Seen::Yes(value) => value,
        Seen::No(denial) => panic!("expected yes, found {denial:?}"),
        Seen::Trouble(trouble) => panic!("expected yes, found {trouble:?}"),
    }
}

pub fn no<T>(seen: Seen<T>) -> Denial {
    match seen {
        Seen::Yes(_) => panic!("expected no, found yes"),
        Seen::No(denial) => denial,
        Seen::Trouble(trouble) => panic!("expected no, found {trouble:?}"),
    }
}

pub fn trouble<T>(seen: Seen<T>) -> Trouble {
    match seen {
        Seen::Yes(_) => panic!("expected trouble, found yes"),
        Seen::No(denial) => panic!("expected trouble, found {denial:?}"),
        Seen::Trouble(trouble) => trouble,
    }
}

pub fn assumed() -> Next {
    Next::answer(
        200,
        format!(
            "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROACUSTOMER:s</AssumedRoleId>\
             <Arn>x</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIASESSION</AccessKeyId>\
             <SecretAccessKey>{SESSION_SECRET}</SecretAccessKey><SessionToken>{SESSION_TOKEN}</SessionToken>\
             <Expiration>2026-11-21T02:15:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
        ),
    )
}

pub fn caller(account: &str, resource: &str, user_id: &str) -> Next {
    Next::answer(
        200,
        format!(
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{}</Arn><UserId>{user_id}</UserId>\
             <Account>{account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
            arn(resource)
        ),
    )
}

/// An error of STS, IAM or another service with the query protocol.
pub fn query_error(status: u16, code: &str, message: &str) -> Next {
    Next::answer(
        status,
        format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
             <RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ErrorResponse>"
        ),
    )
    .with("x-amzn-requestid", "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE")
}

/// An error of Organizations.
pub fn json_error(status: u16, code: &str) -> Next {
    Next::answer(
        status,
        format!(r#"{{"__type":"{code}","Message":"said AWS"}}"#),
    )
    .with("content-type", "application/x-amz-json-1.1")
}

pub fn s3_error(status: u16, code: &str) -> Next {
    Next::answer(
        status,
        format!(
            "<Error><Code>{code}</Code><Message>said S3</Message><RequestId>R3</RequestId></Error>"
        ),
    )
}

use std::sync::Arc;

use landfast_app::ports::{KeyPair, KeySession};
use landfast_domain::{
    Region, Timestamp,
    access_key::{AccessKeyId, KeyStatus},
    check::TroubleKind,
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    replay::{Next, Replay},
    world::{CUSTOMER, arn, aws, caller, no, query_error, trouble, yes},
};

const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "key/canary+secret0123456789abcdefghijklm";

fn pair() -> KeyPair {
    KeyPair {
        id: AccessKeyId::parse(KEY).expect("an id"),
        secret: SecretString::from(SECRET),
    }
}

fn region(name: &str) -> Region {
    Region::parse(name).expect("a region")
}

fn enter(answers: impl IntoIterator<Item = Next>) -> (Arc<dyn KeySession>, Replay) {
    let replay = Replay::of(answers);
    let session = aws(&replay).keys().enter(&pair(), &region("us-east-1"));
    (session, replay)
}

fn answer(action: &str, inside: &str) -> Next {
    Next::answer(
        200,
        format!("<{action}Response><{action}Result>{inside}</{action}Result></{action}Response>"),
    )
}

fn listed(id: &str, status: &str) -> String {
    format!(
        "<member><UserName>landfast</UserName><AccessKeyId>{id}</AccessKeyId><Status>{status}</Status>\
         <CreateDate>2026-08-01T00:00:00Z</CreateDate></member>"
    )
}

#[tokio::test]
async fn the_call_is_signed_by_exactly_this_key() {
    let whose = format!("iam::{CUSTOMER}:user/service/landfast");
    let (session, replay) = enter([caller(CUSTOMER, &whose, "AIDAUSER")]);
    let found = yes(session.caller().await);
    assert_eq!(found.account.as_str(), CUSTOMER);
    assert_eq!(
        (found.arn, found.role_unique_id),
        (arn(&whose), "AIDAUSER".to_owned())
    );
    let asked = &replay.asked()[0];
    assert_eq!(asked.action(), "GetCallerIdentity");
    let signature = asked.header("authorization").expect("a signature");
    assert!(
        signature.contains(&format!("Credential={KEY}/")),
        "{signature}"
    );
    assert_eq!(asked.header("x-amz-security-token"), None);
    assert!(!format!("{asked:?}").contains(SECRET));
}

/// Of a session the same codes would be nobody's fault; of a key they are the answer.
#[tokio::test]
async fn an_unknown_key_and_a_wrong_secret_are_answers() {
    for code in ["InvalidClientTokenId", "SignatureDoesNotMatch"] {
        let (session, _) = enter([query_error(403, code, "said AWS")]);
        assert_eq!(no(session.caller().await).code, code);
    }
}

#[tokio::test]
async fn a_clock_that_is_off_is_ours_and_a_throttle_nobodys() {
    let late = "Signature expired: 20261121T020000Z is now earlier than 20261121T023000Z";
    let (session, _) = enter([query_error(403, "SignatureDoesNotMatch", late)]);
    assert_eq!(trouble(session.caller().await).kind, TroubleKind::Ours);
    let (session, _) = enter([query_error(400, "Throttling", "Rate exceeded")]);
    assert_eq!(trouble(session.caller().await).kind, TroubleKind::Throttled);
}

#[tokio::test]
async fn each_partition_has_its_own_endpoints() {
    for (home, host) in [
        ("cn-north-1", "sts.cn-northwest-1.amazonaws.com.cn"),
        ("us-gov-east-1", "sts.us-gov-west-1.amazonaws.com"),
    ] {
        let replay = Replay::of([query_error(403, "InvalidClientTokenId", "no")]);
        let session = aws(&replay).keys().enter(&pair(), &region(home));
        no(session.caller().await);
        assert_eq!(replay.asked()[0].uri, format!("https://{host}/"));
    }
}

#[tokio::test]
async fn the_users_keys_with_their_state_and_age() {
    let keys = format!(
        "<AccessKeyMetadata>{}{}</AccessKeyMetadata><IsTruncated>false</IsTruncated>",
        listed(KEY, "Active"),
        listed("AKIAOTHEROTHEROTHER1", "Inactive")
    );
    let (session, replay) = enter([answer("ListAccessKeys", &keys)]);
    let found = yes(session.list_keys("landfast").await);
    let states: Vec<_> = found
        .iter()
        .map(|key| (key.id.as_str(), key.status))
        .collect();
    assert_eq!(
        states,
        [
            (KEY, KeyStatus::Active),
            ("AKIAOTHEROTHEROTHER1", KeyStatus::Inactive)
        ]
    );
    assert_eq!(
        found[0].created_at,
        Timestamp::parse("2026-08-01T00:00:00Z")
    );
    assert_eq!(replay.asked()[0].field("UserName"), Some("landfast"));
}

#[tokio::test]
async fn a_new_key_comes_with_its_secret_once() {
    let made = format!(
        "<AccessKey><UserName>landfast</UserName><AccessKeyId>{KEY}</AccessKeyId><Status>Active</Status>\
         <SecretAccessKey>{SECRET}</SecretAccessKey></AccessKey>"
    );
    let (session, replay) = enter([answer("CreateAccessKey", &made)]);
    let new = yes(session.create_key("landfast").await);
    assert_eq!((new.id.as_str(), new.secret.expose_secret()), (KEY, SECRET));
    assert!(!format!("{new:?}").contains(SECRET));
    assert_eq!(replay.actions(), ["CreateAccessKey"]);
}

#[tokio::test]
async fn the_refusals_of_a_rotation_keep_their_codes() {
    for code in ["AccessDenied", "LimitExceeded"] {
        let (session, _) = enter([query_error(409, code, "said AWS")]);
        assert_eq!(no(session.create_key("landfast").await).code, code);
    }
    let (session, _) = enter([query_error(403, "AccessDenied", "no")]);
    no(session
        .set_key_status("landfast", KEY, KeyStatus::Inactive)
        .await);
}

#[tokio::test]
async fn deactivating_and_deleting_name_user_and_key() {
    let (session, replay) = enter([answer("UpdateAccessKey", ""), answer("DeleteAccessKey", "")]);
    yes(session
        .set_key_status("landfast", KEY, KeyStatus::Inactive)
        .await);
    yes(session.delete_key("landfast", KEY).await);
    let asked = replay.asked();
    assert_eq!(asked[0].field("Status"), Some("Inactive"));
    for one in asked {
        assert_eq!(one.field("UserName"), Some("landfast"));
        assert_eq!(one.field("AccessKeyId"), Some(KEY));
    }
}

#[tokio::test]
async fn a_key_that_is_gone_is_deleted() {
    let (session, _) = enter([query_error(404, "NoSuchEntity", "cannot be found")]);
    yes(session.delete_key("landfast", KEY).await);
}

use std::time::Duration;

use landfast_aws::{Aws, Settings};
use landfast_domain::{Region, check::TroubleKind};

use crate::{
    replay::{Next, Replay},
    world::{HOME, caller, environment, s3_error},
};

const BUCKET: &str = "landfast-templates";
const FILE: &str = "api-access-0123456789abcdef.yaml";
const BODY: &str = "Resources: {}\n";

fn user() -> Next {
    caller(HOME, &format!("iam::{HOME}:user/landfast"), "AIDA")
}

fn settings(ensure_bucket: bool) -> Settings {
    Settings {
        template_bucket: Some(BUCKET.to_owned()),
        template_region: Region::parse("eu-west-1").ok(),
        ensure_bucket,
        ..Settings::default()
    }
}

fn store(replay: &Replay, ensure_bucket: bool) -> Aws {
    Aws::over(settings(ensure_bucket), environment(), replay.client())
}

/// The first answer is the server's identity: the bucket must be its account's.
fn replay(answers: impl IntoIterator<Item = Next>) -> Replay {
    Replay::of(std::iter::once(user()).chain(answers))
}

fn url() -> String {
    format!("https://{BUCKET}.s3.eu-west-1.amazonaws.com/templates/{FILE}")
}

fn ok() -> Next {
    Next::answer(200, "")
}

#[tokio::test]
async fn a_new_template_is_put_once_and_never_over_another() {
    let replay = replay([s3_error(404, "NoSuchKey"), ok()]);
    let templates = store(&replay, false).templates();
    assert_eq!(templates.publish(FILE, BODY).await, Ok(url()));
    let put = &replay.asked()[2];
    assert_eq!(put.method, "PUT");
    assert!(put.uri.starts_with(&url()), "{}", put.uri);
    assert_eq!(put.header("if-none-match"), Some("*"));
    assert_eq!(put.header("x-amz-expected-bucket-owner"), Some(HOME));
    assert_eq!(put.header("content-type"), Some("application/yaml"));
    assert!(put.header("x-amz-checksum-sha256").is_some());
    assert_eq!(put.body, BODY);
}

#[tokio::test]
async fn the_same_bytes_are_left_alone() {
    let replay = replay([Next::answer(200, BODY)]);
    assert_eq!(
        store(&replay, false).templates().publish(FILE, BODY).await,
        Ok(url())
    );
    let asked = replay.asked();
    assert_eq!((asked.len(), asked[1].method.as_str()), (2, "GET"));
    assert_eq!(asked[1].header("x-amz-expected-bucket-owner"), Some(HOME));
}

#[tokio::test]
async fn other_bytes_under_the_same_name_are_an_error() {
    let replay = replay([Next::answer(200, "Resources: {Backdoor: {}}")]);
    let found = store(&replay, false)
        .templates()
        .publish(FILE, BODY)
        .await
        .expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Ours);
    assert!(
        found.detail.contains("Nothing was overwritten"),
        "{}",
        found.detail
    );
    assert_eq!(replay.asked().len(), 2);
}

#[tokio::test]
async fn a_race_with_another_process_ends_well() {
    let answers = [
        s3_error(404, "NoSuchKey"),
        s3_error(412, "PreconditionFailed"),
        Next::answer(200, BODY),
    ];
    let replay = replay(answers);
    assert_eq!(
        store(&replay, false).templates().publish(FILE, BODY).await,
        Ok(url())
    );
}

#[tokio::test]
async fn an_object_that_may_not_be_compared_is_not_taken_for_the_right_one() {
    let hidden = || s3_error(403, "AccessDenied");
    let replay = replay([hidden(), s3_error(412, "PreconditionFailed"), hidden()]);
    let templates = store(&replay, false).templates();
    let found = templates.publish(FILE, BODY).await.expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Ours);
    assert!(found.detail.contains("s3:GetObject"), "{}", found.detail);
}

#[tokio::test]
async fn missing_rights_a_missing_bucket_and_another_region_are_named() {
    for (answers, words) in [
        (
            vec![s3_error(403, "AccessDenied"), s3_error(403, "AccessDenied")],
            "s3:PutObject",
        ),
        (
            vec![s3_error(404, "NoSuchBucket")],
            "no bucket landfast-templates",
        ),
        (
            vec![s3_error(301, "PermanentRedirect").with("x-amz-bucket-region", "us-west-2")],
            "in the region us-west-2",
        ),
    ] {
        let replay = replay(answers);
        let found = store(&replay, false)
            .templates()
            .publish(FILE, BODY)
            .await
            .expect_err("trouble");
        assert_eq!(found.kind, TroubleKind::Ours, "{found:?}");
        assert!(found.detail.contains(words), "{}", found.detail);
    }
}

#[tokio::test]
async fn publishing_is_retried_by_the_sdk() {
    let replay = replay([
        s3_error(503, "SlowDown"),
        s3_error(404, "NoSuchKey"),
        Next::Broken,
        ok(),
    ]);
    let mut settings = settings(false);
    settings.timeouts.publish_pause = Duration::ZERO;
    let templates = Aws::over(settings, environment(), replay.client()).templates();
    assert_eq!(templates.publish(FILE, BODY).await, Ok(url()));
    assert_eq!(replay.asked().len(), 5);
}

#[tokio::test]
async fn the_first_use_makes_a_bucket_that_opens_templates_only() {
    let made = [
        Next::answer(404, ""),
        ok(),
        ok(),
        ok(),
        s3_error(404, "NoSuchKey"),
        ok(),
        Next::answer(200, BODY),
    ];
    let replay = replay(made);
    let templates = store(&replay, true).templates();
    assert_eq!(templates.publish(FILE, BODY).await, Ok(url()));
    assert_eq!(
        templates.publish(FILE, BODY).await,
        Ok(url()),
        "the bucket is looked for once"
    );
    let asked = replay.asked();
    assert_eq!(asked[1].method, "HEAD");
    assert!(
        asked[2]
            .body
            .contains("<LocationConstraint>eu-west-1</LocationConstraint>"),
        "{}",
        asked[2].body
    );
    assert_eq!(
        asked[2].header("x-amz-object-ownership"),
        Some("BucketOwnerEnforced")
    );
    for field in [
        "<BlockPublicAcls>true<",
        "<IgnorePublicAcls>true<",
        "<BlockPublicPolicy>false<",
        "<RestrictPublicBuckets>false<",
    ] {
        assert!(asked[3].body.contains(field), "{}", asked[3].body);
    }
    let policy = &asked[4].body;
    assert!(
        policy.contains(r#""Resource":"arn:aws:s3:::landfast-templates/templates/*""#),
        "{policy}"
    );
    assert!(policy.contains("aws:SecureTransport"), "{policy}");
    assert_eq!(policy.matches(r#""Effect":"Allow""#).count(), 1, "{policy}");
    assert_eq!(policy.matches("s3:GetObject").count(), 1, "{policy}");
}

#[tokio::test]
async fn somebody_elses_bucket_is_refused() {
    let replay = replay([Next::answer(403, "")]);
    let found = store(&replay, true)
        .templates()
        .publish(FILE, BODY)
        .await
        .expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Ours);
    assert!(
        found
            .detail
            .contains("does not belong to Landfast's own account"),
        "{}",
        found.detail
    );
    assert_eq!(
        replay.asked()[1].header("x-amz-expected-bucket-owner"),
        Some(HOME)
    );
}

#[tokio::test]
async fn a_bucket_in_another_region_is_named_as_such_at_first_use_too() {
    for status in [301, 400, 403] {
        let replay = replay([Next::answer(status, "").with("x-amz-bucket-region", "us-west-2")]);
        let templates = store(&replay, true).templates();
        let found = templates.publish(FILE, BODY).await.expect_err("trouble");
        assert_eq!(found.kind, TroubleKind::Ours);
        assert!(
            found.detail.contains("in the region us-west-2"),
            "{}",
            found.detail
        );
    }
}

#[tokio::test]
async fn a_bucket_that_exists_keeps_its_policy_and_gets_one_if_it_has_none() {
    for (answers, calls) in [
        (
            vec![ok(), Next::answer(200, "{}"), Next::answer(200, BODY)],
            4,
        ),
        (
            vec![ok(), s3_error(403, "AccessDenied"), Next::answer(200, BODY)],
            4,
        ),
        (
            vec![
                ok(),
                s3_error(404, "NoSuchBucketPolicy"),
                ok(),
                ok(),
                Next::answer(200, BODY),
            ],
            6,
        ),
    ] {
        let replay = replay(answers);
        assert_eq!(
            store(&replay, true).templates().publish(FILE, BODY).await,
            Ok(url())
        );
        assert_eq!(replay.asked().len(), calls);
    }
}

#[tokio::test]
async fn a_local_endpoint_has_path_style_and_no_demand_for_tls() {
    let answers = [
        Next::answer(404, ""),
        ok(),
        ok(),
        ok(),
        Next::answer(200, BODY),
    ];
    let replay = replay(answers);
    let mut environment = environment();
    environment.insert(
        "AWS_ENDPOINT_URL".to_owned(),
        "http://localhost:4566".to_owned(),
    );
    let templates = Aws::over(settings(true), environment, replay.client()).templates();
    let local = format!("http://localhost:4566/{BUCKET}/templates/{FILE}");
    assert_eq!(templates.url(FILE), Some(local.clone()));
    assert_eq!(templates.publish(FILE, BODY).await, Ok(local.clone()));
    let asked = replay.asked();
    assert!(
        !asked[4].body.contains("SecureTransport"),
        "{}",
        asked[4].body
    );
    assert!(asked[5].uri.starts_with(&local), "{}", asked[5].uri);
}

#[tokio::test]
async fn the_owner_is_known_with_the_identity() {
    let replay = replay([Next::answer(200, BODY)]);
    let aws = store(&replay, false);
    let templates = aws.templates();
    assert_eq!(templates.bucket(), Some((BUCKET.to_owned(), None)));
    templates.publish(FILE, BODY).await.expect("published");
    let owner = templates.bucket().and_then(|(_, owner)| owner);
    assert_eq!(owner.as_ref().map(|id| id.as_str()), Some(HOME));
}

#[tokio::test]
async fn without_a_usable_bucket_there_is_no_address() {
    for name in [None, Some("Not A Bucket")] {
        let replay = Replay::of([]);
        let settings = Settings {
            template_bucket: name.map(ToOwned::to_owned),
            ..Settings::default()
        };
        let templates = Aws::over(settings, environment(), replay.client()).templates();
        assert_eq!((templates.url(FILE), templates.bucket()), (None, None));
        let found = templates.publish(FILE, BODY).await.expect_err("trouble");
        assert_eq!(found.kind, TroubleKind::Ours);
    }
}

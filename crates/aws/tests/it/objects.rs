//! A bucket as an object store: what S3 is asked, and what its answers mean.

use std::sync::Arc;

use futures::TryStreamExt as _;
use landfast_aws::{Aws, Settings};
use landfast_domain::{Region, billing_export::BucketName};
use object_store::{
    Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutMode, UpdateVersion,
    path::Path,
};

use crate::{
    replay::{Next, Replay},
    world::{OWN_SECRET, environment, s3_error},
};

const KEY: &str = "landfast/bills/v1/payer=1/current.json";

fn bucket(
    region: Option<&str>,
    answers: impl IntoIterator<Item = Next>,
) -> (Arc<dyn ObjectStore>, Replay) {
    let replay = Replay::of(answers);
    let aws = Aws::over(Settings::default(), environment(), replay.client());
    let region = region.map(|name| Region::parse(name).expect("a region"));
    let name = BucketName::parse("acme-landfast").expect("a bucket");
    (aws.bucket(&name, region.as_ref()), replay)
}

fn in_frankfurt(answers: impl IntoIterator<Item = Next>) -> (Arc<dyn ObjectStore>, Replay) {
    bucket(Some("eu-central-1"), answers)
}

fn key() -> Path {
    Path::from(KEY)
}

fn object(text: &str) -> Next {
    Next::answer(200, text)
        .with("content-length", "5")
        .with("etag", "\"e1\"")
        .with("last-modified", "Sat, 21 Nov 2026 05:36:21 GMT")
}

fn listed(keys: &[&str], next: Option<&str>) -> Next {
    let contents: String = keys
        .iter()
        .map(|key| {
            format!(
                "<Contents><Key>{key}</Key><Size>5</Size><ETag>\"e1\"</ETag>\
                 <LastModified>2026-11-21T05:36:21.000Z</LastModified></Contents>"
            )
        })
        .collect();
    let token = next.map(|token| format!("<NextContinuationToken>{token}</NextContinuationToken>"));
    let body = format!("{contents}{}", token.unwrap_or_default());
    Next::answer(200, format!("<ListBucketResult>{body}</ListBucketResult>"))
}

#[tokio::test]
async fn the_region_is_asked_for_once_and_told_to_who_may_not_look() {
    let refused = Next::answer(403, "").with("x-amz-bucket-region", "eu-central-1");
    let (bucket, replay) = bucket(None, [refused, object("hello"), object("hello")]);
    for _ in 0..2 {
        let found = bucket.get(&key()).await.expect("an object");
        assert_eq!(found.bytes().await.expect("bytes"), "hello");
    }
    let asked = replay.asked();
    assert_eq!((asked.len(), asked[0].method.as_str()), (3, "HEAD"));
    let signed = asked[1].header("authorization").unwrap_or_default();
    assert!(signed.contains("/eu-central-1/s3/"), "{signed}");
    let shown = format!("{bucket:?} {bucket}");
    assert_eq!(shown, "S3Objects(acme-landfast) s3://acme-landfast");
    assert!(!shown.contains(OWN_SECRET));
}

#[tokio::test]
async fn what_is_wrong_with_the_bucket_is_told_in_words() {
    for (region, answer, want) in [
        (
            None,
            Next::answer(404, ""),
            "There is no bucket acme-landfast.",
        ),
        (None, Next::answer(400, ""), "Give its region."),
        (
            Some("eu-central-1"),
            s3_error(404, "NoSuchBucket"),
            "There is no bucket acme-landfast.",
        ),
        (
            Some("eu-central-1"),
            s3_error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-west-1"),
            "The bucket acme-landfast is in the region eu-west-1, not in eu-central-1.",
        ),
        (
            Some("eu-central-1"),
            s3_error(403, "AccessDenied"),
            "AWS refused s3:PutObject (AccessDenied): said S3",
        ),
    ] {
        let (bucket, _) = bucket(region, [answer]);
        let failed = bucket.put(&key(), "x".into()).await.expect_err("a refusal");
        assert!(failed.to_string().contains(want), "{failed}");
    }
}

#[tokio::test]
async fn puts_on_a_condition_and_who_loses_them() {
    let update = || {
        PutMode::Update(UpdateVersion {
            e_tag: Some("\"e1\"".to_owned()),
            version: None,
        })
    };
    let done = || Next::answer(200, "").with("etag", "\"e2\"");
    for (mode, header) in [
        (PutMode::Overwrite, None),
        (PutMode::Create, Some(("if-none-match", "*"))),
        (update(), Some(("if-match", "\"e1\""))),
    ] {
        let (bucket, replay) = in_frankfurt([done()]);
        let put = bucket.put_opts(&key(), "x".into(), mode.into()).await;
        assert_eq!(put.expect("a put").e_tag.as_deref(), Some("\"e2\""));
        let asked = &replay.asked()[0];
        for name in ["if-none-match", "if-match"] {
            let want = header.filter(|(known, _)| *known == name);
            assert_eq!(asked.header(name), want.map(|(_, value)| value));
        }
        assert!(
            asked
                .uri
                .ends_with("/landfast/bills/v1/payer%3D1/current.json?x-id=PutObject"),
            "{}",
            asked.uri
        );
    }
    for (status, code) in [
        (412, "PreconditionFailed"),
        (409, "ConditionalRequestConflict"),
    ] {
        let (bucket, _) = in_frankfurt([s3_error(status, code), s3_error(status, code)]);
        let put = async |mode: PutMode| bucket.put_opts(&key(), "x".into(), mode.into()).await;
        let created = put(PutMode::Create).await;
        assert!(
            matches!(created, Err(Error::AlreadyExists { .. })),
            "{created:?}"
        );
        let updated = put(update()).await;
        assert!(
            matches!(updated, Err(Error::Precondition { .. })),
            "{updated:?}"
        );
    }
    let (bucket, _) = in_frankfurt([s3_error(404, "NoSuchKey")]);
    let gone = bucket.put_opts(&key(), "x".into(), update().into()).await;
    assert!(matches!(gone, Err(Error::Precondition { .. })), "{gone:?}");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let (bucket, replay) = in_frankfurt([object("hel"), object("hello")]);
    let found = bucket.get(&key()).await.expect("an object");
    assert_eq!(found.meta.e_tag.as_deref(), Some("\"e1\""));
    assert_eq!(found.bytes().await.expect("bytes"), "hello");
    assert_eq!(replay.asked().len(), 2);
    let (bucket, _) = in_frankfurt([object("hel"), object("hel"), object("hel")]);
    let failed = bucket.get(&key()).await.expect_err("half an object");
    assert!(failed.to_string().contains("cut off"), "{failed}");
}

#[tokio::test]
async fn a_part_of_an_object_and_its_head() {
    let part = Next::answer(206, "hello")
        .with("content-length", "5")
        .with("content-range", "bytes 10-14/100")
        .with("last-modified", "Sat, 21 Nov 2026 05:36:21 GMT");
    let (bucket, replay) = in_frankfurt([part, object("")]);
    let options = GetOptions::new().with_range(Some(GetRange::Bounded(10..15)));
    let found = bucket.get_opts(&key(), options).await.expect("a part");
    assert_eq!((found.range.clone(), found.meta.size), (10..15, 100));
    assert_eq!(found.bytes().await.expect("bytes"), "hello");
    assert_eq!(replay.asked()[0].header("range"), Some("bytes=10-14"));
    let head = bucket.head(&key()).await.expect("a head");
    assert_eq!((head.size, head.location.as_ref()), (5, KEY));
    let empty = bucket.get_range(&key(), 3..3).await;
    assert!(empty.is_err(), "{empty:?}");
}

/// Who may list below a prefix only is refused what is not there.
#[tokio::test]
async fn what_is_not_there_is_told_from_what_may_not_be_read() {
    let refused = || s3_error(403, "AccessDenied");
    let get = async |answers: Vec<Next>| {
        let (bucket, _) = in_frankfurt(answers);
        bucket.get(&key()).await.expect_err("nothing to read")
    };
    for answers in [
        vec![s3_error(404, "NoSuchKey")],
        vec![refused(), listed(&[], None)],
        vec![
            refused(),
            listed(&["landfast/bills/v1/payer=1/current.json.old"], None),
        ],
    ] {
        let why = get(answers).await;
        assert!(matches!(why, Error::NotFound { .. }), "{why}");
    }
    let why = get(vec![refused(), listed(&[KEY], None)]).await;
    assert!(matches!(why, Error::PermissionDenied { .. }), "{why}");
    let why = get(vec![refused(), refused()]).await.to_string();
    assert!(
        why.contains("s3:GetObject") && why.contains("s3:ListBucket"),
        "{why}"
    );
    let (bucket, _) = in_frankfurt([Next::answer(403, ""), listed(&[], None)]);
    let why = bucket.head(&key()).await.expect_err("nothing there");
    assert!(matches!(why, Error::NotFound { .. }), "{why}");
}

#[tokio::test]
async fn lists_go_over_all_pages_and_removals_over_all_keys() {
    let (bucket, replay) = in_frankfurt([
        listed(&["landfast/a/1", "landfast/a/"], Some("t1")),
        listed(&["landfast/a/b/2"], None),
        Next::answer(204, ""),
        Next::answer(204, ""),
    ]);
    let folder = Path::from("landfast/a");
    let found: Vec<_> = bucket
        .list(Some(&folder))
        .try_collect()
        .await
        .expect("a list");
    let keys: Vec<&str> = found.iter().map(|it| it.location.as_ref()).collect();
    assert_eq!(keys, ["landfast/a/1", "landfast/a/b/2"]);
    let keys = futures::stream::iter(found.into_iter().map(|it| Ok(it.location)));
    let gone: Vec<_> = bucket
        .delete_stream(Box::pin(keys))
        .try_collect()
        .await
        .expect("removals");
    assert_eq!(gone.len(), 2);
    let asked = replay.asked();
    assert!(
        asked[0].uri.contains("prefix=landfast%2Fa%2F"),
        "{}",
        asked[0].uri
    );
    assert!(
        asked[1].uri.contains("continuation-token=t1"),
        "{}",
        asked[1].uri
    );
    assert!(asked[2..].iter().all(|it| it.method == "DELETE"));
}

#[tokio::test]
async fn folders_are_told_from_files() {
    let page = "<CommonPrefixes><Prefix>landfast/v1/payer=1/</Prefix></CommonPrefixes>";
    let page = Next::answer(200, format!("<ListBucketResult>{page}</ListBucketResult>"));
    let (bucket, replay) = in_frankfurt([page]);
    let found = bucket
        .list_with_delimiter(Some(&Path::from("landfast/v1")))
        .await;
    let found = found.expect("a list");
    assert_eq!(found.common_prefixes, [Path::from("landfast/v1/payer=1")]);
    assert!(replay.asked()[0].uri.contains("delimiter=%2F"));
}

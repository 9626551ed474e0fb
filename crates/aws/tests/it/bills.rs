//! What lies in the bucket of a billing export: months by their folders, and files as they are.

use landfast_app::ports::{BucketAt, Fetched};
use landfast_domain::{AccountId, Region, Timestamp, billing_export::BucketName};

use crate::{
    replay::Next,
    world::{CUSTOMER, no, s3_error, session, trouble, yes},
};

fn bucket() -> BucketAt {
    BucketAt {
        bucket: BucketName::parse("harbour-bills").expect("a bucket"),
        region: Region::parse("us-east-1").expect("a region"),
        owner: Some(AccountId::parse(CUSTOMER).expect("an account")),
    }
}

fn page(prefixes: &[&str], next: Option<&str>) -> Next {
    let folders: String = prefixes
        .iter()
        .map(|prefix| format!("<CommonPrefixes><Prefix>{prefix}</Prefix></CommonPrefixes>"))
        .collect();
    let token = next.map(|token| format!("<NextContinuationToken>{token}</NextContinuationToken>"));
    let token = token.unwrap_or_default();
    Next::answer(
        200,
        format!("<ListBucketResult>{folders}{token}</ListBucketResult>"),
    )
}

#[tokio::test]
async fn months_by_their_folders_over_all_pages() {
    let (session, replay) = session([
        page(&["p/e/metadata/BILLING_PERIOD=2026-10/"], Some("t1")),
        page(&["p/e/metadata/BILLING_PERIOD=2026-11/"], None),
    ])
    .await;
    let found = yes(session.folders(&bucket(), "p/e/metadata/").await);
    assert_eq!(found, ["BILLING_PERIOD=2026-10", "BILLING_PERIOD=2026-11"]);
    let asked = replay.asked();
    for one in &asked[1..] {
        assert_eq!(one.header("x-amz-expected-bucket-owner"), Some(CUSTOMER));
        assert!(one.uri.contains("delimiter=%2F"), "{}", one.uri);
        assert!(
            one.uri.contains("prefix=p%2Fe%2Fmetadata%2F"),
            "{}",
            one.uri
        );
    }
    assert!(
        asked[2].uri.contains("continuation-token=t1"),
        "{}",
        asked[2].uri
    );
}

#[tokio::test]
async fn a_file_is_there_as_a_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = Next::answer(200, "a,b\n1,2\n")
        .with("content-length", "8")
        .with("last-modified", "Sat, 21 Nov 2026 05:36:21 GMT");
    let short = Next::answer(200, "a,b\n").with("content-length", "8");
    let answers = [
        whole,
        short,
        s3_error(404, "NoSuchKey"),
        s3_error(403, "AccessDenied"),
    ];
    let (session, replay) = session(answers).await;
    let file = folder.path().join("1.csv");
    let fetched = yes(session.fetch(&bucket(), "p/e/data/1.csv", &file).await);
    let modified_at = Timestamp::parse("2026-11-21T05:36:21Z");
    assert_eq!(
        fetched,
        Fetched::Whole {
            bytes: 8,
            modified_at
        }
    );
    assert_eq!(
        std::fs::read_to_string(&file).expect("a file"),
        "a,b\n1,2\n"
    );
    let asked = &replay.asked()[1];
    assert_eq!(asked.header("x-amz-expected-bucket-owner"), Some(CUSTOMER));

    let cut = folder.path().join("2.csv");
    let why = trouble(session.fetch(&bucket(), "p/e/data/2.csv", &cut).await);
    assert!(why.detail.contains("cut off"), "{}", why.detail);
    assert!(!cut.exists(), "half a file counts for nothing");
    assert_eq!(
        yes(session.fetch(&bucket(), "p/e/data/3.csv", &cut).await),
        Fetched::Missing
    );
    assert_eq!(
        no(session.fetch(&bucket(), "p/e/data/4.csv", &cut).await).code,
        "AccessDenied"
    );
    let nowhere = folder.path().join("none/5.csv");
    let (session, _) = crate::world::session([Next::answer(200, "x")]).await;
    let fetched = yes(session.fetch(&bucket(), "p/e/data/5.csv", &nowhere).await);
    assert!(matches!(fetched, Fetched::NotWritten(_)), "{fetched:?}");
}

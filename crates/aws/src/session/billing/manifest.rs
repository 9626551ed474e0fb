//! The newest manifest of a delivery.

use aws_sdk_s3::types::Object;
use landfast_app::ports::BucketAt;
use landfast_domain::{
    Timestamp,
    billing_export::{ManifestFile, ManifestPlace},
};

use super::{PAGES, fetch::cut_off, time::of_sdk};
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const GET: Call = Call::session("s3:GetObject");
const LIST: Call = Call::session("s3:ListBucket");
/// Bytes. A manifest of thousands of files has less than one million.
const LARGEST: i64 = 8 * 1024 * 1024;

/// From the first of `places` that has one.
pub(super) async fn newest(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
    places: &[ManifestPlace],
) -> Result<Option<ManifestFile>, Failure> {
    for place in places {
        let key = match place {
            ManifestPlace::Key(key) => Some(key.clone()),
            ManifestPlace::NewestUnder { prefix, ending } => {
                newest_key(s3, at, prefix, ending).await?
            }
        };
        let Some(key) = key else { continue };
        if let Some((text, modified_at)) = read(s3, at, &key).await? {
            return Ok(Some(ManifestFile {
                key,
                place: place.clone(),
                text,
                modified_at,
            }));
        }
    }
    Ok(None)
}

async fn newest_key(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
    prefix: &str,
    ending: &str,
) -> Result<Option<String>, Failure> {
    let (mut newest, mut token): (Option<Object>, Option<String>) = (None, None);
    for _ in 0..PAGES {
        let call = s3
            .list_objects_v2()
            .bucket(at.bucket.as_str())
            .set_expected_bucket_owner(at.owner.as_ref().map(ToString::to_string))
            .prefix(prefix)
            .set_continuation_token(token);
        let page = call.send().await.map_err(|error| classify(LIST, &error))?;
        let fitting = page
            .contents()
            .iter()
            .filter(|object| object.key().is_some_and(|key| key.ends_with(ending)));
        newest = fitting
            .cloned()
            .chain(newest)
            .max_by_key(|object| object.last_modified().map(|at| at.as_nanos()));
        token = page.next_continuation_token().map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(newest.and_then(|object| object.key().map(ToOwned::to_owned)));
        }
    }
    let field = "the end of the list";
    Err(Malformed {
        action: LIST.action,
        field,
    }
    .into())
}

/// The text and when it was written; `None` when nothing lies there.
async fn read(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
    key: &str,
) -> Result<Option<(String, Option<Timestamp>)>, Failure> {
    let call = s3
        .get_object()
        .bucket(at.bucket.as_str())
        .set_expected_bucket_owner(at.owner.as_ref().map(ToString::to_string))
        .key(key);
    let answer = match call.send().await.map_err(|error| classify(GET, &error)) {
        Ok(answer) => answer,
        Err(failure) if failure.is_denied_as(&["NoSuchKey"]) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let modified_at = of_sdk(answer.last_modified());
    if answer.content_length().unwrap_or_default() > LARGEST {
        // Read as one that is none: whoever wrote it, it was not AWS.
        return Ok(Some((String::new(), modified_at)));
    }
    let body = answer.body.collect().await.map_err(|_| cut_off())?;
    let text = String::from_utf8_lossy(&body.into_bytes()).into_owned();
    Ok(Some((text, modified_at)))
}

//! Folders of a bucket, and objects from it into files.

use std::{io, path::Path};

use aws_sdk_s3::primitives::ByteStream;
use landfast_app::ports::{BucketAt, Fetched};
use landfast_domain::check::{Trouble, TroubleKind};
use tokio::{fs::File, io::AsyncWriteExt};

use super::{PAGES, time::of_sdk};
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const GET: Call = Call::session("s3:GetObject");
const LIST: Call = Call::session("s3:ListBucket");

/// The folders right under `prefix`, by their names without slashes.
pub(super) async fn folders(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
    prefix: &str,
) -> Result<Vec<String>, Failure> {
    let (mut names, mut token) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = s3
            .list_objects_v2()
            .bucket(at.bucket.as_str())
            .set_expected_bucket_owner(at.owner.as_ref().map(ToString::to_string))
            .prefix(prefix)
            .delimiter("/")
            .set_continuation_token(token);
        let page = call.send().await.map_err(|error| classify(LIST, &error))?;
        let found = page.common_prefixes().iter().filter_map(|one| one.prefix());
        let name = |path: &str| Some(path.strip_prefix(prefix)?.trim_end_matches('/').to_owned());
        names.extend(found.filter_map(name));
        token = page.next_continuation_token().map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(names);
        }
    }
    let field = "the end of the list";
    Err(Malformed {
        action: LIST.action,
        field,
    }
    .into())
}

/// Under another name first: a file with the wanted name is whole.
pub(super) async fn fetch(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
    key: &str,
    file: &Path,
) -> Result<Fetched, Failure> {
    let call = s3
        .get_object()
        .bucket(at.bucket.as_str())
        .set_expected_bucket_owner(at.owner.as_ref().map(ToString::to_string))
        .key(key);
    let answer = match call.send().await.map_err(|error| classify(GET, &error)) {
        Ok(answer) => answer,
        Err(failure) if failure.is_denied_as(&["NoSuchKey"]) => return Ok(Fetched::Missing),
        Err(failure) => return Err(failure),
    };
    let modified_at = of_sdk(answer.last_modified());
    let told = answer
        .content_length()
        .and_then(|bytes| u64::try_from(bytes).ok());
    let part = file.with_added_extension("part");
    let bytes = match write(answer.body, &part).await {
        Ok(bytes) => bytes,
        Err(Stopped::Network) => return Err(cut_off()),
        Err(Stopped::Disk(why)) => return Ok(Fetched::NotWritten(why.to_string())),
    };
    if told.is_some_and(|told| told != bytes) {
        return Err(cut_off());
    }
    match tokio::fs::rename(&part, file).await {
        Ok(()) => Ok(Fetched::Whole { bytes, modified_at }),
        Err(why) => Ok(Fetched::NotWritten(why.to_string())),
    }
}

enum Stopped {
    Network,
    Disk(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(why: io::Error) -> Self {
        Self::Disk(why)
    }
}

async fn write(mut body: ByteStream, part: &Path) -> Result<u64, Stopped> {
    let mut file = File::create(part).await?;
    let mut bytes: u64 = 0;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| Stopped::Network)?;
        file.write_all(&chunk).await?;
        bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or_default());
    }
    file.sync_all().await?;
    Ok(bytes)
}

pub(super) fn cut_off() -> Failure {
    Failure::Trouble(Trouble {
        kind: TroubleKind::Network,
        detail: "The answer of s3:GetObject was cut off.".to_owned(),
        request_id: None,
        retry_after: None,
    })
}

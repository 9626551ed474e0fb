//! Objects out of the bucket.

use std::{ops::Range, time::SystemTime};

use aws_sdk_s3::{
    operation::get_object::GetObjectOutput,
    primitives::{ByteStream, DateTime},
};
use bytes::Bytes;
use futures::StreamExt as _;
use object_store::{
    Attributes, Error, GetOptions, GetResult, GetResultPayload, ObjectMeta, Result, path::Path,
};

use super::{Doors, S3Objects, failed::said};
use crate::classify::Call;

const GET: Call = Call::own("s3:GetObject");
const LIST: Call = Call::own("s3:ListBucket");
/// How often an object is asked for whose answer breaks off.
const ATTEMPTS: usize = 3;

impl S3Objects {
    /// The whole answer is taken before this returns: one that breaks off is asked for again.
    pub(super) async fn get_object(&self, key: &Path, options: GetOptions) -> Result<GetResult> {
        if let Some(range) = &options.range {
            range.is_valid().map_err(|why| said(why.to_string()))?;
        }
        let doors = self.doors().await?;
        let mut attempt = 1;
        loop {
            let mut answer = self.ask(doors, key, &options).await?;
            let (meta, range) = told(key, &answer)?;
            match whole(std::mem::take(&mut answer.body), &range).await {
                Ok(bytes) => return Ok(result(meta, range, Some(bytes))),
                Err(why) if attempt == ATTEMPTS => return Err(why),
                Err(_) => attempt += 1,
            }
        }
    }

    async fn ask(
        &self,
        doors: &Doors,
        key: &Path,
        options: &GetOptions,
    ) -> Result<GetObjectOutput> {
        let since = options.if_modified_since.map(SystemTime::from);
        let until = options.if_unmodified_since.map(SystemTime::from);
        let get = doors.s3.get_object().bucket(self.bucket());
        let get = get
            .key(key.as_ref())
            .set_range(options.range.as_ref().map(ToString::to_string))
            .set_if_match(options.if_match.clone())
            .set_if_none_match(options.if_none_match.clone())
            .set_if_modified_since(since.map(DateTime::from))
            .set_if_unmodified_since(until.map(DateTime::from))
            .set_version_id(options.version.clone());
        match get.send().await {
            Ok(answer) => Ok(answer),
            Err(error) => {
                let why = self.failed(doors, GET, key).told(&error);
                Err(self.or_absent(doors, key, why).await)
            }
        }
    }

    pub(super) async fn head_object(&self, key: &Path, options: GetOptions) -> Result<GetResult> {
        let doors = self.doors().await?;
        let head = doors.s3.head_object().bucket(self.bucket());
        let head = head
            .key(key.as_ref())
            .set_if_match(options.if_match)
            .set_if_none_match(options.if_none_match)
            .set_version_id(options.version);
        let found = match head.send().await {
            Ok(found) => found,
            Err(error) => {
                let why = self.failed(doors, GET, key).told(&error);
                return Err(self.or_absent(doors, key, why).await);
            }
        };
        let size = size(found.content_length())?;
        let meta = meta(key, size, found.last_modified(), found.e_tag())?;
        Ok(result(meta, 0..size, None))
    }

    /// S3 refuses to tell an object that is not there from one that may not be read to who may list only
    /// what is below a prefix: the condition on it holds for lists. A list tells.
    async fn or_absent(&self, doors: &Doors, key: &Path, why: Error) -> Error {
        let Error::PermissionDenied { path, source } = why else {
            return why;
        };
        let list = doors.s3.list_objects_v2().bucket(self.bucket());
        match list.prefix(key.as_ref()).max_keys(1).send().await {
            Ok(page)
                if page
                    .contents()
                    .iter()
                    .all(|it| it.key() != Some(key.as_ref())) =>
            {
                Error::NotFound { path, source }
            }
            Ok(_) => Error::PermissionDenied { path, source },
            // Both are refused: the list is what is missing as a rule where the object is.
            Err(error) => match self.failed(doors, LIST, key).told(&error) {
                Error::PermissionDenied { source: list, .. } => said(format!("{source} {list}")),
                why => why,
            },
        }
    }
}

/// What an answer says of its object, and which part of it it is.
fn told(key: &Path, answer: &GetObjectOutput) -> Result<(ObjectMeta, Range<u64>)> {
    let length = size(answer.content_length())?;
    let (range, size) = match answer.content_range() {
        Some(text) => part(text).ok_or_else(|| malformed("Content-Range"))?,
        None => (0..length, length),
    };
    let meta = meta(key, size, answer.last_modified(), answer.e_tag())?;
    Ok((meta, range))
}

/// `bytes 0-9/100`: which part, and of how many.
fn part(text: &str) -> Option<(Range<u64>, u64)> {
    let (range, size) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    Some((first..last.checked_add(1)?, size.parse().ok()?))
}

async fn whole(body: ByteStream, range: &Range<u64>) -> Result<Bytes> {
    let broken = || said("The answer of s3:GetObject was cut off.".to_owned());
    let bytes = body.collect().await.map_err(|_| broken())?.into_bytes();
    match u64::try_from(bytes.len()) == Ok(range.end.saturating_sub(range.start)) {
        true => Ok(bytes),
        false => Err(broken()),
    }
}

fn result(meta: ObjectMeta, range: Range<u64>, bytes: Option<Bytes>) -> GetResult {
    let chunks = futures::stream::iter(bytes.map(Ok));
    GetResult {
        payload: GetResultPayload::Stream(chunks.boxed()),
        meta,
        range,
        attributes: Attributes::new(),
    }
}

pub(super) fn meta(
    key: &Path,
    size: u64,
    modified: Option<&DateTime>,
    e_tag: Option<&str>,
) -> Result<ObjectMeta> {
    let modified = modified.and_then(|at| SystemTime::try_from(*at).ok());
    Ok(ObjectMeta {
        location: key.clone(),
        last_modified: modified.ok_or_else(|| malformed("Last-Modified"))?.into(),
        size,
        e_tag: e_tag.map(ToOwned::to_owned),
        version: None,
    })
}

pub(super) fn size(told: Option<i64>) -> Result<u64> {
    told.and_then(|told| u64::try_from(told).ok())
        .ok_or_else(|| malformed("Content-Length"))
}

fn malformed(field: &str) -> Error {
    said(format!("The answer of S3 has no usable {field}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_object() {
        assert_eq!(part("bytes 0-9/100"), Some((0..10, 100)));
        assert_eq!(part("bytes 99-99/100"), Some((99..100, 100)));
        for none in [
            "",
            "bytes 0-9",
            "bytes */100",
            "bytes 0-9/*",
            "0-9/100",
            "bytes 9/100",
        ] {
            assert_eq!(part(none), None, "{none}");
        }
    }
}

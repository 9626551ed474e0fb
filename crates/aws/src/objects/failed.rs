//! Errors of S3 as those of an object store, in words for whoever operates the server.

use std::error::Error as StdError;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use landfast_domain::Region;
use object_store::{Error, path::Path};

use super::S3Objects;
use crate::{
    classify::{ACCESS_DENIED, Call, classify},
    failure::Failure,
};

/// The header in which S3 names the region of a bucket.
pub(super) const REGION: &str = "x-amz-bucket-region";
/// What S3 says when a condition did not hold, or when somebody else is just putting.
const NOT_AS_DEMANDED: [&str; 2] = ["PreconditionFailed", "ConditionalRequestConflict"];

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Said(String);

/// An error for people.
pub(super) fn said(words: String) -> Error {
    Error::Generic {
        store: "S3",
        source: Box::new(Said(words)),
    }
}

/// A call that failed.
pub(super) struct Failed<'a> {
    pub bucket: &'a S3Objects,
    pub region: &'a Region,
    pub call: Call,
    pub key: &'a Path,
}

impl Failed<'_> {
    /// What the error means to whoever reads and writes objects.
    pub fn told<E>(&self, error: &SdkError<E>) -> Error
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        let failure = classify(self.call, error);
        if failure.is_denied_as(&["NoSuchBucket"]) {
            return self.bucket.missing();
        }
        let source: Box<Said> = Box::new(Said(self.words(error, failure.clone())));
        let path = self.key.to_string();
        // S3 answers HEAD without a body, so without a code.
        match status {
            _ if failure.is_denied_as(&["NoSuchKey"]) => Error::NotFound { path, source },
            _ if failure.is_denied_as(&NOT_AS_DEMANDED) => Error::Precondition { path, source },
            _ if failure.is_denied_as(&ACCESS_DENIED) => Error::PermissionDenied { path, source },
            Some(304) => Error::NotModified { path, source },
            Some(403) if is_bare(error) => Error::PermissionDenied { path, source },
            Some(404) if is_bare(error) => Error::NotFound { path, source },
            Some(412) => Error::Precondition { path, source },
            _ => Error::Generic {
                store: "S3",
                source,
            },
        }
    }

    fn words<E>(&self, error: &SdkError<E>, failure: Failure) -> String {
        let named = error
            .raw_response()
            .and_then(|raw| raw.headers().get(REGION))
            .filter(|named| *named != self.region.as_str());
        match named {
            Some(region) => format!(
                "The bucket {} is in the region {region}, not in {}. Name that region, or none.",
                self.bucket.bucket(),
                self.region
            ),
            None if is_bare(error) => format!("AWS refused {}", self.call.action),
            None => failure.into_trouble(self.call.action).detail,
        }
    }
}

/// An answer that has no body, as that to a HEAD.
fn is_bare<E>(error: &SdkError<E>) -> bool {
    let body = error.raw_response().and_then(|raw| raw.body().bytes());
    body.is_some_and(<[u8]>::is_empty)
}

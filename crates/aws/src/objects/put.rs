//! Objects into the bucket: whole, in one request.

use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use object_store::{Error, PutMode, PutPayload, PutResult, Result, path::Path};

use super::S3Objects;
use crate::classify::Call;

const CALL: Call = Call::own("s3:PutObject");

impl S3Objects {
    pub(super) async fn put_object(
        &self,
        key: &Path,
        payload: PutPayload,
        mode: &PutMode,
    ) -> Result<PutResult> {
        let doors = self.doors().await?;
        let body = ByteStream::from(Bytes::from(payload));
        let put = doors.uploads.put_object().bucket(self.bucket());
        let put = put.key(key.as_ref()).body(body);
        let put = match mode {
            PutMode::Overwrite => put,
            PutMode::Create => put.if_none_match("*"),
            // Without a tag there is nothing to hold it against, and S3 would overwrite.
            PutMode::Update(version) => put.if_match(version.e_tag.as_deref().unwrap_or("none")),
        };
        match put.send().await {
            Ok(done) => Ok(PutResult {
                e_tag: done.e_tag,
                version: None,
            }),
            Err(error) => Err(lost(mode, self.failed(doors, CALL, key).told(&error))),
        }
    }
}

/// What an error means on the condition of the put.
fn lost(mode: &PutMode, why: Error) -> Error {
    match (mode, why) {
        (PutMode::Create, Error::Precondition { path, source }) => {
            Error::AlreadyExists { path, source }
        }
        // What was to be replaced is gone.
        (PutMode::Update(_), Error::NotFound { path, source }) => {
            Error::Precondition { path, source }
        }
        (_, why) => why,
    }
}

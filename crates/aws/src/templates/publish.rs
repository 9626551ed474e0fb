use aws_sdk_s3::{
    error::{ProvideErrorMetadata, SdkError},
    primitives::ByteStream,
    types::ChecksumAlgorithm,
};
use landfast_app::ports::Published;
use landfast_domain::{
    AccountId,
    check::{Trouble, TroubleKind},
};

use super::location::Location;
use crate::classify::{ACCESS_DENIED, Call, classify};

const GET: Call = Call::own("s3:GetObject");
const PUT: Call = Call::own("s3:PutObject");
/// YAML's registered type (RFC 9512).
const CONTENT_TYPE: &str = "application/yaml";
/// What S3 says when an object came to be between looking and putting, or is just coming to be.
const THERE_ALREADY: [&str; 2] = ["PreconditionFailed", "ConditionalRequestConflict"];

/// A template and the place for it.
pub(super) struct Publication<'a> {
    pub s3: &'a aws_sdk_s3::Client,
    pub at: &'a Location,
    pub owner: &'a AccountId,
    pub file_name: &'a str,
    pub body: &'a str,
}

impl Publication<'_> {
    /// Puts the template there unless the same bytes are there already. Never overwrites: a name
    /// carries the hash of what it names, and customers' stacks refer to it.
    pub async fn put_once(&self) -> Result<(), Trouble> {
        match self.find().await? {
            Published::Same => return Ok(()),
            Published::Other => return Err(self.taken()),
            Published::Nothing => {}
        }
        if self.put().await? {
            return Ok(());
        }
        match self.find().await? {
            Published::Same => Ok(()),
            Published::Other => Err(self.taken()),
            Published::Nothing => Err(self.unreadable()),
        }
    }

    fn key(&self) -> String {
        Location::key(self.file_name)
    }

    /// Whether the object was put; else something came to be there first.
    async fn put(&self) -> Result<bool, Trouble> {
        let put = self
            .s3
            .put_object()
            .bucket(self.at.name.as_str())
            .key(self.key())
            .expected_bucket_owner(self.owner.as_str())
            .if_none_match("*")
            .content_type(CONTENT_TYPE)
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .body(ByteStream::from(self.body.as_bytes().to_vec()));
        let Err(error) = put.send().await else {
            return Ok(true);
        };
        let failure = classify(PUT, &error);
        if failure.is_denied_as(&THERE_ALREADY) {
            return Ok(false);
        }
        Err(elsewhere(&error, self.at).unwrap_or_else(|| failure.into_trouble(PUT.action)))
    }

    /// Reads the object rather than its head alone: the bytes decide, and a template has a few
    /// thousand.
    pub async fn find(&self) -> Result<Published, Trouble> {
        let get = self
            .s3
            .get_object()
            .bucket(self.at.name.as_str())
            .key(self.key())
            .expected_bucket_owner(self.owner.as_str());
        let answer = match get.send().await {
            Ok(answer) => answer,
            Err(error) => {
                let failure = classify(GET, &error);
                if let Some(trouble) = elsewhere(&error, self.at) {
                    return Err(trouble);
                }
                // Without s3:ListBucket, S3 says "access denied" for what is not there. If more than
                // that is denied, putting will say so.
                let absent =
                    failure.is_denied_as(&["NoSuchKey"]) || failure.is_denied_as(&ACCESS_DENIED);
                return if absent {
                    Ok(Published::Nothing)
                } else {
                    Err(failure.into_trouble(GET.action))
                };
            }
        };
        let bytes = answer.body.collect().await.map_err(|_| broken())?;
        Ok(if bytes.to_vec() == self.body.as_bytes() {
            Published::Same
        } else {
            Published::Other
        })
    }

    fn taken(&self) -> Trouble {
        Trouble::ours(format!(
            "Other bytes are published as {} in the bucket {} already. Nothing was overwritten. Look at \
             who wrote them; delete the object if it is damaged, then publish again.",
            self.key(),
            self.at.name.as_str()
        ))
    }

    fn unreadable(&self) -> Trouble {
        Trouble::ours(format!(
            "{} is in the bucket {} already, but cannot be read and compared. Landfast needs \
             s3:GetObject on it; if it has that, publish again.",
            self.key(),
            self.at.name.as_str()
        ))
    }
}

fn broken() -> Trouble {
    Trouble {
        kind: TroubleKind::Network,
        detail: "The connection to S3 broke while a template was read.".to_owned(),
        request_id: None,
        retry_after: None,
    }
}

/// Whether the bucket is not there, or in another region. S3 names the right region in a header of
/// its own, with whatever refusal it sends.
pub(super) fn elsewhere<E: ProvideErrorMetadata>(
    error: &SdkError<E>,
    at: &Location,
) -> Option<Trouble> {
    let name = at.name.as_str();
    let code = error
        .as_service_error()
        .and_then(ProvideErrorMetadata::code);
    if code == Some("NoSuchBucket") {
        return Some(Trouble::ours(format!(
            "There is no bucket {name}. Make it in Landfast's own account, or let Landfast make it: \
             landfast templates publish."
        )));
    }
    let raw = error.raw_response()?;
    let place = match raw.headers().get("x-amz-bucket-region") {
        Some(region) if region == at.region.as_str() => return None,
        Some(region) => format!("in the region {region}"),
        None if raw.status().as_u16() == 301 => "in another region".to_owned(),
        None => return None,
    };
    Some(Trouble::ours(format!(
        "The bucket {name} is {place}, not in {}. Set the template region accordingly.",
        at.region
    )))
}

//! Where a bucket is and whom it lets in.

use aws_sdk_s3::error::SdkError;
use landfast_app::ports::BucketAt;
use landfast_domain::{Partition, Region};

use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const LOCATION: Call = Call::session("s3:GetBucketLocation");
const POLICY: Call = Call::session("s3:GetBucketPolicy");

/// `None` when there is no such bucket.
pub(super) async fn region(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
) -> Result<Option<Region>, Failure> {
    let owner = at.owner.as_ref().map(ToString::to_string);
    let call = s3.get_bucket_location().bucket(at.bucket.as_str());
    match call.set_expected_bucket_owner(owner).send().await {
        Ok(answer) => {
            let told = answer.location_constraint().map(|place| place.as_str());
            Ok(Some(named(told.unwrap_or_default())?))
        }
        Err(error) => {
            if let Some(region) = redirected(&error) {
                return Ok(Some(region));
            }
            let failure = classify(LOCATION, &error);
            if failure.is_denied_as(&["NoSuchBucket"]) {
                return Ok(None);
            }
            Err(failure)
        }
    }
}

/// The oldest region has no name here, and Ireland has an old one (S3 API Reference,
/// `GetBucketLocation`).
fn named(told: &str) -> Result<Region, Failure> {
    let name = match told {
        "" => Partition::Aws.home_region(),
        "EU" => "eu-west-1",
        name => name,
    };
    let malformed = Malformed {
        action: LOCATION.action,
        field: "LocationConstraint",
    };
    Region::parse(name).map_err(|_| malformed.into())
}

/// S3 sends a call for a bucket elsewhere away, and says where it is.
fn redirected<E>(error: &SdkError<E>) -> Option<Region> {
    let raw = error.raw_response()?;
    if raw.status().as_u16() != 301 {
        return None;
    }
    Region::parse(raw.headers().get("x-amz-bucket-region")?).ok()
}

/// `None` when the bucket has no policy.
pub(super) async fn policy(
    s3: &aws_sdk_s3::Client,
    at: &BucketAt,
) -> Result<Option<String>, Failure> {
    let owner = at.owner.as_ref().map(ToString::to_string);
    let call = s3.get_bucket_policy().bucket(at.bucket.as_str());
    let answer = call.set_expected_bucket_owner(owner).send().await;
    match answer.map_err(|error| classify(POLICY, &error)) {
        Ok(answer) => Ok(answer.policy().map(ToOwned::to_owned)),
        Err(failure) if failure.is_denied_as(&["NoSuchBucketPolicy"]) => Ok(None),
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_names_of_regions() {
        for (told, want) in [
            ("", "us-east-1"),
            ("EU", "eu-west-1"),
            ("eu-central-1", "eu-central-1"),
        ] {
            assert_eq!(
                named(told).map(|region| region.to_string()),
                Ok(want.to_owned())
            );
        }
        assert!(named("moon").is_err());
    }
}

//! Making the bucket, for a first use.

use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, ObjectOwnership,
    PublicAccessBlockConfiguration,
};
use landfast_domain::{
    AccountId, Partition,
    check::{Trouble, TroubleKind},
};

use super::{location::Location, policy::public_templates, publish::elsewhere};
use crate::{
    classify::{Call, classify},
    failure::Failure,
};

/// Finds the bucket, or makes it. One that exists keeps its settings, except that a policy is added
/// where there is none: a process may have died between making the bucket and opening it.
pub(super) async fn ensure(
    s3: &aws_sdk_s3::Client,
    at: &Location,
    owner: &AccountId,
) -> Result<(), Trouble> {
    if exists(s3, at, owner).await? {
        return if has_policy(s3, at, owner).await? {
            Ok(())
        } else {
            open_templates(s3, at, owner).await
        };
    }
    create(s3, at).await?;
    tracing::info!(bucket = at.name.as_str(), region = %at.region, "template bucket is made");
    open_templates(s3, at, owner).await
}

/// S3 answers HEAD without a body, so without a code: the status has to do.
async fn exists(
    s3: &aws_sdk_s3::Client,
    at: &Location,
    owner: &AccountId,
) -> Result<bool, Trouble> {
    const CALL: Call = Call::own("s3:ListBucket");
    let head = s3
        .head_bucket()
        .bucket(at.name.as_str())
        .expected_bucket_owner(owner.as_str());
    let Err(error) = head.send().await else {
        return Ok(true);
    };
    if let Some(trouble) = elsewhere(&error, at) {
        return Err(trouble);
    }
    match error.raw_response().map(|raw| raw.status().as_u16()) {
        Some(404) => Ok(false),
        Some(403) => Err(Trouble::ours(format!(
            "The bucket {} exists, but it does not belong to Landfast's own account {owner}, or \
             Landfast may not look at it (s3:ListBucket). Names of buckets are shared by all of AWS: \
             choose another name, or give Landfast the right.",
            at.name.as_str()
        ))),
        _ => Err(classify(CALL, &error).into_trouble("s3:HeadBucket")),
    }
}

/// A policy that may not be read is the operator's business, and so is one that is there.
async fn has_policy(
    s3: &aws_sdk_s3::Client,
    at: &Location,
    owner: &AccountId,
) -> Result<bool, Trouble> {
    const CALL: Call = Call::own("s3:GetBucketPolicy");
    let get = s3
        .get_bucket_policy()
        .bucket(at.name.as_str())
        .expected_bucket_owner(owner.as_str());
    match get.send().await.map_err(|error| classify(CALL, &error)) {
        Ok(_) => Ok(true),
        Err(failure) if failure.is_denied_as(&["NoSuchBucketPolicy"]) => Ok(false),
        Err(Failure::Denied(_)) => Ok(true),
        Err(Failure::Trouble(trouble)) => Err(trouble),
    }
}

async fn create(s3: &aws_sdk_s3::Client, at: &Location) -> Result<(), Trouble> {
    const CALL: Call = Call::own("s3:CreateBucket");
    // The oldest region takes no constraint (S3 API Reference, `CreateBucket`).
    let oldest = at.region.as_str() == Partition::Aws.home_region();
    let constraint = (!oldest).then(|| {
        CreateBucketConfiguration::builder()
            .location_constraint(BucketLocationConstraint::from(at.region.as_str()))
            .build()
    });
    let create = s3
        .create_bucket()
        .bucket(at.name.as_str())
        .object_ownership(ObjectOwnership::BucketOwnerEnforced)
        .set_create_bucket_configuration(constraint);
    let Err(error) = create.send().await else {
        return Ok(());
    };
    let failure = classify(CALL, &error);
    if failure.is_denied_as(&["BucketAlreadyOwnedByYou"]) {
        return Ok(());
    }
    if failure.is_denied_as(&["BucketAlreadyExists"]) {
        return Err(Trouble::ours(format!(
            "Somebody else has the bucket {}. Names of buckets are shared by all of AWS: choose another \
             one.",
            at.name.as_str()
        )));
    }
    Err(failure.into_trouble(CALL.action))
}

/// A policy may open the bucket, access control lists may not.
async fn open_templates(
    s3: &aws_sdk_s3::Client,
    at: &Location,
    owner: &AccountId,
) -> Result<(), Trouble> {
    let access = PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(false)
        .restrict_public_buckets(false)
        .build();
    s3.put_public_access_block()
        .bucket(at.name.as_str())
        .expected_bucket_owner(owner.as_str())
        .public_access_block_configuration(access)
        .send()
        .await
        .map_err(|error| {
            not_opened(
                at,
                classify(Call::own("s3:PutBucketPublicAccessBlock"), &error),
            )
        })?;
    s3.put_bucket_policy()
        .bucket(at.name.as_str())
        .expected_bucket_owner(owner.as_str())
        .policy(public_templates(at).to_string())
        .send()
        .await
        .map_err(|error| not_opened(at, classify(Call::own("s3:PutBucketPolicy"), &error)))?;
    Ok(())
}

fn not_opened(at: &Location, failure: Failure) -> Trouble {
    let why = failure.into_trouble("to open the templates to readers");
    if why.kind != TroubleKind::Ours {
        return why;
    }
    let detail = format!(
        "The bucket {} is there, but its templates are not open to customers' accounts yet. {} If the \
         account blocks public access to S3 as a whole, open {} in another way.",
        at.name.as_str(),
        why.detail,
        super::location::FOLDER
    );
    Trouble { detail, ..why }
}

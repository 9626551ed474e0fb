//! The bucket: private, encrypted, of nobody but its account, and open to AWS's delivery alone.

use super::{
    super::yaml::{Entry, Item, Node, entry, item, list, map, reference, sub},
    parameters::BUCKET_NAME,
};
use crate::aws::{EXPORTS_SERVICE, REPORTS_SERVICE};

pub const POLICY_RESOURCE: &str = "BillsPolicy";

pub fn resource(condition: Option<&str>) -> Entry {
    let all_blocked = map([
        entry("BlockPublicAcls", "true"),
        entry("BlockPublicPolicy", "true"),
        entry("IgnorePublicAcls", "true"),
        entry("RestrictPublicBuckets", "true"),
    ]);
    let ownership = map([entry(
        "Rules",
        list([map([entry("ObjectOwnership", "BucketOwnerEnforced")])]),
    )]);
    let encryption = map([entry(
        "ServerSideEncryptionConfiguration",
        list([map([entry(
            "ServerSideEncryptionByDefault",
            map([entry("SSEAlgorithm", "AES256")]),
        )])]),
    )]);
    let properties = [
        entry("BucketName", reference(BUCKET_NAME)),
        entry("PublicAccessBlockConfiguration", all_blocked)
            .comment("Nothing in it can be made public."),
        entry("OwnershipControls", ownership).comment("What AWS delivers belongs to this account."),
        entry("BucketEncryption", encryption),
    ];
    let fields = [
        entry("Type", "AWS::S3::Bucket"),
        entry("DeletionPolicy", "Retain").comment("The bills stay when the stack goes."),
        entry("UpdateReplacePolicy", "Retain"),
        entry("Properties", map(properties)),
    ];
    entry("Bills", conditioned(condition, fields))
}

/// AWS asks for the policy before it takes an export: what makes exports waits for this.
pub fn policy(condition: Option<&str>) -> Entry {
    let document = map([
        entry("Version", "2012-10-17"),
        entry(
            "Statement",
            Node::Sequence(vec![look(), deliver(), demand_tls()]),
        ),
    ]);
    let properties = [
        entry("Bucket", reference("Bills")),
        entry("PolicyDocument", document),
    ];
    let fields = [
        entry("Type", "AWS::S3::BucketPolicy"),
        entry("DeletionPolicy", "Retain")
            .comment("The bucket stays, so what keeps others out of it stays too."),
        entry("UpdateReplacePolicy", "Retain"),
        entry("Properties", map(properties)),
    ];
    entry(POLICY_RESOURCE, conditioned(condition, fields))
}

fn conditioned(condition: Option<&str>, fields: impl IntoIterator<Item = Entry>) -> Node {
    let mut all: Vec<Entry> = fields.into_iter().collect();
    if let Some(name) = condition {
        all.insert(1, entry("Condition", name));
    }
    map(all)
}

/// Both services, each as AWS's guides have had it, so that either kind of export can be delivered.
fn services() -> Node {
    map([entry("Service", list([REPORTS_SERVICE, EXPORTS_SERVICE]))])
}

fn own_exports() -> Node {
    let sources = [
        sub("arn:${AWS::Partition}:cur:*:${AWS::AccountId}:definition/*"),
        sub("arn:${AWS::Partition}:bcm-data-exports:*:${AWS::AccountId}:export/*"),
    ];
    map([
        entry(
            "StringEquals",
            map([entry("aws:SourceAccount", reference("AWS::AccountId"))]),
        ),
        entry("ArnLike", map([entry("aws:SourceArn", list(sources))])),
    ])
}

fn look() -> Item {
    let actions = ["s3:GetBucketAcl", "s3:GetBucketPolicy"];
    item(map([
        entry("Sid", "LetAwsSeeThatItMayDeliver"),
        entry("Effect", "Allow"),
        entry("Principal", services()),
        entry("Action", list(actions)),
        entry(
            "Resource",
            sub(format!("arn:${{AWS::Partition}}:s3:::${{{BUCKET_NAME}}}")),
        ),
        entry("Condition", own_exports()),
    ]))
    .comment("AWS reads this policy before it accepts an export.")
}

fn deliver() -> Item {
    item(map([
        entry("Sid", "LetAwsDeliver"),
        entry("Effect", "Allow"),
        entry("Principal", services()),
        entry("Action", "s3:PutObject"),
        entry(
            "Resource",
            sub(format!("arn:${{AWS::Partition}}:s3:::${{{BUCKET_NAME}}}/*")),
        ),
        entry("Condition", own_exports()),
    ]))
    .comment("AWS writes the bills: for reports and exports of this account only.")
}

fn demand_tls() -> Item {
    let bucket = format!("arn:${{AWS::Partition}}:s3:::${{{BUCKET_NAME}}}");
    let resources = [sub(bucket.clone()), sub(format!("{bucket}/*"))];
    item(map([
        entry("Sid", "RefuseCallsWithoutTls"),
        entry("Effect", "Deny"),
        entry("Principal", "*"),
        entry("Action", "s3:*"),
        entry("Resource", list(resources)),
        entry(
            "Condition",
            map([entry("Bool", map([entry("aws:SecureTransport", "false")]))]),
        ),
    ]))
    .comment("This only refuses: it gives nobody anything.")
}

//! What Landfast's role is granted on the bucket: this prefix, this bucket, and no writing.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ExportChoice;
use crate::{AccountId, Partition, RoleName, permissions::Grant};

/// What may be done with the bucket, with the reason for its owner.
pub const READING_ACTIONS: [(&str, &str); 4] = [
    (
        "s3:GetBucketLocation",
        "Tells the bucket's region, to see that it is the one that the export names.",
    ),
    (
        "s3:GetBucketPolicy",
        "Shows whether AWS may deliver into the bucket, and whether anybody else gets in.",
    ),
    (
        "s3:ListBucket",
        "Finds the newest delivery under the export's prefix. Nothing else of the bucket is listed.",
    ),
    (
        "s3:GetObject",
        "Reads the bill's files and the list of them, under the export's prefix.",
    ),
];

/// The name of the managed policy that the stack puts on the role.
#[must_use]
pub fn reading_policy_name(role: &RoleName) -> String {
    format!("{role}-billing-bucket")
}

/// The policy as JSON, as the stack and the module make it.
#[must_use]
pub fn reading_policy(choice: &ExportChoice, payer: &AccountId, partition: Partition) -> Value {
    let bucket = format!("arn:{partition}:s3:::{}", choice.bucket);
    let root = choice.root();
    let own = json!({ "aws:ResourceAccount": payer });
    json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetBucketLocation", "s3:GetBucketPolicy"],
                "Resource": [bucket],
                "Condition": { "StringEquals": own },
            },
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket"],
                "Resource": [bucket],
                "Condition": {
                    "StringEquals": own,
                    "StringLike": { "s3:prefix": [format!("{root}*")] },
                },
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": [format!("{bucket}/{root}*")],
                "Condition": { "StringEquals": own },
            },
        ],
    })
}

/// The policy as the rights that it gives, to be set beside what a role has.
#[must_use]
pub fn reading_grants(
    choice: &ExportChoice,
    payer: &AccountId,
    partition: Partition,
) -> BTreeSet<Grant> {
    let policy = reading_policy(choice, payer, partition);
    // What is written here can be read; a test holds that.
    Grant::of_policy(&policy).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing_export::testing::*;

    #[test]
    fn the_role_reads_that_prefix_and_nothing_else() {
        let policy = reading_policy(&choice(), &account(PAYER), Partition::Aws);
        insta::assert_snapshot!(serde_json::to_string_pretty(&policy).unwrap());
        let grants = reading_grants(&choice(), &account(PAYER), Partition::Aws);
        assert_eq!(grants.len(), READING_ACTIONS.len());
        for (action, _) in READING_ACTIONS {
            assert!(
                grants.iter().any(|grant| grant.action == action),
                "{action}"
            );
            assert!(!action.contains('*'));
        }
    }
}

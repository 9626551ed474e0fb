//! The right of Landfast's role to read that prefix of that bucket, and nothing else.

use super::{
    super::yaml::{Entry, Item, Node, call, entry, item, list, map, reference, sub},
    only_if,
    parameters::{BUCKET_NAME, EXPORT_NAME, HAS_READER, PREFIX, READER},
};
use crate::{aws::RolePath, billing_export::READING_ACTIONS};

pub const RESOURCE: &str = "ReadingPolicy";

/// The same policy as [`crate::billing_export::reading_policy`]; a test holds that.
pub fn resource() -> Entry {
    let bucket = format!("arn:${{AWS::Partition}}:s3:::${{{BUCKET_NAME}}}");
    let root = format!("${{{PREFIX}}}/${{{EXPORT_NAME}}}/*");
    let under_root = entry(
        "StringLike",
        map([entry("s3:prefix", list([sub(root.clone())]))]),
    );
    let statements = vec![
        statement(&READING_ACTIONS[..2], sub(bucket.clone()), None),
        statement(
            &READING_ACTIONS[2..3],
            sub(bucket.clone()),
            Some(under_root),
        ),
        statement(&READING_ACTIONS[3..], sub(format!("{bucket}/{root}")), None),
    ];
    let name = call(
        "If",
        list([
            Node::from(HAS_READER),
            sub(format!("${{{READER}}}-billing-bucket")),
            Node::from("landfast-billing-bucket"),
        ]),
    );
    let properties = [
        entry("ManagedPolicyName", name),
        entry("Path", RolePath::landfast().as_str()),
        entry(
            "Description",
            "Lets Landfast read the bills under one prefix of one bucket.",
        ),
        entry("Roles", only_if(HAS_READER, list([reference(READER)]))),
        entry(
            "PolicyDocument",
            map([
                entry("Version", "2012-10-17"),
                entry("Statement", Node::Sequence(statements)),
            ]),
        ),
    ];
    let resource = map([
        entry("Type", "AWS::IAM::ManagedPolicy"),
        entry("Properties", map(properties)),
    ]);
    entry(RESOURCE, resource)
        .comment("What Landfast's role may do with the bucket. It is allowed nothing else.")
}

fn statement(actions: &[(&str, &str)], resource: Node, also: Option<Entry>) -> Item {
    let actions = actions
        .iter()
        .map(|(action, reason)| item(*action).comment(*reason));
    let own = entry(
        "StringEquals",
        map([entry("aws:ResourceAccount", reference("AWS::AccountId"))]),
    );
    item(map([
        entry("Effect", "Allow"),
        entry("Action", Node::Sequence(actions.collect())),
        entry("Resource", list([resource])),
        entry("Condition", map(std::iter::once(own).chain(also))),
    ]))
}

//! What the modules of the billing export grant and ask for, as locals: the same as the CloudFormation
//! templates of the step, which a test holds against them.

use super::node::{Entry, Item, Node, entry, item, list, object, template};
use crate::{
    aws::{EXPORTS_SERVICE, REPORTS_SERVICE},
    billing_export::{ExportFormat, READING_ACTIONS, query_statement},
};

pub(super) const BUCKET_HEAD: [&str; 3] = [
    "Made by `cargo xtask gen`; changes here are overwritten.",
    "",
    "Who may do what with the bucket. AWS asks for the policy before it takes an export.",
];

pub(super) const EXPORT_HEAD: [&str; 3] = [
    "Made by `cargo xtask gen`; changes here are overwritten.",
    "",
    "What the export contains, and what Landfast's role may do with the bucket.",
];

const BUCKET: &str = "arn:${local.partition}:s3:::${var.bucket}";

/// Of the module that makes a bucket. They use `var.bucket`, `local.account_id` and `local.partition`.
pub(super) fn bucket_locals() -> Vec<Entry> {
    let policy = object([
        entry("Version", "2012-10-17"),
        entry(
            "Statement",
            Node::List(vec![look(), deliver(), demand_tls()]),
        ),
    ]);
    vec![entry("bucket_policy", policy)]
}

/// Both services, each as AWS's guides have had it, so that either kind of export can be delivered.
fn services() -> Node {
    object([entry("Service", list([REPORTS_SERVICE, EXPORTS_SERVICE]))])
}

fn own_exports() -> Node {
    let sources = [
        template("arn:${local.partition}:cur:*:${local.account_id}:definition/*"),
        template("arn:${local.partition}:bcm-data-exports:*:${local.account_id}:export/*"),
    ];
    let account = template("${local.account_id}");
    object([
        entry(
            "StringEquals",
            object([entry("aws:SourceAccount", account)]),
        ),
        entry("ArnLike", object([entry("aws:SourceArn", list(sources))])),
    ])
}

fn look() -> Item {
    item(object([
        entry("Sid", "LetAwsSeeThatItMayDeliver"),
        entry("Effect", "Allow"),
        entry("Principal", services()),
        entry("Action", list(["s3:GetBucketAcl", "s3:GetBucketPolicy"])),
        entry("Resource", template(BUCKET)),
        entry("Condition", own_exports()),
    ]))
    .comment("AWS reads this policy before it accepts an export.")
}

fn deliver() -> Item {
    item(object([
        entry("Sid", "LetAwsDeliver"),
        entry("Effect", "Allow"),
        entry("Principal", services()),
        entry("Action", "s3:PutObject"),
        entry("Resource", template(format!("{BUCKET}/*"))),
        entry("Condition", own_exports()),
    ]))
    .comment("AWS writes the bills: for reports and exports of this account only.")
}

fn demand_tls() -> Item {
    let resources = [template(BUCKET), template(format!("{BUCKET}/*"))];
    item(object([
        entry("Sid", "RefuseCallsWithoutTls"),
        entry("Effect", "Deny"),
        entry("Principal", "*"),
        entry("Action", "s3:*"),
        entry("Resource", list(resources)),
        entry(
            "Condition",
            object([entry(
                "Bool",
                object([entry("aws:SecureTransport", "false")]),
            )]),
        ),
    ]))
    .comment("This only refuses: it gives nobody anything.")
}

/// Of the module that makes an export. They use its variables and `local.root`.
pub(super) fn export_locals() -> Vec<Entry> {
    let queries = ExportFormat::ALL
        .into_iter()
        .filter_map(|format| Some(entry(format.as_str(), query_statement(format)?)));
    vec![
        entry(
            "description",
            "Made for Landfast, which reads the bill from it.",
        ),
        entry("queries", object(queries)).comment("Every column: AWS takes no asterisk."),
        entry("tables", tables()).comment("The settings of the tables; of FOCUS there are none."),
        entry("reading_policy", reading_policy()),
    ]
}

fn tables() -> Node {
    let format = ExportFormat::Cur2;
    let view = template("arn:${var.partition}:billing::${var.account_id}:billingview/primary");
    let settings = object([
        entry("BILLING_VIEW_ARN", view).comment(
            "AWS adds it to what leaves it out, and Terraform would take that for a change of somebody's.",
        ),
        entry("TIME_GRANULARITY", "HOURLY"),
        entry("INCLUDE_RESOURCES", "TRUE"),
        entry("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE"),
        entry("INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", "FALSE"),
    ]);
    let table = format.table().map(|table| entry(table, settings));
    object([entry(format.as_str(), object(table))])
}

/// The same as [`crate::billing_export::reading_policy`].
fn reading_policy() -> Node {
    let bucket = "arn:${var.partition}:s3:::${var.bucket}";
    let under_root = entry(
        "StringLike",
        object([entry("s3:prefix", list([template("${local.root}*")]))]),
    );
    let statements = vec![
        reading(&READING_ACTIONS[..2], template(bucket), None),
        reading(&READING_ACTIONS[2..3], template(bucket), Some(under_root)),
        reading(
            &READING_ACTIONS[3..],
            template(format!("{bucket}/${{local.root}}*")),
            None,
        ),
    ];
    object([
        entry("Version", "2012-10-17"),
        entry("Statement", Node::List(statements)),
    ])
}

fn reading(actions: &[(&str, &str)], resource: Node, also: Option<Entry>) -> Item {
    let actions = actions
        .iter()
        .map(|(action, reason)| item(*action).comment(*reason));
    let account = template("${var.account_id}");
    let own = entry(
        "StringEquals",
        object([entry("aws:ResourceAccount", account)]),
    );
    item(object([
        entry("Effect", "Allow"),
        entry("Action", Node::List(actions.collect())),
        entry("Resource", list([resource])),
        entry("Condition", object(std::iter::once(own).chain(also))),
    ]))
}

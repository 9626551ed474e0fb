//! The templates of the step `billing-export`: a bucket, an export into it, the right to read it.

mod bucket;
mod export;
mod parameters;
mod reader;
#[cfg(test)]
mod tests;

use super::{
    Template, emit,
    parameters::{Parameter, declared, interface_of},
    yaml::{Entry, Node, call, entry, list, map, reference},
};

const EXPORT_HEAD: [&str; 9] = [
    "Made by `cargo xtask gen`; changes here are overwritten.",
    "",
    "This stack has AWS write the organization's bill into a bucket of this payer account, and lets \
     Landfast's role read that bucket under the export's prefix, and nothing else. Parameters say which \
     of it is made: the bucket (CurS3BucketOption), the export (CreateExport); the right to read is \
     always made.",
    "",
    "Launch it in us-east-1, in China in cn-northwest-1: AWS makes billing exports nowhere else. The \
     bucket may be in another region; then the template billing-bucket makes it first.",
    "",
    "Launching it needs the acknowledgement CAPABILITY_NAMED_IAM, because the policy has a fixed name. \
     To take the right to read back, delete the stack. The bucket and the bills in it stay.",
    "",
    "AWS delivers for the first time within 24 hours.",
];

const BUCKET_HEAD: [&str; 7] = [
    "Made by `cargo xtask gen`; changes here are overwritten.",
    "",
    "This stack makes a bucket into which AWS may write the organization's bill, and nothing else. \
     Launch it in the region where the bills are to lie; then launch the template billing-export in \
     us-east-1 (in China in cn-northwest-1) with CurS3BucketOption=USE_EXISTING and this bucket's name \
     and region.",
    "",
    "Deleting the stack leaves the bucket and the bills in it.",
    "",
    "It gives nobody a right to read: that is the other stack's.",
];

/// The template that makes the export, and the bucket too where it is in the same region.
#[must_use]
pub fn billing_export() -> Template {
    Template::compiled("billing-export", |version| {
        let resources = [bucket::resource(Some(parameters::MAKES_BUCKET))]
            .into_iter()
            .chain([bucket::policy(Some(parameters::MAKES_BUCKET))])
            .chain(export::resources())
            .chain([reader::resource()]);
        render(
            &EXPORT_HEAD,
            "Landfast billing export: the organization's bill in a bucket, and the right to read it.",
            &parameters::of_export(),
            Some(parameters::conditions()),
            resources.collect(),
            outputs(version, true),
        )
    })
}

/// The template that makes a bucket in another region than the export's.
#[must_use]
pub fn billing_bucket() -> Template {
    Template::compiled("billing-bucket", |version| {
        render(
            &BUCKET_HEAD,
            "Landfast billing bucket: a bucket into which AWS may write the organization's bill.",
            &parameters::of_bucket(),
            None,
            vec![bucket::resource(None), bucket::policy(None)],
            outputs(version, false),
        )
    })
}

fn render(
    head: &[&str],
    description: &str,
    parameters: &[Parameter],
    conditions: Option<Node>,
    resources: Vec<Entry>,
    outputs: Node,
) -> String {
    let conditions = conditions.map(|conditions| entry("Conditions", conditions));
    let before = [
        entry("AWSTemplateFormatVersion", "2010-09-09"),
        entry("Description", description),
        entry("Metadata", interface_of(parameters, &parameters::GROUPS)),
        entry("Parameters", declared(parameters)),
    ];
    let after = [
        entry("Resources", map(resources)),
        entry("Outputs", outputs),
    ];
    let sections: Vec<Entry> = before.into_iter().chain(conditions).chain(after).collect();
    let head: Vec<String> = head.iter().map(|line| (*line).to_owned()).collect();
    emit::document(&head, &sections)
}

fn outputs(version: &str, reads: bool) -> Node {
    let output =
        |about: &str, value: Node| map([entry("Description", about), entry("Value", value)]);
    let reader = reads.then(|| {
        entry(
            "ReadingPolicyArn",
            output(
                "The policy that lets its holder read the export. Attach it by hand where Landfast comes in without a role.",
                reference(reader::RESOURCE),
            ),
        )
    });
    let all = [
        entry(
            "BucketName",
            output("Where the bills lie.", reference(parameters::BUCKET_NAME)),
        ),
        entry(
            "TemplateVersion",
            output(
                "The version of this template, as Landfast shows it.",
                version.into(),
            ),
        ),
    ];
    map(all.into_iter().chain(reader))
}

/// `!If [condition, value, !Ref AWS::NoValue]`.
fn only_if(condition: &str, value: Node) -> Node {
    call(
        "If",
        list([Node::from(condition), value, reference("AWS::NoValue")]),
    )
}

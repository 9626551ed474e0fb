//! The message by which the stack tells Landfast that it has come so far.
//!
//! Whatever becomes of Landfast, the message must not stand in the way of the stack:
//!
//! - It is the last to be made, so that it says something. It has the same properties in every
//!   version of the template, so that no update of the stack touches it and waits for an answer.
//! - It stays where it is when the stack is deleted, rolled back, or updated without it
//!   (`DeletionPolicy: Retain`): CloudFormation then sends nothing and waits for nobody. There is
//!   nothing that would be left behind.
//! - Nobody who answers fails the launch after five minutes, not after CloudFormation's usual hour.

use super::{
    parameters::{Check, OPTIONAL, Parameter},
    yaml::{Entry, Node, call, entry, list, map, reference, sub},
};

pub(super) const TOPIC: &str = "CallbackTopicArn";
pub(super) const HAS_CALLBACK: &str = "HasCallback";

/// Seconds: time for a server to be started anew, and not much more.
const TIMEOUT: u32 = 300;
/// Where an ARN has its region.
const REGION_FIELD: u32 = 3;
/// Of the longest region and 256 characters of a name.
const MAX_TOPIC: u32 = 320;

pub(super) fn parameter() -> Parameter {
    Parameter {
        name: TOPIC.to_owned(),
        label: "Topic of Landfast",
        group: OPTIONAL,
        description: "Filled in by Landfast where it has such a topic: the stack then tells it that the role is there. Empty, or in another region than the topic's, the stack tells nothing and Landfast finds the role a little later. It can be emptied in an update, and not be exchanged.".to_owned(),
        default: Some(""),
        check: Check::Pattern(
            "^(arn:(PARTITIONS):sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$",
            MAX_TOPIC,
            "Empty, or the ARN of an SNS topic as Landfast shows it.",
        ),
    }
}

/// A topic of the stack's own region: CloudFormation takes no other. The colons make an ARN of
/// nothing out of nothing.
pub(super) fn condition() -> Entry {
    let parts = call(
        "Split",
        list([Node::from(":"), sub(format!("${{{TOPIC}}}:::"))]),
    );
    let region = call("Select", list([Node::from(REGION_FIELD), parts]));
    let same = call("Equals", list([region, reference("AWS::Region")]));
    entry(HAS_CALLBACK, same)
}

/// Made after the role and `policies`.
pub(super) fn resource(policies: &[String]) -> Entry {
    let properties = map([
        entry("ServiceToken", reference(TOPIC)),
        entry("ServiceTimeout", TIMEOUT)
            .comment("Seconds that a launch waits for Landfast at most."),
        entry("RoleArn", call("GetAtt", "AccessRole.Arn")),
    ]);
    let after = (!policies.is_empty()).then(|| entry("DependsOn", list(policies.iter().cloned())));
    let fields = [
        entry("Type", "Custom::LandfastCallback"),
        entry("Condition", HAS_CALLBACK),
    ]
    .into_iter()
    .chain(after)
    .chain([
        entry("DeletionPolicy", "Retain")
            .comment("Deleting the stack tells nobody, so that it needs nobody's answer. Nothing is left behind."),
        entry("UpdateReplacePolicy", "Retain"),
        entry("Properties", properties),
    ]);
    entry("Callback", map(fields)).comment(
        "Tells Landfast that the role is there: a message with the names of this stack and of the role. \
         It holds no secret, and Landfast believes nothing of it but looks for itself.",
    )
}

//! The template as a whole.

use super::yaml::{Entry, Node, call, entry, list, map, reference, sub};
use super::{callback, conditions, emit, parameters, policy, provider, trust};
use crate::{
    api_access::tags,
    aws::RolePath,
    oidc::IssuerUrl,
    permissions::{Capability, Manifest},
};

/// Seconds. The shortest maximum that IAM takes, and all that a chained session may have.
const MAX_SESSION: u32 = 3600;

const ONE_ROLE: &str = "one IAM role and nothing else";
const ROLE_AND_PROVIDER: &str =
    "one IAM role, the OIDC provider whose tokens it takes, and nothing else";
const ONLY_PRINCIPAL: &str = "the identity in the parameter Principal";

const HEAD: [&str; 9] = [
    "Made by `cargo xtask gen` from deploy/permissions/*.toml; changes here are overwritten.",
    "",
    "This stack makes one IAM role and nothing else. The role can do what is listed under Policies, each \
     action with its reason beside it; a parameter switches each policy that is not always there. It \
     can change neither itself nor this stack, and nothing else either but, where TagAccess is write, \
     the tags of WritableTagKeys. Only the identity in the parameter Principal can use it, with the \
     external id of this account.",
    "",
    "Launching it needs the acknowledgement CAPABILITY_NAMED_IAM, because the role has a fixed name. \
     To take the access back, delete the stack.",
    "",
    "Where CallbackTopicArn is filled in, the stack also tells Landfast that the role is there. \
     Launching it then needs Landfast's answer within five minutes; updating and deleting it never do.",
    "",
    "What is written here in words: docs/permissions.md of Landfast.",
];

/// The template's text. `version` goes into a tag of the role and an output.
pub(super) fn render(manifest: &Manifest, issuer: Option<&IssuerUrl>, version: &str) -> String {
    let role = entry("AccessRole", role(manifest, issuer, version));
    let provider = issuer.map(provider::resource);
    let managed = policy::managed(manifest);
    let names: Vec<String> = managed.iter().map(|policy| policy.key.clone()).collect();
    let resources = provider
        .into_iter()
        .chain([role])
        .chain(managed)
        .chain([callback::resource(&names)]);
    let sections = [
        entry("AWSTemplateFormatVersion", "2010-09-09"),
        entry(
            "Description",
            "Landfast API access: one IAM role that only your Landfast can use.",
        ),
        entry("Metadata", parameters::interface(issuer)),
        entry("Parameters", parameters::section(issuer)),
        entry("Conditions", conditions::section(issuer)),
        entry("Resources", map(resources)),
        entry("Outputs", outputs(version)),
    ];
    emit::document(&head(issuer), &sections)
}

fn head(issuer: Option<&IssuerUrl>) -> Vec<String> {
    let text = |line: &str| match issuer {
        None => line.to_owned(),
        Some(issuer) => line.replace(ONE_ROLE, ROLE_AND_PROVIDER).replace(
            ONLY_PRINCIPAL,
            &format!("whoever holds a token of {issuer}"),
        ),
    };
    HEAD.iter().map(|line| text(line)).collect()
}

fn role(manifest: &Manifest, issuer: Option<&IssuerUrl>, version: &str) -> Node {
    let none = [
        Node::from("HasPermissionsBoundary"),
        reference("PermissionsBoundaryArn"),
        reference("AWS::NoValue"),
    ];
    let properties = [
        entry("RoleName", reference("RoleName")),
        entry("Path", RolePath::landfast().as_str()),
        entry("Description", "Lets Landfast read what the stack's template lists. Made and deleted by the stack."),
        entry("MaxSessionDuration", MAX_SESSION).comment("Seconds: a session of Landfast ends after an hour at the latest."),
        entry("PermissionsBoundary", call("If", list(none))),
        entry("AssumeRolePolicyDocument", trust::policy(issuer)).comment("Who can use the role."),
        entry("Policies", policy::inline(manifest)).comment("What the role can do. It is allowed nothing else."),
        entry("Tags", tags_of(version)).comment("Landfast reads these back to see which template made the role, and where its stack is."),
    ];
    map([
        entry("Type", "AWS::IAM::Role"),
        entry("Properties", map(properties)),
    ])
}

fn tags_of(version: &str) -> Node {
    let tag = |key: &str, value: Node| map([entry("Key", key), entry("Value", value)]);
    list([
        tag(tags::TEMPLATE_VERSION, version.into()),
        tag(tags::STACK_REGION, reference("AWS::Region")),
        tag(tags::STACK_ID, reference("AWS::StackId")),
        tag(tags::CHOICES, sub(choices())),
    ])
}

/// [`Choices::to_tag`](crate::permissions::Choices::to_tag), from the parameters.
fn choices() -> String {
    let switch = |capability: Capability| {
        let parameter = conditions::pascal(capability.as_str());
        format!("{capability}=${{{parameter}}} ")
    };
    let switches: String = Capability::OPTIONAL.map(switch).concat();
    format!("{switches}tags=${{{}}}", parameters::TAG_ACCESS)
}

fn outputs(version: &str) -> Node {
    let output = |about: &str, value: Node| -> Node {
        map([entry("Description", about), entry("Value", value)])
    };
    let all: [Entry; 2] = [
        entry(
            "RoleArn",
            output(
                "The role. Landfast finds it by itself; paste this if it asks for a role ARN.",
                call("GetAtt", "AccessRole.Arn"),
            ),
        ),
        entry(
            "TemplateVersion",
            output(
                "The version of this template, as Landfast shows it.",
                version.into(),
            ),
        ),
    ];
    map(all)
}

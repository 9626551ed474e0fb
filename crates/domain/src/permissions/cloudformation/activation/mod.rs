//! The template of a permit: one role for one activation, which nobody can use after a given time.

mod parameters;
mod rights;
#[cfg(test)]
mod tests;

use super::{
    Template, emit,
    parameters::{declared, interface_of},
    trust,
    yaml::{Entry, Node, call, entry, item, list, map, reference},
};
use crate::{aws::RolePath, oidc::IssuerUrl};

pub use parameters::{MOST_ACCOUNTS, split_ids};

/// Seconds. The shortest maximum that IAM takes; Landfast asks for 15 minutes.
const MAX_SESSION: u32 = 3600;

const HEAD: [&str; 7] = [
    "Made by `cargo xtask gen`; changes here are overwritten.",
    "",
    "This stack makes one IAM role and nothing else, for one activation of linked accounts. Way says \
     what it may do: selected lets it enter the accounts that AccountIds and MoreAccountIds name, by \
     their role MemberRoleName; stack_set lets it roll out StackSets whose names begin with landfast-. \
     It can change neither itself nor this stack.",
    "",
    "Nobody can use the role after ValidUntil, and before that only Landfast with the external id. Delete the \
     stack when the activation is done: Landfast then tries the role until AWS refuses it, and shows that.",
    "",
    "Launching it needs the acknowledgement CAPABILITY_NAMED_IAM, because the role has a fixed name.",
];

/// The template of a permit, for payers whose role trusts a principal.
#[must_use]
pub fn activation() -> Template {
    Template::compiled("activation", |version| render(None, version))
}

/// The same for payers that trust `issuer`; their OIDC provider is there already.
#[must_use]
pub fn activation_oidc(issuer: &IssuerUrl) -> Template {
    Template::compiled("activation-oidc", |version| render(Some(issuer), version))
}

fn render(issuer: Option<&IssuerUrl>, version: &str) -> String {
    let parameters = parameters::all(issuer);
    let sections = [
        entry("AWSTemplateFormatVersion", "2010-09-09"),
        entry(
            "Description",
            "Landfast activation: one IAM role for one activation of linked accounts, until a given time.",
        ),
        entry("Metadata", interface_of(&parameters, &parameters::GROUPS)),
        entry("Parameters", declared(&parameters)),
        entry("Conditions", parameters::conditions()),
        entry("Resources", map([entry("PermitRole", role(issuer))])),
        entry("Outputs", outputs(version)),
    ];
    let head: Vec<String> = HEAD.iter().map(|line| (*line).to_owned()).collect();
    emit::document(&head, &sections)
}

fn role(issuer: Option<&IssuerUrl>) -> Node {
    let boundary = [
        Node::from("HasPermissionsBoundary"),
        reference("PermissionsBoundaryArn"),
        reference("AWS::NoValue"),
    ];
    let trusted = trust::policy_while(issuer, Some(&until()));
    let properties = [
        entry("RoleName", reference("RoleName")),
        entry("Path", RolePath::landfast().as_str()),
        entry(
            "Description",
            "For one activation by Landfast. Made and deleted by the stack.",
        ),
        entry("MaxSessionDuration", MAX_SESSION).comment("Seconds."),
        entry("PermissionsBoundary", call("If", list(boundary))),
        entry("AssumeRolePolicyDocument", trusted).comment("Who can use the role, and until when."),
        entry("Policies", policies()).comment("What the role can do. It is allowed nothing else."),
    ];
    map([
        entry("Type", "AWS::IAM::Role"),
        entry("Properties", map(properties)),
    ])
}

/// Also in what the role may do: a session that was begun in time ends with the permit.
fn until() -> Entry {
    let key = entry("aws:CurrentTime", reference(parameters::VALID_UNTIL));
    entry("DateLessThan", map([key])).comment("Afterwards it dies by itself.")
}

fn policies() -> Node {
    let policy = |name: &str, statements: Node| {
        let document = map([
            entry("Version", "2012-10-17"),
            entry("Statement", statements),
        ]);
        map([entry("PolicyName", name), entry("PolicyDocument", document)])
    };
    let policy_of = |condition: &str, name: &str, statements: Node| {
        let made = policy(name, statements);
        let parts = [Node::from(condition), made, reference("AWS::NoValue")];
        item(call("If", list(parts)))
    };
    Node::Sequence(vec![
        item(policy("landfast-show-itself", rights::itself()))
            .comment("Show Landfast whom it trusts, so that it is used by nobody else."),
        policy_of(
            parameters::IS_SELECTED,
            "landfast-activate-selected",
            rights::selected(),
        )
        .comment("Activate selected accounts."),
        policy_of(
            parameters::IS_STACK_SET,
            "landfast-roll-out",
            rights::stack_set(),
        )
        .comment("Roll out by StackSet."),
    ])
}

fn outputs(version: &str) -> Node {
    let output = |about: &str, value: Node| -> Node {
        map([entry("Description", about), entry("Value", value)])
    };
    map([
        entry(
            "RoleArn",
            output("The role of this permit.", call("GetAtt", "PermitRole.Arn")),
        ),
        entry(
            "ValidUntil",
            output(
                "Nobody can use the role afterwards.",
                reference(parameters::VALID_UNTIL),
            ),
        ),
        entry(
            "TemplateVersion",
            output(
                "The version of this template, as Landfast shows it.",
                version.into(),
            ),
        ),
    ])
}

//! What the role may do: one inline policy for each capability.

use super::yaml::{Item, Node, entry, item, list, map, sub};
use crate::permissions::{
    CapabilityManifest, Condition, ConditionOperator, Manifest, Permission, Scope,
};

/// The property `Policies` of the role.
pub(super) fn policies(manifest: &Manifest) -> Node {
    Node::Sequence(manifest.capabilities().iter().map(policy).collect())
}

fn policy(capability: &CapabilityManifest) -> Item {
    let statements = grouped(&capability.permissions)
        .into_iter()
        .map(|group| statement(&group));
    let document = map([
        entry("Version", "2012-10-17"),
        entry("Statement", Node::Sequence(statements.collect())),
    ]);
    let name = format!("landfast-{}", capability.capability);
    item(map([
        entry("PolicyName", name),
        entry("PolicyDocument", document),
    ]))
    .comment(format!("{}. {}", capability.title, capability.purpose))
}

/// Permissions that can share a statement, as they have scope and conditions in common. In the order
/// of the file, which is a reader's order.
pub(in crate::permissions) fn grouped(permissions: &[Permission]) -> Vec<Vec<&Permission>> {
    let mut groups: Vec<Vec<&Permission>> = Vec::new();
    for permission in permissions {
        let like = |group: &&mut Vec<&Permission>| {
            group.first().is_some_and(|first| alike(first, permission))
        };
        match groups.iter_mut().find(like) {
            Some(group) => group.push(permission),
            None => groups.push(vec![permission]),
        }
    }
    groups
}

fn alike(one: &Permission, other: &Permission) -> bool {
    let scopes = match (&one.scope, &other.scope) {
        (Scope::Any { .. }, Scope::Any { .. }) => true,
        (one, other) => one == other,
    };
    scopes && one.conditions == other.conditions
}

fn statement(group: &[&Permission]) -> Item {
    let actions = group.iter().map(|permission| {
        let action = item(permission.action().to_string()).comment(&permission.reason);
        match &permission.scope {
            Scope::Any { why } => action.comment(format!("On the whole account: {why}.")),
            Scope::Only(_) => action,
        }
    });
    let first = group.first();
    let resource = first.map(|permission| entry("Resource", resource(&permission.scope)));
    let condition = first
        .filter(|permission| !permission.conditions.is_empty())
        .map(|permission| entry("Condition", conditions(&permission.conditions)));
    let head = [
        entry("Effect", "Allow"),
        entry("Action", Node::Sequence(actions.collect())),
    ];
    item(map(head.into_iter().chain(resource).chain(condition)))
}

fn resource(scope: &Scope) -> Node {
    match scope {
        Scope::Any { .. } => Node::from("*"),
        Scope::Only(resources) => list(
            resources
                .iter()
                .map(|resource| sub(resource.arn_template())),
        ),
    }
}

/// IAM wants one map an operator; a key stands in it once, as the manifest has no pair twice.
fn conditions(all: &[Condition]) -> Node {
    let of = |operator: ConditionOperator| {
        let keys: Vec<_> = all
            .iter()
            .filter(|condition| condition.operator == operator)
            .collect();
        let lines = keys
            .iter()
            .map(|condition| entry(condition.key.clone(), list(condition.values.clone())));
        (!keys.is_empty()).then(|| entry(operator.as_str(), map(lines)))
    };
    map(ConditionOperator::ALL.into_iter().filter_map(of))
}

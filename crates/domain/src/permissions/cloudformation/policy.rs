//! What the role may do: one policy for each capability, under the condition of its choice.

use super::{
    conditions,
    yaml::{Entry, Item, Node, call, entry, item, list, map, reference, sub},
};
use crate::{
    aws::RolePath,
    permissions::{
        CapabilityManifest, Condition, ConditionOperator, ConditionValues, Manifest, Scope,
        layout::{Placement, PolicyPlan, Statement},
    },
};

/// The property `Policies` of the role.
pub(super) fn inline(manifest: &Manifest) -> Node {
    let plans = planned(manifest, Placement::Inline);
    Node::Sequence(plans.map(|(about, plan)| inline_one(about, plan)).collect())
}

/// A resource for each policy that has no room in the role.
pub(super) fn managed(manifest: &Manifest) -> Vec<Entry> {
    let plans = planned(manifest, Placement::Managed);
    plans
        .map(|(about, plan)| managed_one(about, plan))
        .collect()
}

fn planned(
    manifest: &Manifest,
    placement: Placement,
) -> impl Iterator<Item = (&CapabilityManifest, &PolicyPlan)> {
    manifest.capabilities().iter().flat_map(move |about| {
        let of = move |plan: &&PolicyPlan| {
            plan.capability == about.capability && plan.placement == placement
        };
        manifest
            .policies()
            .iter()
            .filter(of)
            .map(move |plan| (about, plan))
    })
}

fn inline_one(about: &CapabilityManifest, plan: &PolicyPlan) -> Item {
    let policy = map([
        entry("PolicyName", plan.name.clone()),
        entry("PolicyDocument", document(plan)),
    ]);
    let node = match conditions::name(plan.when) {
        None => policy,
        Some(name) => call("If", list([name.into(), policy, reference("AWS::NoValue")])),
    };
    item(node).comment(comment(about))
}

fn managed_one(about: &CapabilityManifest, plan: &PolicyPlan) -> Entry {
    let part = plan.name.strip_prefix("landfast-").unwrap_or(&plan.name);
    let properties = map([
        entry("ManagedPolicyName", sub(format!("${{RoleName}}-{part}"))),
        entry("Path", RolePath::landfast().as_str()),
        entry("Roles", list([reference("AccessRole")])),
        entry("PolicyDocument", document(plan)),
    ]);
    let condition = conditions::name(plan.when).map(|name| entry("Condition", name));
    let head = std::iter::once(entry("Type", "AWS::IAM::ManagedPolicy")).chain(condition);
    let resource = map(head.chain([entry("Properties", properties)]));
    entry(conditions::pascal(&format!("{part}-policy")), resource).comment(comment(about))
}

fn comment(about: &CapabilityManifest) -> String {
    format!("{}. {}", about.title, about.purpose)
}

fn document(plan: &PolicyPlan) -> Node {
    map([
        entry("Version", "2012-10-17"),
        entry(
            "Statement",
            Node::Sequence(plan.statements.iter().map(statement).collect()),
        ),
    ])
}

fn statement(statement: &Statement) -> Item {
    let actions = statement.permissions().map(|permission| {
        let action = item(permission.action().to_string()).comment(&permission.reason);
        match &permission.scope {
            Scope::Any { why } => action.comment(format!("On the whole account: {why}.")),
            Scope::Only(_) => action,
        }
    });
    let mut fields = vec![
        entry("Effect", "Allow"),
        entry("Action", Node::Sequence(actions.collect())),
        entry("Resource", resource(statement.scope())),
    ];
    if !statement.conditions().is_empty() {
        fields.push(entry("Condition", all_of(statement.conditions())));
    }
    item(map(fields))
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
fn all_of(all: &[Condition]) -> Node {
    let of = |operator: ConditionOperator| {
        let lines: Vec<_> = all
            .iter()
            .filter(|condition| condition.operator == operator)
            .map(|condition| entry(condition.key.clone(), values(&condition.values)))
            .collect();
        (!lines.is_empty()).then(|| entry(operator.as_str(), map(lines)))
    };
    map(ConditionOperator::ALL.into_iter().filter_map(of))
}

fn values(values: &ConditionValues) -> Node {
    match values {
        ConditionValues::Literal(values) => list(values.clone()),
        ConditionValues::WritableTagKeys => conditions::writable_tag_keys(),
    }
}

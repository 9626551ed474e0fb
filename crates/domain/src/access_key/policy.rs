//! What the key's user must be allowed: the same manifest as for a role, less what is about a role.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    AccountId, AccountKind, Partition,
    permissions::{Choices, ConditionValues, Manifest, Permission, PermissionId, Resource, Scope},
};

/// What a user needs to replace its own key.
const ROTATION: [&str; 4] = [
    "iam:CreateAccessKey",
    "iam:DeleteAccessKey",
    "iam:ListAccessKeys",
    "iam:UpdateAccessKey",
];

/// Whether a permission is about Landfast's role, which an account with an access key does not have.
fn is_of_a_role(permission: &Permission) -> bool {
    match &permission.scope {
        Scope::Any { .. } => false,
        Scope::Only(resources) => resources
            .iter()
            .all(|one| matches!(one, Resource::SelfRole | Resource::OwnPolicies)),
    }
}

/// The permissions that a check of an access key tries, in their order.
#[must_use]
pub fn permissions_of_keys(
    manifest: &Manifest,
    kind: Option<&AccountKind>,
    partition: Partition,
    choices: &Choices,
) -> Vec<PermissionId> {
    manifest
        .probed(kind, partition, choices)
        .filter(|permission| !is_of_a_role(permission))
        .map(|permission| permission.id.clone())
        .collect()
}

/// The policy to attach to the key's user, as JSON to copy. Its last statement serves rotation; who
/// rotates by hand leaves it out. `user_arn` is known once the key has answered. Tags that an owner
/// lists when deploying a role have no place here: what is limited to them is left out.
#[must_use]
pub fn user_policy(
    manifest: &Manifest,
    choices: &Choices,
    partition: Partition,
    account: &AccountId,
    user_arn: Option<&str>,
) -> String {
    let itself = user_arn.map_or_else(
        || format!("arn:{partition}:iam::{account}:user/${{aws:username}}"),
        str::to_owned,
    );
    let mut statements = statements(manifest, choices, partition, account);
    statements.push(json!({
        "Sid": "RotateOwnKey", "Effect": "Allow", "Action": ROTATION, "Resource": itself,
    }));
    policy(&statements)
}

/// The policy to attach to the role that the server runs as, as JSON to copy.
#[must_use]
pub fn server_policy(
    manifest: &Manifest,
    choices: &Choices,
    partition: Partition,
    account: &AccountId,
) -> String {
    policy(&statements(manifest, choices, partition, account))
}

fn policy(statements: &[Value]) -> String {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    serde_json::to_string_pretty(&policy).unwrap_or_default()
}

fn statements(
    manifest: &Manifest,
    choices: &Choices,
    partition: Partition,
    account: &AccountId,
) -> Vec<Value> {
    let mut grouped: BTreeMap<(Vec<String>, String), Vec<String>> = BTreeMap::new();
    let of_users = manifest
        .for_choices(choices)
        .filter(|permission| !is_of_a_role(permission) && permission.partitions.holds(partition));
    for permission in of_users {
        let Some(conditions) = conditions(permission) else {
            continue;
        };
        let resources = resources(&permission.scope, partition, account);
        let actions = grouped.entry((resources, conditions.to_string()));
        actions.or_default().push(permission.action().to_string());
    }
    grouped
        .into_iter()
        .map(|((resources, conditions), actions)| statement(&actions, &resources, &conditions))
        .collect()
}

fn resources(scope: &Scope, partition: Partition, account: &AccountId) -> Vec<String> {
    match scope {
        Scope::Any { .. } => vec!["*".to_owned()],
        Scope::Only(resources) => resources
            .iter()
            .map(|one| {
                one.arn_template()
                    .replace("${AWS::Partition}", partition.as_str())
                    .replace("${AWS::AccountId}", account.as_str())
            })
            .collect(),
    }
}

/// `None` when they cannot be written down here.
fn conditions(permission: &Permission) -> Option<Value> {
    let mut all = Map::new();
    for one in &permission.conditions {
        let ConditionValues::Literal(values) = &one.values else {
            return None;
        };
        let operator = all
            .entry(one.operator.as_str())
            .or_insert_with(|| json!({}));
        if let Some(keys) = operator.as_object_mut() {
            keys.insert(one.key.clone(), json!(values));
        }
    }
    Some(Value::Object(all))
}

fn statement(actions: &[String], resources: &[String], conditions: &str) -> Value {
    let mut one = json!({ "Effect": "Allow", "Action": actions, "Resource": resources });
    let conditions: Value = serde_json::from_str(conditions).unwrap_or_default();
    if let (Some(fields), false) = (one.as_object_mut(), conditions == json!({})) {
        fields.insert("Condition".to_owned(), conditions);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_policy_is_about_a_role_or_another_user()
    -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let choices = Choices::default();
        let account = AccountId::parse("012345678901")?;
        let tried = permissions_of_keys(&manifest, None, Partition::AwsCn, &choices);
        assert!(
            tried
                .iter()
                .all(|id| id.action().to_string() != "iam:GetRole")
        );
        let text = user_policy(&manifest, &choices, Partition::AwsCn, &account, None);
        let policy: Value = serde_json::from_str(&text)?;
        let statements = policy["Statement"].as_array().ok_or("no statements")?;
        for id in tried {
            assert!(text.contains(&format!("\"{}\"", id.action())), "{id}");
        }
        let last = statements.last().ok_or("empty")?;
        assert_eq!(
            last["Resource"],
            "arn:aws-cn:iam::012345678901:user/${aws:username}"
        );
        let named = user_policy(
            &manifest,
            &choices,
            Partition::Aws,
            &account,
            Some("the user"),
        );
        assert!(named.contains("\"the user\""));
        let server = server_policy(&manifest, &choices, Partition::Aws, &account);
        assert!(server.contains("cur:DescribeReportDefinitions"), "{server}");
        assert!(!server.contains("AccessKey") && !server.contains("iam:GetRole"));
        let actions = statements.iter().flat_map(|one| one["Action"].as_array());
        assert!(actions.flatten().all(|one| !one.to_string().contains('*')));
        Ok(())
    }
}

//! The published ways to turn some rights in AWS into more (Rhino Security Labs, "AWS IAM Privilege
//! Escalation – Methods and Mitigation"; Bishop Fox, "IAM Vulnerable"; HackTricks lists the same), tried
//! against the policies of every choice. A way is open when all of its actions are allowed somewhere.

use std::error::Error;

use serde_json::Value;

use super::{Choices, Manifest, layout::Setting, pattern::matches_pattern};
use crate::Partition;

type Outcome = Result<(), Box<dyn Error>>;

/// Each by the actions that it needs besides what anybody may do.
const WAYS: [&[&str]; 70] = [
    &["iam:CreatePolicyVersion"],
    &["iam:SetDefaultPolicyVersion"],
    &["iam:CreateAccessKey"],
    &["iam:UpdateAccessKey"],
    &["iam:CreateLoginProfile"],
    &["iam:UpdateLoginProfile"],
    &["iam:AttachUserPolicy"],
    &["iam:AttachGroupPolicy"],
    &["iam:AttachRolePolicy"],
    &["iam:PutUserPolicy"],
    &["iam:PutGroupPolicy"],
    &["iam:PutRolePolicy"],
    &["iam:AddUserToGroup"],
    &["iam:UpdateAssumeRolePolicy"],
    &["iam:DeleteRolePermissionsBoundary"],
    &["iam:PutRolePermissionsBoundary"],
    &["iam:DeleteRolePolicy"],
    &["iam:DetachRolePolicy"],
    &["iam:CreateServiceSpecificCredential"],
    &["iam:ResetServiceSpecificCredential"],
    &["iam:DeactivateMFADevice"],
    &["iam:CreateSAMLProvider"],
    &["iam:UpdateSAMLProvider"],
    &["iam:CreateOpenIDConnectProvider"],
    &["iam:UpdateOpenIDConnectProviderThumbprint"],
    &["iam:AddClientIDToOpenIDConnectProvider"],
    &["iam:CreateUser"],
    &["iam:CreateRole"],
    &["iam:CreateServiceLinkedRole"],
    &["iam:TagRole"],
    &["iam:TagUser"],
    &["iam:TagPolicy"],
    &["sts:AssumeRole"],
    &["sts:AssumeRoleWithWebIdentity"],
    &["sts:GetFederationToken"],
    &["sts:TagSession"],
    &["iam:PassRole", "ec2:RunInstances"],
    &["iam:PassRole", "lambda:CreateFunction"],
    &["iam:PassRole", "glue:CreateDevEndpoint"],
    &["iam:PassRole", "cloudformation:CreateStack"],
    &["iam:PassRole", "datapipeline:CreatePipeline"],
    &["iam:PassRole", "sagemaker:CreateNotebookInstance"],
    &["iam:PassRole", "codebuild:CreateProject"],
    &["iam:PassRole", "ecs:RegisterTaskDefinition"],
    &["iam:PassRole"],
    &["lambda:UpdateFunctionCode"],
    &["lambda:UpdateFunctionConfiguration"],
    &["lambda:AddPermission"],
    &["glue:UpdateDevEndpoint"],
    &["cloudformation:UpdateStack"],
    &["cloudformation:ExecuteChangeSet"],
    &["cloudformation:SetStackPolicy"],
    &["cloudformation:UpdateStackSet"],
    &["codestar:CreateProjectFromTemplate"],
    &["ssm:SendCommand"],
    &["ssm:StartSession"],
    &["ec2:ModifyInstanceAttribute"],
    &["ec2:AssociateIamInstanceProfile"],
    &["secretsmanager:GetSecretValue"],
    &["organizations:DetachPolicy"],
    // What the page says that the role cannot read: contents, and settings that hold secrets.
    &["s3:GetObject"],
    &["s3:GetObjectVersion"],
    &["dynamodb:GetItem"],
    &["dynamodb:Scan"],
    &["rds-data:ExecuteStatement"],
    &["lambda:ListFunctions"],
    &["lambda:GetFunctionConfiguration"],
    &["ssm:GetParameter"],
    &["ec2:DescribeInstanceAttribute"],
    &["kms:Decrypt"],
];

/// Writes that are allowed by design; each only with the listed tag keys.
const TAG_WRITES: [&str; 12] = [
    "dynamodb:TagResource",
    "dynamodb:UntagResource",
    "ec2:CreateTags",
    "ec2:DeleteTags",
    "elasticache:AddTagsToResource",
    "elasticache:RemoveTagsFromResource",
    "es:AddTags",
    "es:RemoveTags",
    "rds:AddTagsToResource",
    "rds:RemoveTagsFromResource",
    "redshift:CreateTags",
    "redshift:DeleteTags",
];

fn setting() -> Setting {
    Setting {
        partition: Partition::Aws.to_string(),
        account: "012345678901".to_owned(),
        role_name: "landfast-x1".to_owned(),
        writable_tag_keys: vec!["CostCenter".to_owned(), "Owner".to_owned()],
    }
}

/// The statements of a role of these choices.
fn statements(manifest: &Manifest, choices: &Choices) -> Vec<Value> {
    let plans = manifest.policies().iter();
    let chosen = plans.filter(|plan| plan.is_chosen(choices));
    let documents = chosen.map(|plan| plan.document(&setting()));
    documents
        .flat_map(|document| {
            document["Statement"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .collect()
}

fn listed(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn names(statement: &Value, action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    let fits = |pattern: &str| matches_pattern(&pattern.to_ascii_lowercase(), &action);
    listed(&statement["Action"]).into_iter().any(fits)
}

/// Whether a request that carries these tag keys is let through. `None`: one without tags.
fn lets(statement: &Value, action: &str, resource: &str, keys: Option<&[&str]>) -> bool {
    let on = |pattern: &str| matches_pattern(pattern, resource);
    names(statement, action)
        && listed(&statement["Resource"]).into_iter().any(on)
        && conditions_hold(&statement["Condition"], keys)
}

fn conditions_hold(block: &Value, keys: Option<&[&str]>) -> bool {
    let Some(operators) = block.as_object() else {
        return true;
    };
    operators.iter().all(|(operator, wanted)| {
        let values = listed(&wanted["aws:TagKeys"]);
        match operator.as_str() {
            // Of no keys, all are in the list.
            "ForAllValues:StringEquals" => keys
                .unwrap_or_default()
                .iter()
                .all(|key| values.contains(key)),
            "Null" => values == [if keys.is_none() { "true" } else { "false" }],
            // An operator that this evaluator does not know is no protection.
            _ => true,
        }
    })
}

#[test]
fn no_published_way_is_open_for_any_choice() -> Outcome {
    let manifest = Manifest::embedded()?;
    for choices in Choices::every() {
        let statements = statements(&manifest, &choices);
        for way in WAYS {
            let somewhere = |action: &&str| statements.iter().any(|one| names(one, action));
            assert!(!way.iter().all(somewhere), "{way:?} is open for {choices}");
        }
    }
    Ok(())
}

#[test]
fn the_evaluator_finds_a_way_that_is_open() {
    let statement = serde_json::json!({ "Action": "iam:Put*", "Resource": "*" });
    assert!(names(&statement, "iam:PutRolePolicy") && !names(&statement, "iam:GetRole"));
    assert!(lets(&statement, "IAM:putrolepolicy", "any", None));
}

#[test]
fn tags_are_written_only_under_listed_keys_and_where_nothing_is_decided_by_landfast() -> Outcome {
    let manifest = Manifest::embedded()?;
    let arn = |rest: &str| format!("arn:{}:{rest}", Partition::Aws);
    let instance = arn("ec2:eu-west-1:012345678901:instance/i-1");
    for choices in Choices::every() {
        let statements = statements(&manifest, &choices);
        let lets = |action: &str, on: &str, keys: Option<&[&str]>| {
            statements.iter().any(|one| lets(one, action, on, keys))
        };
        let writes = choices.tag_access().writes();
        assert_eq!(lets("ec2:CreateTags", &instance, Some(&["Owner"])), writes);
        for keys in [
            Some(&["team"][..]),
            Some(&["Owner", "team"]),
            Some(&["aws:x"]),
            None,
        ] {
            assert!(
                !lets("ec2:CreateTags", &instance, keys),
                "{choices}: {keys:?}"
            );
            assert!(
                !lets("ec2:DeleteTags", &instance, keys),
                "{choices}: {keys:?}"
            );
        }
        for elsewhere in [
            "ec2:eu-west-1:999999999999:instance/i-1",
            "ec2:eu-west-1:012345678901:security-group/sg-1",
            "iam::012345678901:role/admin",
            "s3:::bucket",
        ] {
            assert!(!lets("ec2:CreateTags", &arn(elsewhere), Some(&["Owner"])));
        }
    }
    Ok(())
}

/// The page and the template promise it: everything else that is allowed only reads.
#[test]
fn whatever_does_not_read_is_a_tag_write_bound_to_keys() -> Outcome {
    let manifest = Manifest::embedded()?;
    for statement in statements(&manifest, &Choices::widest()) {
        for action in listed(&statement["Action"]) {
            let name = action.split(':').nth(1).ok_or("no name")?;
            let reads = ["Get", "List", "Describe"]
                .iter()
                .any(|verb| name.starts_with(verb));
            let by_the_service = ["tag:TagResources", "tag:UntagResources"].contains(&action);
            let bound =
                TAG_WRITES.contains(&action) && !conditions_hold(&statement["Condition"], None);
            assert!(reads || by_the_service || bound, "{action}");
            assert!(!action.contains(['*', '?']), "{action}");
        }
    }
    Ok(())
}

use std::error::Error;

use serde_json::json;

use super::{Basis, Deployed, Excess, Grants, PolicyDifference, Wanted, difference, excess};
use crate::{
    Partition,
    permissions::{
        Capability, Choices, Manifest, TagAccess, TemplateVersion, cloudformation, layout::Setting,
    },
};

type Outcome = Result<(), Box<dyn Error>>;

fn setting() -> Setting {
    Setting {
        partition: Partition::Aws.to_string(),
        account: "012345678901".to_owned(),
        role_name: "landfast-x1".to_owned(),
        writable_tag_keys: vec!["CostCenter".to_owned()],
    }
}

struct Bench {
    manifest: Manifest,
    template: TemplateVersion,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let manifest = Manifest::embedded()?;
        let template = cloudformation::api_access(&manifest).version;
        Ok(Self { manifest, template })
    }

    fn grants(&self, choices: &Choices) -> Grants {
        Grants::wanted(&self.manifest, choices, &setting())
    }

    fn to(&self, deployed: &Deployed, choices: &Choices) -> PolicyDifference {
        let setting = setting();
        let wanted = Wanted {
            manifest: &self.manifest,
            choices,
            template: &self.template,
            setting: &setting,
        };
        difference(deployed, &wanted)
    }
}

fn actions(changes: &[super::Change]) -> Vec<&str> {
    changes
        .iter()
        .map(|change| change.action.as_str())
        .collect()
}

#[test]
fn what_is_deployed_as_wanted_differs_in_nothing() -> Outcome {
    let bench = Bench::new()?;
    for choices in Choices::every() {
        let deployed = Deployed {
            grants: Some(bench.grants(&choices)),
            ..Deployed::default()
        };
        let found = bench.to(&deployed, &choices);
        assert!(
            found.is_empty() && found.basis == Basis::Policies,
            "{choices}: {found:?}"
        );
        assert_eq!(
            excess(&bench.manifest, &setting(), &bench.grants(&choices)),
            []
        );
    }
    Ok(())
}

#[test]
fn there_and_back_are_mirror_images_whether_policies_or_tags_tell_it() -> Outcome {
    let bench = Bench::new()?;
    let some: Vec<Choices> = Choices::every().step_by(7).collect();
    for from in &some {
        for to in &some {
            let by_policies = |one: &Choices| Deployed {
                grants: Some(bench.grants(one)),
                ..Deployed::default()
            };
            let by_tags = Deployed {
                template: Some(bench.template.clone()),
                choices: Some(from.clone()),
                grants: None,
            };
            let there = bench.to(&by_policies(from), to);
            let back = bench.to(&by_policies(to), from);
            assert_eq!(
                actions(&there.added),
                actions(&back.removed),
                "{from} to {to}"
            );
            let told = bench.to(&by_tags, to);
            assert_eq!((&told.added, &told.removed), (&there.added, &there.removed));
            assert_eq!(told.basis, Basis::Choices);
        }
    }
    Ok(())
}

#[test]
fn a_change_says_which_actions_and_why() -> Outcome {
    let bench = Bench::new()?;
    let from = Choices::new([Capability::CostExplorer], TagAccess::None)?;
    let to = Choices::new([Capability::Billing], TagAccess::None)?;
    let deployed = Deployed {
        grants: Some(bench.grants(&from)),
        ..Deployed::default()
    };
    let found = bench.to(&deployed, &to);
    assert_eq!(
        actions(&found.removed),
        ["ce:GetCostAndUsage", "ce:GetDimensionValues"]
    );
    assert_eq!(
        found.removed[0].reason,
        "It belongs to cost-explorer, which is not chosen."
    );
    assert_eq!(found.added.len(), 5);
    assert!(
        found
            .added
            .iter()
            .all(|one| one.capability == Some(Capability::Billing))
    );
    assert!(found.changed.is_empty());
    Ok(())
}

#[test]
fn an_older_template_without_its_policies_is_not_guessed_at() -> Outcome {
    let bench = Bench::new()?;
    let deployed = Deployed {
        template: Some(TemplateVersion::parse("0123456789ab")?),
        choices: Some(Choices::default()),
        grants: None,
    };
    let found = bench.to(&deployed, &Choices::default());
    assert_eq!(found, PolicyDifference::of_nothing(Basis::Unknown));
    Ok(())
}

#[test]
fn a_widened_scope_is_a_change_and_an_excess() -> Outcome {
    let bench = Bench::new()?;
    let mut grants = bench.grants(&Choices::default());
    grants
        .read(r#"{"Statement":{"Effect":"Allow","Action":"IAM:getrolepolicy","Resource":"*"}}"#)?;
    let deployed = Deployed {
        grants: Some(grants.clone()),
        ..Deployed::default()
    };
    let found = bench.to(&deployed, &Choices::default());
    assert_eq!(actions(&found.changed), ["iam:GetRolePolicy"]);
    let wider = Excess::Wider {
        action: "iam:GetRolePolicy".to_owned(),
        on: vec!["*".to_owned()],
    };
    assert_eq!(excess(&bench.manifest, &setting(), &grants), [wider]);
    Ok(())
}

#[test]
fn what_nobody_asked_for_is_named_by_its_gravity() -> Outcome {
    let bench = Bench::new()?;
    for (action, kind) in [
        ("iam:PutRolePolicy", "changes itself"),
        ("iam:*", "changes itself"),
        ("*", "changes itself"),
        ("i*:P*", "changes itself"),
        ("sts:AssumeRole", "changes itself"),
        ("cloudformation:UpdateStack", "changes itself"),
        ("iam:Get*", "wildcard"),
        ("ec2:Describe?nstances", "wildcard"),
        ("s3:GetObject", "not asked for"),
        ("iam:GetUser", "not asked for"),
    ] {
        let mut grants = Grants::default();
        let statement = json!({ "Effect": "Allow", "Action": [action], "Resource": "*" });
        grants.read(&json!({ "Statement": [statement] }).to_string())?;
        let found = excess(&bench.manifest, &setting(), &grants);
        let said = match found.as_slice() {
            [Excess::ChangesItself { .. }] => "changes itself",
            [Excess::Wildcard { .. }] => "wildcard",
            [Excess::NotAskedFor { .. }] => "not asked for",
            _ => "something else",
        };
        assert_eq!(said, kind, "{action}");
    }
    Ok(())
}

#[test]
fn a_tag_write_without_its_condition_is_wider() -> Outcome {
    let bench = Bench::new()?;
    let mut grants = Grants::default();
    let on = format!("arn:{}:ec2:*:012345678901:instance/*", Partition::Aws);
    let statement = json!({ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": on });
    grants.read(&json!({ "Statement": statement }).to_string())?;
    let found = excess(&bench.manifest, &setting(), &grants);
    assert!(
        matches!(found.as_slice(), [Excess::Wider { .. }]),
        "{found:?}"
    );
    Ok(())
}

#[test]
fn everything_but_something_counts_as_everything_and_a_denial_as_nothing() -> Outcome {
    let mut grants = Grants::default();
    let but = json!({ "Effect": "Allow", "NotAction": "iam:*", "NotResource": "x" });
    let deny = json!({ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" });
    grants.read(&json!({ "Statement": [but, deny] }).to_string())?;
    let all: Vec<&str> = grants.iter().map(|(action, _)| action).collect();
    assert_eq!(all, ["*"]);
    Ok(())
}

#[test]
fn what_is_no_policy_is_said_and_adds_nothing() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"Statement":[{"Effect":"Allow","Action":"a:B","Resource":"*"},{"Effect":"Allow"}]}"#,
        r#"{"Statement":{"Effect":"Allow","Action":7,"Resource":"*"}}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":[]}}"#,
    ] {
        let mut grants = Grants::default();
        assert!(grants.read(text).is_err(), "{text}");
        assert_eq!(grants, Grants::default(), "{text}");
    }
}

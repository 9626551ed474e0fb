use std::{collections::BTreeSet, error::Error};

use serde_json::json;

use super::{
    Placement, PolicyPlan, Setting, Statement, When,
    document::size,
    place::{INLINE_POLICIES, MANAGED_POLICIES, MANAGED_POLICY},
};
use crate::{
    Partition,
    permissions::{Capability, Choices, Fault, Manifest, testing::entry},
};

type Outcome = Result<(), Box<dyn Error>>;

/// A manifest in which the inventory has as many actions as wanted, each under its own condition.
fn with_inventory(actions: usize, length: usize) -> Result<Manifest, Box<dyn Error>> {
    let mut text = String::from("title = \"Title\"\npurpose = \"Purpose.\"\n");
    for number in 0..actions {
        let value = format!("v{number}-{}", "x".repeat(length));
        text += &format!(
            "[[actions]]\naction = \"some:GetThing{number}\"\nresources = [\"self-role\"]\n\
             reason = \"Reason.\"\nprobe = \"safe\"\n\
             conditions = [{{ operator = \"StringEquals\", key = \"aws:PrincipalTag/a\", values = [\"{value}\"] }}]\n",
        );
    }
    let small = entry("probe = \"safe\"");
    Ok(Manifest::read(|capability| match capability {
        Capability::Inventory => &text,
        _ => &small,
    })?)
}

fn total(plans: &[PolicyPlan], placement: Placement) -> usize {
    let of = plans.iter().filter(|plan| plan.placement == placement);
    of.map(|plan| size(&plan.statements)).sum()
}

#[test]
fn the_real_manifest_at_its_widest_fits_into_the_role_itself() -> Outcome {
    let manifest = Manifest::embedded()?;
    let plans = manifest.policies();
    assert!(plans.iter().all(|plan| plan.placement == Placement::Inline));
    let characters = total(plans, Placement::Inline);
    assert!(
        characters > 0 && characters <= INLINE_POLICIES,
        "{characters}"
    );
    assert!(plans.iter().all(|plan| plan.is_chosen(&Choices::widest())));
    Ok(())
}

#[test]
fn one_policy_for_each_capability_and_one_for_what_shows_tags() -> Outcome {
    let manifest = Manifest::embedded()?;
    let names: Vec<&str> = manifest
        .policies()
        .iter()
        .map(|plan| plan.name.as_str())
        .collect();
    let expected = [
        "landfast-identity",
        "landfast-organization",
        "landfast-billing",
        "landfast-cost-explorer",
        "landfast-recommendations",
        "landfast-inventory",
        "landfast-inventory-tags",
        "landfast-activation",
        "landfast-tag-writing",
    ];
    assert_eq!(names, expected);
    Ok(())
}

#[test]
fn for_every_choice_the_policies_hold_what_was_chosen_and_nothing_else() -> Outcome {
    let manifest = Manifest::embedded()?;
    for choices in Choices::every() {
        let chosen = manifest
            .policies()
            .iter()
            .filter(|plan| plan.is_chosen(&choices));
        let held: BTreeSet<_> = chosen
            .flat_map(PolicyPlan::permissions)
            .map(|p| &p.id)
            .collect();
        let wanted: BTreeSet<_> = manifest.for_choices(&choices).map(|p| &p.id).collect();
        assert_eq!(held, wanted, "{choices}");
    }
    Ok(())
}

#[test]
fn what_a_role_cannot_hold_stands_beside_it_in_policies_that_iam_takes() -> Outcome {
    let manifest = with_inventory(90, 120)?;
    let plans = manifest.policies();
    assert!(total(plans, Placement::Inline) <= INLINE_POLICIES);
    let managed: Vec<&PolicyPlan> = plans
        .iter()
        .filter(|plan| plan.placement == Placement::Managed)
        .collect();
    assert!(!managed.is_empty() && managed.len() <= MANAGED_POLICIES);
    assert!(
        plans
            .iter()
            .all(|plan| size(&plan.statements) <= MANAGED_POLICY)
    );
    let parts: Vec<&PolicyPlan> = plans
        .iter()
        .filter(|plan| plan.capability == Capability::Inventory)
        .collect();
    assert!(parts.len() > 2);
    assert_eq!(
        (parts[0].name.as_str(), parts[1].name.as_str()),
        ("landfast-inventory", "landfast-inventory-2")
    );
    assert!(
        parts
            .iter()
            .all(|plan| plan.when == When::On(Capability::Inventory))
    );
    let held: BTreeSet<_> = parts
        .iter()
        .flat_map(|plan| plan.permissions())
        .map(|p| &p.id)
        .collect();
    assert_eq!(held.len(), 90);
    Ok(())
}

#[test]
fn more_than_a_role_can_have_is_refused_with_the_capability() -> Outcome {
    let said = with_inventory(400, 250)
        .err()
        .ok_or("expected a refusal")?
        .to_string();
    assert!(
        said.starts_with("deploy/permissions/inventory.toml: a role has no room"),
        "{said}"
    );
    assert!(
        said.contains(
            "at most 10240 characters of inline policies and 10 managed policies of 6144"
        )
    );
    Ok(())
}

#[test]
fn a_permission_that_is_larger_than_a_policy_is_refused() -> Outcome {
    let values: Vec<String> = (0..40)
        .map(|n| format!("\"{n}{}\"", "x".repeat(200)))
        .collect();
    let condition = format!(
        "conditions = [{{ operator = \"StringEquals\", key = \"aws:PrincipalTag/a\", values = [{}] }}]",
        values.join(", ")
    );
    let text = entry(&format!("probe = \"safe\"\n{condition}"));
    let error = Manifest::read(|_| &text)
        .err()
        .ok_or("expected a refusal")?;
    assert!(
        matches!(error.findings[0].fault, Fault::NoRoom { .. }),
        "{error}"
    );
    Ok(())
}

#[test]
fn a_document_is_what_iam_keeps() -> Outcome {
    let manifest = Manifest::embedded()?;
    let cn = Partition::AwsCn;
    let setting = Setting {
        partition: cn.to_string(),
        account: "012345678901".to_owned(),
        role_name: "landfast-x1".to_owned(),
        writable_tag_keys: vec!["CostCenter".to_owned(), "Owner".to_owned()],
    };
    let writing = manifest.policies().last().ok_or("no policy")?;
    let statement = &writing.document(&setting)["Statement"][1];
    let expected = json!({
        "Effect": "Allow",
        "Action": ["ec2:CreateTags", "ec2:DeleteTags"],
        "Resource": [
            format!("arn:{cn}:ec2:*:012345678901:instance/*"),
            format!("arn:{cn}:ec2:*:012345678901:volume/*"),
        ],
        "Condition": {
            "ForAllValues:StringEquals": { "aws:TagKeys": ["CostCenter", "Owner"] },
            "Null": { "aws:TagKeys": ["false"] },
        },
    });
    assert_eq!(*statement, expected);
    assert!(
        writing
            .statements
            .iter()
            .map(Statement::permissions)
            .all(|mut all| all.next().is_some())
    );
    Ok(())
}

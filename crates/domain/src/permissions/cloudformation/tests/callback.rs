//! The message to Landfast: when there is one, and that it never stands in a stack's way.

use serde_json::{Value, json};

use super::deploy::{Outcome, parse, resources};
use crate::{
    Partition,
    permissions::{Capability, Manifest, cloudformation::api_access, testing::entry},
};

const TOPIC: &str = "CallbackTopicArn";

/// The resource, if a stack with this topic in this region has it.
fn callback(manifest: &Manifest, topic: &str, region: &str) -> Outcome<Option<Value>> {
    let mut values = vec![
        (TOPIC, topic),
        ("AWS::Region", region),
        ("AWS::Partition", "p"),
        ("AWS::AccountId", "012345678901"),
        ("AWS::StackId", "s"),
        ("WritableTagKeys", "A"),
    ];
    for name in [
        "ExternalId",
        "Principal",
        "RoleName",
        "PermissionsBoundaryArn",
        "Billing",
        "CostExplorer",
        "Recommendations",
        "Inventory",
        "Activation",
        "TagAccess",
    ] {
        values.push((name, ""));
    }
    let parsed = parse(&api_access(manifest))?;
    // The resource alone: the test's few functions know no GetAtt.
    let condition = &parsed["Conditions"]["HasCallback"];
    let mut template = api_access(manifest);
    template.body = format!(
        "Conditions:\n  HasCallback: {}\nResources:\n  Callback:\n    Condition: HasCallback\n",
        short_form(condition)
    );
    let made = resources(&template, &values)?;
    Ok(made
        .contains_key("Callback")
        .then(|| parsed["Resources"]["Callback"].clone()))
}

/// YAML's flow form of what `parse` gave.
fn short_form(value: &Value) -> String {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(function, argument)| format!("{function} {}", short_form(argument)))
            .collect(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(short_form).collect();
            format!("[{}]", items.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

#[test]
fn it_is_there_for_a_topic_of_the_stacks_own_region_only() -> Outcome {
    let manifest = Manifest::embedded()?;
    for partition in Partition::ALL {
        let region = partition.home_region();
        let topic = format!("arn:{partition}:sns:{region}:999999999999:landfast-callback");
        assert!(callback(&manifest, &topic, region)?.is_some());
        assert!(callback(&manifest, &topic, "eu-west-1")?.is_none());
        assert!(callback(&manifest, "", region)?.is_none());
    }
    Ok(())
}

#[test]
fn nobody_has_to_answer_for_a_stack_to_go() -> Outcome {
    let manifest = Manifest::embedded()?;
    let parsed = parse(&api_access(&manifest))?;
    assert_eq!(
        parsed["Resources"]["Callback"],
        json!({
            "Type": "Custom::LandfastCallback",
            "Condition": "HasCallback",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "ServiceToken": { "!Ref": TOPIC },
                "ServiceTimeout": 300,
                "RoleArn": { "!GetAtt": "AccessRole.Arn" },
            },
        })
    );
    assert_eq!(parsed["Parameters"][TOPIC]["Default"], "");
    Ok(())
}

/// The external id, and whatever changes from version to version, stay out of it.
#[test]
fn another_version_and_other_policies_change_nothing_but_the_order() -> Outcome {
    let conditions = "conditions = [{ operator = \"StringEquals\", key = \"aws:PrincipalTag/a\", values = [\"VALUE\"] }]";
    let actions: Vec<String> = (0..40)
        .map(|n| {
            let conditions = conditions.replace("VALUE", &format!("{n}-{}", "x".repeat(280)));
            format!(
                "[[actions]]\naction = \"some:GetThing{n}\"\nresources = [\"self-role\"]\nreason = \"r\"\nprobe = \"safe\"\n{conditions}\n"
            )
        })
        .collect();
    let large = format!("title = \"t\"\npurpose = \"p\"\n{}", actions.concat());
    let small = entry("probe = \"safe\"");
    let other = Manifest::read(|capability| match capability {
        Capability::Inventory => &large,
        _ => &small,
    })?;
    let here = parse(&api_access(&Manifest::embedded()?))?["Resources"]["Callback"].clone();
    let parsed = parse(&api_access(&other))?;
    let there = &parsed["Resources"]["Callback"];
    assert_eq!(here["Properties"], there["Properties"]);
    assert!(!there["Properties"].to_string().contains("ExternalId"));
    let after = there["DependsOn"].as_array().ok_or("no order")?;
    assert!(!after.is_empty());
    for name in after {
        let name = name.as_str().ok_or("no name")?;
        assert_eq!(parsed["Resources"][name]["Type"], "AWS::IAM::ManagedPolicy");
    }
    Ok(())
}

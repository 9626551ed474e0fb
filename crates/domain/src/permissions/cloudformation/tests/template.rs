use serde_json::{Value, json};

use super::deploy::{Launch, Outcome, parse, role};
use crate::{
    Partition, Region, RoleName, launch,
    permissions::{
        Capability, Choices, Manifest,
        cloudformation::{Template, TemplateVersion, api_access},
        layout::Placement,
        rules,
        testing::{committed, entry},
    },
    trust::{TrustWanted, Trusted, examine},
};

fn embedded() -> Outcome<Template> {
    Ok(api_access(&Manifest::embedded()?))
}

#[test]
fn the_committed_file_is_current() -> Outcome {
    let file = committed("deploy/cloudformation/api-access.yaml")?;
    let why = "deploy/cloudformation/api-access.yaml is not what the manifest says; run `cargo xtask gen`";
    assert_eq!(file, embedded()?.body, "{why}");
    Ok(())
}

#[test]
fn the_version_is_the_hash_of_the_text_without_it() -> Outcome {
    let template = embedded()?;
    let version = template.version.as_str();
    let without = template
        .body
        .replace(&format!("Value: {version}\n"), "Value: \"\"\n");
    let without = without.replace(&format!("Value: \"{version}\"\n"), "Value: \"\"\n");
    assert!(!without.contains(version));
    assert_eq!(TemplateVersion::of(&without), template.version);
    let hash = template.sha256_hex();
    assert_eq!(
        template.file_name,
        format!("api-access-{}.yaml", &hash[..16])
    );
    Ok(())
}

#[test]
fn the_trust_policy_keeps_everybody_else_out() -> Outcome {
    let template = embedded()?;
    for partition in Partition::ALL {
        let launch = Launch::sample(partition)?;
        let trust = &role(&template, &launch)?["AssumeRolePolicyDocument"];
        let external_id = launch.external_id.bound_to(&launch.account);
        let wanted = TrustWanted {
            trusted: &Trusted::Principal(launch.principal.clone()),
            role: &launch.role_arn()?,
            external_ids: std::slice::from_ref(&external_id),
        };
        assert_eq!(examine(&trust.to_string(), &wanted), []);
        let by_us = json!({ "aws:PrincipalArn": launch.principal.as_str() });
        let statement = |sid: &str, action: &str, condition: Value| {
            let root = format!("arn:{partition}:iam::999999999999:root");
            json!({ "Sid": sid, "Effect": "Allow", "Principal": { "AWS": root }, "Action": action, "Condition": condition })
        };
        let assume =
            json!({ "StringEquals": { "sts:ExternalId": external_id }, "ArnEquals": by_us });
        let expected = [
            statement("AssumeWithExternalId", "sts:AssumeRole", assume),
            statement(
                "NameTheCaller",
                "sts:SetSourceIdentity",
                json!({ "ArnEquals": by_us }),
            ),
        ];
        assert_eq!(
            *trust,
            json!({ "Version": "2012-10-17", "Statement": expected })
        );
    }
    Ok(())
}

#[test]
fn for_every_choice_and_partition_the_role_has_the_policies_that_were_planned() -> Outcome {
    let (manifest, template) = (Manifest::embedded()?, embedded()?);
    for partition in Partition::ALL {
        for choices in Choices::every() {
            let launch = Launch {
                choices,
                ..Launch::sample(partition)?
            };
            let planned: Vec<Value> = manifest
                .policies()
                .iter()
                .filter(|plan| plan.is_chosen(&launch.choices))
                .map(|plan| {
                    let document = plan.document(&launch.setting());
                    json!({ "PolicyName": plan.name, "PolicyDocument": document })
                })
                .collect();
            let role = role(&template, &launch)?;
            assert_eq!(role["Policies"], json!(planned), "{}", launch.choices);
        }
    }
    Ok(())
}

#[test]
fn no_tag_can_be_written_while_no_key_is_listed() -> Outcome {
    let (template, mut launch) = (embedded()?, Launch::sample(Partition::Aws)?);
    let names = |launch: &Launch| -> Outcome<Vec<String>> {
        let role = role(&template, launch)?;
        let policies = role["Policies"].as_array().ok_or("no policies")?;
        let name = |policy: &Value| policy["PolicyName"].as_str().map(str::to_owned);
        Ok(policies.iter().filter_map(name).collect())
    };
    let writing = "landfast-tag-writing".to_owned();
    assert!(names(&launch)?.contains(&writing));
    launch.writable_tag_keys = Vec::new();
    assert!(!names(&launch)?.contains(&writing));
    Ok(())
}

#[test]
fn only_tag_writing_writes() -> Outcome {
    for permission in Manifest::embedded()?.permissions() {
        let action = permission.action();
        // The template's own head and docs/permissions.md promise it.
        let writing = permission.id.capability() == Capability::TagWriting;
        assert!(rules::admit(action).is_ok(), "{action}");
        assert!(rules::reads(action) || writing, "{action} writes");
    }
    Ok(())
}

#[test]
fn a_policy_that_has_no_room_in_the_role_is_attached_under_the_same_condition() -> Outcome {
    let actions: Vec<String> = (0..40)
        .map(|n| {
            let value = format!("{n}-{}", "x".repeat(280));
            format!(
                "[[actions]]\naction = \"some:GetThing{n}\"\nresources = [\"self-role\"]\nreason = \"r\"\n\
                 probe = \"safe\"\nconditions = [{{ operator = \"StringEquals\", key = \"aws:PrincipalTag/a\", values = [\"{value}\"] }}]\n"
            )
        })
        .collect();
    let large = format!("title = \"t\"\npurpose = \"p\"\n{}", actions.concat());
    let small = entry("probe = \"safe\"");
    let manifest = Manifest::read(|capability| match capability {
        Capability::Inventory => &large,
        _ => &small,
    })?;
    let parsed = parse(&api_access(&manifest))?;
    let resources = parsed["Resources"].as_object().ok_or("no resources")?;
    let managed: Vec<(&String, &Value)> = resources
        .iter()
        .filter(|(_, one)| one["Type"] == "AWS::IAM::ManagedPolicy")
        .collect();
    let planned = manifest.policies().iter();
    let planned = planned.filter(|plan| plan.placement == Placement::Managed);
    assert_eq!(managed.len(), planned.count());
    for (name, one) in &managed {
        assert!(
            name.starts_with("Inventory") && name.ends_with("Policy"),
            "{name}"
        );
        assert_eq!(one["Condition"], "HasInventory");
        assert_eq!(one["Properties"]["Path"], "/landfast/");
        assert_eq!(
            one["Properties"]["Roles"],
            json!([{ "!Ref": "AccessRole" }])
        );
    }
    Ok(())
}

#[test]
fn a_permissions_boundary_is_there_only_when_given() -> Outcome {
    let template = embedded()?;
    let mut launch = Launch::sample(Partition::AwsUsGov)?;
    assert_eq!(role(&template, &launch)?.get("PermissionsBoundary"), None);
    launch.boundary = format!(
        "arn:{}:iam::012345678901:policy/team/limit",
        launch.partition
    );
    assert_eq!(
        role(&template, &launch)?["PermissionsBoundary"],
        json!(launch.boundary)
    );
    Ok(())
}

#[test]
fn the_role_says_where_it_comes_from() -> Outcome {
    let template = embedded()?;
    let role = role(&template, &Launch::sample(Partition::AwsCn)?)?;
    let stack = format!(
        "arn:{}:cloudformation:cn-northwest-1:012345678901:stack/s/1",
        Partition::AwsCn
    );
    let tag = |key: &str, value: &str| json!({ "Key": key, "Value": value });
    let tags = [
        tag("landfast:template-version", template.version.as_str()),
        tag("landfast:stack-region", "cn-northwest-1"),
        tag("landfast:stack-id", &stack),
        tag("landfast:choices", &Choices::widest().to_tag()),
    ];
    assert_eq!(role["Tags"], json!(tags));
    assert_eq!(
        (&role["Path"], &role["MaxSessionDuration"]),
        (&json!("/landfast/"), &json!(3600))
    );
    let outputs = &parse(&template)?["Outputs"];
    assert_eq!(
        outputs["RoleArn"]["Value"],
        json!({ "!GetAtt": "AccessRole.Arn" })
    );
    assert_eq!(
        outputs["TemplateVersion"]["Value"],
        json!(template.version.as_str())
    );
    Ok(())
}

#[test]
fn it_takes_the_parameters_that_the_launch_page_gives() -> Outcome {
    let principal = Launch::sample(Partition::Aws)?.principal;
    takes_what_the_page_gives(&embedded()?, Trusted::Principal(principal))
}

pub(super) fn takes_what_the_page_gives(template: &Template, trusted: Trusted) -> Outcome {
    let sample = Launch::sample(Partition::Aws)?;
    let launch = launch::Launch {
        account: sample.account,
        region: Region::parse("eu-west-1")?,
        role_name: RoleName::parse(&sample.role_name)?,
        external_id: sample.external_id,
        trusted,
        choices: Choices::default(),
        template: launch::TemplateAt::Download(String::new()),
        console: None,
        callback: None,
    };
    let parsed = parse(template)?;
    let declared = parsed["Parameters"].as_object().ok_or("no parameters")?;
    let given: Vec<_> = launch
        .parameters()
        .into_iter()
        .map(|p| (p.name, p.editable))
        .collect();
    assert_eq!(declared.len(), given.len());
    for (name, editable) in given {
        let chosen = declared[name].get("AllowedValues").is_some();
        assert_eq!(
            declared[name].get("Default").is_some(),
            editable || chosen,
            "{name}"
        );
        let says = declared[name]["Description"].as_str().unwrap_or_default();
        assert_eq!(
            says.contains("Do not change"),
            !editable && !chosen,
            "{name}"
        );
    }
    Ok(())
}

#[test]
fn nothing_is_bound_to_one_partition() -> Outcome {
    let body = embedded()?.body;
    for partition in Partition::ALL {
        assert!(!body.contains(&format!("arn:{partition}:")));
        assert!(!body.contains(partition.dns_suffix()));
    }
    Ok(())
}

use serde_json::{Value, json};

use super::deploy::{Launch, Outcome, parse, role};
use crate::{
    Partition, Region, RoleName, launch,
    permissions::{
        Manifest,
        cloudformation::{Template, TemplateVersion, api_access},
        rules,
        testing::committed,
    },
    trust::{TrustWanted, examine},
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
            principal: &launch.principal,
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
fn the_policies_in_every_partition() -> Outcome {
    let template = embedded()?;
    for partition in Partition::ALL {
        let policies = &role(&template, &Launch::sample(partition)?)?["Policies"];
        let document =
            |statements: Value| json!({ "Version": "2012-10-17", "Statement": statements });
        let own = format!("arn:{partition}:iam::012345678901:role/landfast/landfast-x1");
        let identity = document(json!([
            { "Effect": "Allow", "Action": ["iam:GetRole"], "Resource": [own] },
            { "Effect": "Allow", "Action": ["iam:ListAccountAliases"], "Resource": "*" },
        ]));
        let actions = [
            "organizations:DescribeOrganization",
            "organizations:ListAccounts",
        ];
        let organization =
            document(json!([{ "Effect": "Allow", "Action": actions, "Resource": "*" }]));
        let expected = json!([
            { "PolicyName": "landfast-identity", "PolicyDocument": identity },
            { "PolicyName": "landfast-organization", "PolicyDocument": organization },
        ]);
        assert_eq!(*policies, expected);
    }
    Ok(())
}

#[test]
fn no_action_writes() -> Outcome {
    for permission in Manifest::embedded()?.permissions() {
        let action = permission.action();
        // The template's own head and docs/permissions.md promise it.
        assert!(
            rules::admit(action).is_ok() && rules::reads(action),
            "{action} writes"
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
    let sample = Launch::sample(Partition::Aws)?;
    let launch = launch::Launch {
        account: sample.account,
        region: Region::parse("eu-west-1")?,
        role_name: RoleName::parse(&sample.role_name)?,
        external_id: sample.external_id,
        principal: sample.principal,
        template_url: String::new(),
        console: None,
    };
    let parsed = parse(&embedded()?)?;
    let declared = parsed["Parameters"].as_object().ok_or("no parameters")?;
    let given: Vec<_> = launch
        .parameters()
        .into_iter()
        .map(|p| (p.name, p.editable))
        .collect();
    assert_eq!(declared.len(), given.len());
    for (name, editable) in given {
        assert_eq!(declared[name].get("Default").is_some(), editable, "{name}");
        let says = declared[name]["Description"].as_str().unwrap_or_default();
        assert_eq!(says.contains("Do not change"), !editable, "{name}");
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

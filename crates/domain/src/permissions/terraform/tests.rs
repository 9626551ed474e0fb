use hcl::eval::Context;
use serde_json::{Map, Value, json};

use super::{Manifest, POLICIES_FILE, policies};
use crate::{
    Partition,
    permissions::{
        cloudformation::{
            self,
            tests::deploy::{Launch, Outcome, role},
        },
        testing::committed,
    },
};

fn embedded() -> Outcome<String> {
    Ok(policies(&Manifest::embedded()?))
}

/// The locals of the file, evaluated with what main.tf would set for the same launch.
fn evaluated(file: &str, launch: &Launch) -> Outcome<Value> {
    let landfast = launch.principal.account();
    let local = json!({
        "partition": launch.partition.as_str(),
        "account_id": launch.account.as_str(),
        "role_name": launch.role_name,
        "external_id": launch.external_id.as_str(),
        "principal": launch.principal.as_str(),
        "landfast_account_id": landfast.as_str(),
    });
    let mut context = Context::new();
    context.declare_var("local", hcl::to_value(local)?);
    let body: Value = hcl::eval::from_str(file, &context)?;
    Ok(body["locals"].clone())
}

#[test]
fn the_committed_file_is_current() -> Outcome {
    let why = "deploy/terraform/policies.tf is not what the manifest says; run `cargo xtask gen`";
    assert_eq!(committed(POLICIES_FILE)?, embedded()?, "{why}");
    Ok(())
}

#[test]
fn the_role_is_the_one_of_the_cloudformation_template() -> Outcome {
    let (file, template) = (
        embedded()?,
        cloudformation::api_access(&Manifest::embedded()?),
    );
    for partition in Partition::ALL {
        let launch = Launch::sample(partition)?;
        let (here, there) = (evaluated(&file, &launch)?, role(&template, &launch)?);
        assert_eq!(here["trust"], there["AssumeRolePolicyDocument"]);
        let policies: Map<String, Value> = there["Policies"]
            .as_array()
            .ok_or("no policies")?
            .iter()
            .filter_map(|one| {
                Some((
                    one["PolicyName"].as_str()?.to_owned(),
                    one["PolicyDocument"].clone(),
                ))
            })
            .collect();
        assert!(!policies.is_empty());
        assert_eq!(here["policies"], Value::Object(policies));
        assert_eq!(here["role_path"], there["Path"]);
        assert_eq!(here["template_version"], json!(template.version.as_str()));
    }
    Ok(())
}

#[test]
fn nothing_of_cloudformation_is_left_and_nothing_is_bound_to_one_partition() -> Outcome {
    let file = embedded()?;
    assert!(!file.contains("AWS::") && !file.contains("${RoleName}"));
    for partition in Partition::ALL {
        assert!(!file.contains(&format!("arn:{partition}:")));
        assert!(!file.contains(partition.dns_suffix()));
    }
    Ok(())
}

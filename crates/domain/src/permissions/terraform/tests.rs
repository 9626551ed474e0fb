//! The module's locals, evaluated by an HCL reader that is not our emitter.

use std::collections::BTreeMap;

use hcl::{
    Body, Expression,
    eval::{Context, Evaluate, FuncArgs, FuncDef, ParamType},
};
use serde_json::{Map, Value, json};

use super::{Manifest, POLICIES_FILE, policies};
use crate::{
    Partition,
    oidc::IssuerUrl,
    permissions::{
        Capability, Choices, TagAccess,
        cloudformation::{
            self,
            tests::deploy::{Launch, Outcome, role},
        },
        layout::Placement,
        testing::committed,
    },
};

const ISSUER: &str = "landfast.example.com/oidc";
const MAIN_FILE: &str = "deploy/terraform/main.tf";
const VARIABLES_FILE: &str = "deploy/terraform/variables.tf";

fn embedded() -> Outcome<String> {
    Ok(policies(&Manifest::embedded()?))
}

fn contains(args: FuncArgs) -> Result<hcl::Value, String> {
    let [hcl::Value::Array(all), one] = args.as_slice() else {
        return Err("expected a list and a value".to_owned());
    };
    Ok(all.contains(one).into())
}

fn length(args: FuncArgs) -> Result<hcl::Value, String> {
    let [hcl::Value::Array(all)] = args.as_slice() else {
        return Err("expected a list".to_owned());
    };
    Ok(all.len().into())
}

/// The attributes of every block `locals` of a file.
pub(super) fn locals(file: &str) -> Outcome<BTreeMap<String, Expression>> {
    let body: Body = hcl::parse(file)?;
    let blocks = body
        .into_blocks()
        .filter(|block| block.identifier() == "locals");
    let attributes = blocks.flat_map(|block| block.body.into_attributes());
    Ok(attributes
        .map(|one| (one.key.to_string(), one.expr))
        .collect())
}

/// What main.tf sets from the module's inputs, from AWS and from Landfast.
fn given(launch: &Launch) -> Map<String, Value> {
    let given = json!({
        "partition": launch.partition.as_str(),
        "account_id": launch.account.as_str(),
        "role_name": launch.role_name,
        "external_id": launch.external_id.as_str(),
        "principal": launch.principal.as_str(),
        "landfast_account_id": launch.principal.account().as_str(),
        "issuer": ISSUER,
    });
    given.as_object().cloned().unwrap_or_default()
}

/// The locals of policies.tf, and what main.tf makes of them, in a deployment with these choices.
fn evaluated(launch: &Launch, choices: &Choices) -> Outcome<Map<String, Value>> {
    let names: Vec<&str> = choices
        .capabilities()
        .iter()
        .map(|one| one.as_str())
        .collect();
    let var = json!({
        "capabilities": names,
        "tag_access": choices.tag_access().as_str(),
        "writable_tag_keys": launch.writable_tag_keys,
    });
    let mut open = locals(&embedded()?)?;
    let granted = locals(&committed(MAIN_FILE)?)?.remove("granted");
    open.insert(
        "granted".to_owned(),
        granted.ok_or("main.tf has no local.granted")?,
    );
    let mut known = given(launch);
    while !open.is_empty() {
        let mut context = Context::new();
        context.declare_func(
            "contains",
            FuncDef::new(contains, [ParamType::Any, ParamType::Any]),
        );
        context.declare_func("length", FuncDef::new(length, [ParamType::Any]));
        context.declare_var("var", hcl::to_value(&var)?);
        context.declare_var("local", hcl::to_value(&known)?);
        let before = open.len();
        open.retain(|name, expression| match expression.evaluate(&context) {
            Ok(value) => {
                known.insert(name.clone(), json!(value));
                false
            }
            Err(_) => true,
        });
        if open.len() == before {
            return Err(format!("cannot be evaluated: {:?}", open.keys()).into());
        }
    }
    Ok(known)
}

#[test]
fn the_committed_file_is_current() -> Outcome {
    let why = "deploy/terraform/policies.tf is not what the manifest says; run `cargo xtask gen`";
    assert_eq!(committed(POLICIES_FILE)?, embedded()?, "{why}");
    Ok(())
}

#[test]
fn the_role_is_the_one_of_the_cloudformation_template() -> Outcome {
    let template = cloudformation::api_access(&Manifest::embedded()?);
    for partition in Partition::ALL {
        let launch = Launch::sample(partition)?;
        let (here, there) = (
            evaluated(&launch, &Choices::widest())?,
            role(&template, &launch)?,
        );
        assert_eq!(here["trust"], there["AssumeRolePolicyDocument"]);
        assert_eq!(here["granted"], by_name(&there)?);
        assert_eq!(here["role_path"], there["Path"]);
        assert_eq!(here["template_version"], json!(template.version.as_str()));
    }
    Ok(())
}

#[test]
fn every_choice_grants_what_the_template_grants_and_is_told_in_the_tag() -> Outcome {
    let template = cloudformation::api_access(&Manifest::embedded()?);
    for choices in Choices::every() {
        let mut launch = Launch::sample(Partition::Aws)?;
        launch.choices = choices;
        let here = evaluated(&launch, &launch.choices)?;
        let there = role(&template, &launch)?;
        assert_eq!(here["granted"], by_name(&there)?, "{}", launch.choices);
        assert_eq!(here["choices"], json!(launch.choices.to_tag()));
    }
    Ok(())
}

#[test]
fn for_all_choices_the_role_for_an_issuer_is_the_one_of_its_template() -> Outcome {
    let issuer = IssuerUrl::parse(&format!("https://{ISSUER}"))?;
    let template = cloudformation::api_access_oidc(&Manifest::embedded()?, &issuer);
    for (partition, choices) in Partition::ALL
        .into_iter()
        .flat_map(|partition| Choices::every().map(move |one| (partition, one)))
    {
        let mut launch = Launch::sample(partition)?;
        launch.choices = choices;
        let here = evaluated(&launch, &launch.choices)?;
        let there = role(&template, &launch)?;
        assert_eq!(here["trust_by_token"], there["AssumeRolePolicyDocument"]);
        assert_eq!(here["granted"], by_name(&there)?, "{}", launch.choices);
    }
    Ok(())
}

#[test]
fn the_module_of_a_server_names_its_issuer() -> Outcome {
    let issuer = IssuerUrl::parse(&format!("https://{ISSUER}"))?;
    let version = cloudformation::api_access_oidc(&Manifest::embedded()?, &issuer).version;
    let of = |text: &str, name: &str| -> Outcome<Value> {
        let all = locals(text)?;
        let one = all.get(name).ok_or("no such local")?;
        Ok(json!(one.evaluate(&Context::new())?))
    };
    let own = super::issuer(Some((&issuer, &version)));
    assert_eq!(of(&own, "issuer")?, json!(ISSUER));
    assert_eq!(
        of(&own, "issuer_template_version")?,
        json!(version.as_str())
    );
    let none = committed(super::ISSUER_FILE)?;
    assert_eq!(none, super::issuer(None), "run `cargo xtask gen`");
    assert_eq!(of(&none, "issuer")?, json!(""));
    Ok(())
}

#[test]
fn no_tag_can_be_written_while_no_key_is_listed() -> Outcome {
    let mut launch = Launch::sample(Partition::Aws)?;
    launch.writable_tag_keys = Vec::new();
    let here = evaluated(&launch, &Choices::widest())?;
    assert_eq!(here["granted"].get("landfast-tag-writing"), None);
    Ok(())
}

/// Then main.tf needs a resource for them; until then it puts every policy into the role.
#[test]
fn no_policy_stands_beside_the_role() -> Outcome {
    let manifest = Manifest::embedded()?;
    let mut plans = manifest.policies().iter();
    assert!(plans.all(|plan| plan.placement == Placement::Inline));
    Ok(())
}

/// The policies of the template's role, by name.
fn by_name(role: &Value) -> Outcome<Value> {
    let policies = role["Policies"].as_array().ok_or("no policies")?;
    assert!(!policies.is_empty());
    let pair = |one: &Value| {
        let name = one["PolicyName"].as_str()?.to_owned();
        Some((name, one["PolicyDocument"].clone()))
    };
    Ok(Value::Object(policies.iter().filter_map(pair).collect()))
}

/// The hand-written variables know the same names and the same defaults.
#[test]
fn the_variables_offer_the_choices_there_are() -> Outcome {
    let file = committed(VARIABLES_FILE)?;
    let body: Value = hcl::from_str(&file)?;
    let variables = &body["variable"];
    let defaults = Choices::default();
    let on: Vec<&str> = defaults
        .capabilities()
        .iter()
        .map(|one| one.as_str())
        .collect();
    assert_eq!(variables["capabilities"]["default"], json!(on));
    assert_eq!(
        variables["tag_access"]["default"],
        json!(defaults.tag_access().as_str())
    );
    let quoted = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!("[{}]", names.join(", "))
    };
    assert!(file.contains(&quoted(&Capability::OPTIONAL.map(Capability::as_str))));
    assert!(file.contains(&quoted(&TagAccess::ALL.map(TagAccess::as_str))));
    let partitions = Partition::ALL.map(Partition::as_str).join("|");
    assert!(file.contains(&format!("^arn:({partitions}):iam::")));
    Ok(())
}

#[test]
fn nothing_of_cloudformation_is_left_and_nothing_is_bound_to_one_partition() -> Outcome {
    // The audience is one word in every partition.
    let file = embedded()?.replace(crate::oidc::AUDIENCE, "");
    assert!(!file.contains("AWS::") && !file.contains("${RoleName}"));
    for partition in Partition::ALL {
        assert!(!file.contains(&format!("arn:{partition}:")));
        assert!(!file.contains(partition.dns_suffix()));
    }
    Ok(())
}

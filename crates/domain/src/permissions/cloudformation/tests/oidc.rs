//! The template for accounts that trust an issuer, beside the one that it is compiled with.

use serde_json::{Value, json};

use super::deploy::{Launch, Outcome, parse, role};
use crate::{
    Partition,
    oidc::IssuerUrl,
    permissions::{
        Choices, Manifest,
        cloudformation::{Template, api_access, api_access_oidc},
        testing::committed,
    },
    trust::{TrustWanted, Trusted, examine},
};

fn issuer() -> Outcome<IssuerUrl> {
    Ok(IssuerUrl::parse("https://landfast.example.com")?)
}

fn embedded() -> Outcome<Template> {
    Ok(api_access_oidc(&Manifest::embedded()?, &issuer()?))
}

#[test]
fn the_committed_example_is_current() -> Outcome {
    let path = "deploy/cloudformation/api-access-oidc.example.yaml";
    assert_eq!(committed(path)?, embedded()?.body, "run `cargo xtask gen`");
    Ok(())
}

#[test]
fn the_trust_policy_demands_subject_and_audience() -> Outcome {
    let (template, issuer) = (embedded()?, issuer()?);
    for partition in Partition::ALL {
        let launch = Launch::sample(partition)?;
        let trust = &role(&template, &launch)?["AssumeRolePolicyDocument"];
        let external_id = launch.external_id.bound_to(&launch.account);
        let wanted = TrustWanted {
            trusted: &Trusted::Issuer(issuer.clone()),
            role: &launch.role_arn()?,
            external_ids: std::slice::from_ref(&external_id),
        };
        assert_eq!(examine(&trust.to_string(), &wanted), []);
        let provider = issuer.provider_arn(partition, &launch.account);
        let statement = &trust["Statement"][0];
        assert_eq!(statement["Principal"], json!({ "Federated": provider }));
        let keys = json!({
            "landfast.example.com:sub": external_id,
            "landfast.example.com:aud": "sts.amazonaws.com",
        });
        assert_eq!(statement["Condition"], json!({ "StringEquals": keys }));
    }
    Ok(())
}

/// All but who is trusted, the version and the provider is the other template's.
#[test]
fn for_all_choices_the_role_is_the_one_of_the_other_template() -> Outcome {
    let (with, without) = (embedded()?, api_access(&Manifest::embedded()?));
    assert_ne!(with.version, without.version);
    for choices in Choices::every() {
        let launch = Launch {
            choices,
            ..Launch::sample(Partition::Aws)?
        };
        let (mut here, mut there) = (role(&with, &launch)?, role(&without, &launch)?);
        for one in [&mut here, &mut there] {
            one["AssumeRolePolicyDocument"] = Value::Null;
            one["Tags"][0] = Value::Null;
        }
        assert_eq!(here, there, "{}", launch.choices);
    }
    Ok(())
}

#[test]
fn the_provider_is_made_where_it_is_asked_for() -> Outcome {
    let parsed = parse(&embedded()?)?;
    assert_eq!(
        parsed["Resources"]["IssuerProvider"],
        json!({
            "Type": "AWS::IAM::OIDCProvider",
            "Condition": "MakesProvider",
            "Properties": {
                "Url": "https://landfast.example.com",
                "ClientIdList": ["sts.amazonaws.com"],
            },
        })
    );
    let choice = &parsed["Parameters"]["CreateProvider"];
    assert_eq!(choice["AllowedValues"], json!(["Yes", "No"]));
    assert_eq!(parsed["Parameters"].get("Principal"), None);
    assert!(embedded()?.body.len() < 51_200, "handed over in a request");
    Ok(())
}

#[test]
fn it_takes_the_parameters_that_the_launch_page_gives() -> Outcome {
    super::template::takes_what_the_page_gives(&embedded()?, Trusted::Issuer(issuer()?))
}

#[test]
fn the_longest_issuer_fits() -> Outcome {
    let issuer = IssuerUrl::parse(&format!("https://e.com/{}", "p".repeat(194)))?;
    let template = api_access_oidc(&Manifest::embedded()?, &issuer);
    let role = role(&template, &Launch::sample(Partition::AwsUsGov)?)?;
    let trust = role["AssumeRolePolicyDocument"].to_string();
    assert!(trust.len() < 2_048, "{} characters", trust.len());
    Ok(())
}

#[test]
fn another_issuer_is_another_template() -> Outcome {
    let manifest = Manifest::embedded()?;
    let other = api_access_oidc(&manifest, &IssuerUrl::parse("https://other.example.com")?);
    assert_ne!(other.version, embedded()?.version);
    assert!(other.file_name.starts_with("api-access-oidc-"));
    Ok(())
}

//! What IAM and CloudFormation take (their pages on quotas), for the largest parameters there can be.

use super::deploy::{Launch, Outcome, role};
use crate::{
    Partition, PrincipalArn,
    permissions::{
        Manifest,
        cloudformation::{MAX_WRITABLE_TAG_KEYS, api_access},
    },
};

/// Characters, blanks not counted: all inline policies of a role together.
const INLINE_POLICIES: usize = 10_240;
/// Characters: a role's trust policy, before a quota increase.
const TRUST_POLICY: usize = 2_048;
/// Bytes: a template that is handed over in the request. A published one may be larger.
const TEMPLATE_BODY: usize = 51_200;
/// Characters: a tag's value.
const TAG_VALUE: usize = 256;

fn largest() -> Outcome<Launch> {
    let mut launch = Launch::sample(Partition::AwsUsGov)?;
    let (path, name) = ("p".repeat(498), "n".repeat(64));
    launch.principal = PrincipalArn::parse(&format!(
        "arn:{}:iam::999999999999:role/{path}/{name}",
        launch.partition
    ))?;
    launch.writable_tag_keys = vec!["k"; MAX_WRITABLE_TAG_KEYS.div_ceil(2)];
    launch.role_name = format!("landfast-{}", "r".repeat(48));
    Ok(launch)
}

#[test]
fn everything_fits() -> Outcome {
    let template = api_access(&Manifest::embedded()?);
    assert!(template.body.len() < TEMPLATE_BODY);
    let role = role(&template, &largest()?)?;
    let trust = role["AssumeRolePolicyDocument"].to_string();
    assert!(trust.len() < TRUST_POLICY, "{} characters", trust.len());
    let policies = role["Policies"].as_array().ok_or("no policies")?;
    let inline: usize = policies
        .iter()
        .map(|policy| policy["PolicyDocument"].to_string().len())
        .sum();
    assert!(
        inline > 0 && inline < INLINE_POLICIES,
        "{inline} characters"
    );
    let tags = role["Tags"].as_array().ok_or("no tags")?;
    assert!(tags.iter().all(|tag| {
        tag["Value"]
            .as_str()
            .is_some_and(|value| value.len() < TAG_VALUE / 2)
    }));
    Ok(())
}

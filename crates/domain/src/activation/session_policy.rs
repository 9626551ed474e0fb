use serde_json::{Value, json};

use crate::{
    AccountId, Partition, Region, RoleName, aws::RolePath, launch::STACK_NAME, oidc::IssuerUrl,
};

/// What one activation reaches in one account.
#[derive(Debug, Clone)]
pub struct MemberReach<'a> {
    pub account: &'a AccountId,
    pub region: &'a Region,
    /// The role that the stack makes.
    pub role_name: &'a RoleName,
    /// Where its role trusts the server's issuer: the stack makes a provider too.
    pub issuer: Option<&'a IssuerUrl>,
    /// Bucket and key of the template, where it is published.
    pub template: Option<(&'a str, &'a str)>,
}

/// Making a role with its policies, and taking it back when the stack fails.
const ROLE: [&str; 14] = [
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListInstanceProfilesForRole",
    "iam:ListRolePolicies",
    "iam:ListRoleTags",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:TagRole",
];
const POLICY: [&str; 6] = [
    "iam:CreatePolicy",
    "iam:DeletePolicy",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:ListEntitiesForPolicy",
    "iam:ListPolicyVersions",
];
const PROVIDER: [&str; 4] = [
    "iam:CreateOpenIDConnectProvider",
    "iam:DeleteOpenIDConnectProvider",
    "iam:GetOpenIDConnectProvider",
    "iam:TagOpenIDConnectProvider",
];

/// What is left of the rights of the account's role, which is often an administrator: to make Landfast's one
/// stack and what is in it. STS takes 2,048 characters (STS API Reference, `AssumeRole`, `Policy`).
#[must_use]
pub fn session_policy(reach: &MemberReach<'_>) -> String {
    let MemberReach {
        account,
        region,
        role_name,
        ..
    } = reach;
    let (partition, path) = (Partition::of(region), RolePath::landfast());
    let path = path.as_str();
    let iam = format!("arn:{partition}:iam::{account}");
    let mut statements = vec![
        allow(
            &[
                "cloudformation:CreateStack",
                "cloudformation:DescribeStackEvents",
                "cloudformation:DescribeStacks",
            ],
            format!("arn:{partition}:cloudformation:{region}:{account}:stack/{STACK_NAME}/*"),
        ),
        allow(&ROLE, format!("{iam}:role{path}{role_name}")),
        allow(&POLICY, format!("{iam}:policy{path}{role_name}-*")),
    ];
    if let Some(issuer) = reach.issuer {
        let provider = issuer.provider_arn(partition, account);
        statements.push(allow(&PROVIDER, provider));
    }
    if let Some((bucket, key)) = reach.template {
        let object = format!("arn:{partition}:s3:::{bucket}/{key}");
        statements.push(allow(&["s3:GetObject"], object));
    }
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn allow(actions: &[&str], resource: String) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resource })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of an inline session policy.
    const MOST: usize = 2_048;

    fn policy(issuer: Option<&IssuerUrl>, bucket: &str) -> String {
        let role_name = RoleName::parse(&format!("landfast-{}", "r".repeat(48))).unwrap();
        session_policy(&MemberReach {
            account: &AccountId::parse("012345678901").unwrap(),
            region: &Region::parse("ap-southeast-3").unwrap(),
            role_name: &role_name,
            issuer,
            template: Some((bucket, "landfast/api-access-oidc-0123456789abcdef.yaml")),
        })
    }

    #[test]
    fn it_fits_and_reaches_nothing_else() {
        let issuer = IssuerUrl::parse("https://landfast.example.com/oidc").unwrap();
        let longest = policy(Some(&issuer), &"b".repeat(63));
        assert!(longest.len() <= MOST, "{} characters", longest.len());
        let parsed: Value = serde_json::from_str(&longest).unwrap();
        for statement in parsed["Statement"].as_array().unwrap() {
            let resource = statement["Resource"].as_str().unwrap();
            assert!(resource.contains("landfast"), "{resource}");
            for action in statement["Action"].as_array().unwrap() {
                let action = action.as_str().unwrap();
                assert!(!action.contains('*'), "{action}");
                assert!(!action.contains("AssumeRolePolicy"), "{action}");
            }
        }
        assert!(!policy(None, "b").contains("OpenIDConnect"));
    }
}

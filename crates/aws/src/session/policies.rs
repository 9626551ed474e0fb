//! The role's own policies, document by document.

use landfast_domain::{RoleArn, aws::RolePath, permissions::RolePolicies};

use super::url_decode::url_decode;
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const LIST: Call = Call::session("iam:ListRolePolicies");
const GET: Call = Call::session("iam:GetRolePolicy");
const ATTACHED: Call = Call::session("iam:ListAttachedRolePolicies");
const MANAGED: Call = Call::session("iam:GetPolicy");
const VERSION: Call = Call::session("iam:GetPolicyVersion");
/// A role has ten managed policies at most, and inline ones of 10,240 characters together (IAM User
/// Guide, "IAM and AWS STS quotas"): more pages than this are an endless list.
const PAGES: usize = 20;

pub(super) async fn ask(
    iam: &aws_sdk_iam::Client,
    role: &RoleArn,
) -> Result<RolePolicies, Failure> {
    let mut policies = RolePolicies::default();
    for name in inline_names(iam, role).await? {
        let call = iam.get_role_policy().policy_name(name);
        let answer = call.role_name(role.name().as_str()).send().await;
        let answer = answer.map_err(|error| classify(GET, &error))?;
        let document = url_decode(answer.policy_document());
        policies
            .documents
            .push(document.ok_or_else(|| missing(GET, "PolicyDocument"))?);
    }
    let path = RolePath::landfast();
    let own = format!("policy{}", path.as_str());
    for arn in attached(iam, role).await? {
        if arn.contains(&own) {
            policies.documents.push(managed(iam, &arn).await?);
        } else {
            policies.foreign.push(arn);
        }
    }
    Ok(policies)
}

async fn inline_names(iam: &aws_sdk_iam::Client, role: &RoleArn) -> Result<Vec<String>, Failure> {
    let (mut names, mut marker) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = iam.list_role_policies().set_marker(marker);
        let page = call.role_name(role.name().as_str()).send().await;
        let page = page.map_err(|error| classify(LIST, &error))?;
        names.extend(page.policy_names().iter().cloned());
        marker = page.marker().map(ToOwned::to_owned);
        if marker.is_none() {
            return Ok(names);
        }
    }
    Err(missing(LIST, "the end of the list").into())
}

async fn attached(iam: &aws_sdk_iam::Client, role: &RoleArn) -> Result<Vec<String>, Failure> {
    let (mut arns, mut marker) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = iam.list_attached_role_policies().set_marker(marker);
        let page = call.role_name(role.name().as_str()).send().await;
        let page = page.map_err(|error| classify(ATTACHED, &error))?;
        for policy in page.attached_policies() {
            let arn = policy.policy_arn();
            arns.push(
                arn.ok_or_else(|| missing(ATTACHED, "PolicyArn"))?
                    .to_owned(),
            );
        }
        marker = page.marker().map(ToOwned::to_owned);
        if marker.is_none() {
            return Ok(arns);
        }
    }
    Err(missing(ATTACHED, "the end of the list").into())
}

async fn managed(iam: &aws_sdk_iam::Client, arn: &str) -> Result<String, Failure> {
    let policy = iam.get_policy().policy_arn(arn).send().await;
    let policy = policy.map_err(|error| classify(MANAGED, &error))?;
    let version = policy
        .policy()
        .and_then(|policy| policy.default_version_id())
        .ok_or_else(|| missing(MANAGED, "DefaultVersionId"))?;
    let call = iam.get_policy_version().policy_arn(arn);
    let answer = call.version_id(version).send().await;
    let answer = answer.map_err(|error| classify(VERSION, &error))?;
    answer
        .policy_version()
        .and_then(|version| version.document())
        .and_then(url_decode)
        .ok_or_else(|| missing(VERSION, "Document").into())
}

const fn missing(call: Call, field: &'static str) -> Malformed {
    Malformed {
        action: call.action,
        field,
    }
}

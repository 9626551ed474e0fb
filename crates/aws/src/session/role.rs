use std::collections::BTreeMap;

use aws_sdk_iam::operation::get_role::GetRoleOutput;
use landfast_domain::{RoleArn, api_access::RoleFacts};

use super::url_decode::url_decode;
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const CALL: Call = Call::session("iam:GetRole");

pub(super) async fn ask(iam: &aws_sdk_iam::Client, role: &RoleArn) -> Result<RoleFacts, Failure> {
    let call = iam.get_role().role_name(role.name().as_str());
    let answer = call.send().await.map_err(|error| classify(CALL, &error))?;
    Ok(from_sdk(&answer)?)
}

fn from_sdk(answer: &GetRoleOutput) -> Result<RoleFacts, Malformed> {
    let missing = |field| Malformed {
        action: CALL.action,
        field,
    };
    let role = answer.role().ok_or_else(|| missing("Role"))?;
    let trust_policy = role
        .assume_role_policy_document()
        .and_then(url_decode)
        .ok_or_else(|| missing("AssumeRolePolicyDocument"))?;
    let tags: BTreeMap<String, String> = role
        .tags()
        .iter()
        .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
        .collect();
    let boundary = role
        .permissions_boundary()
        .map(|boundary| {
            let arn = boundary.permissions_boundary_arn();
            arn.ok_or_else(|| missing("PermissionsBoundaryArn"))
        })
        .transpose()?;
    Ok(RoleFacts {
        trust_policy,
        tags,
        permissions_boundary: boundary.map(ToOwned::to_owned),
    })
}

//! Reading the role itself, and its account's alias.

use landfast_domain::{RoleArn, aws::RolePath};

use crate::{
    classify::{Call, classify},
    failure::Failure,
    session::{Session, role},
};

/// A policy that no template of Landfast's makes.
const NO_POLICY: &str = "landfast-none";
/// Says that there is no such policy. IAM says it to those only who may read one of that name; anybody
/// else is denied.
const NO_SUCH_ENTITY: &str = "NoSuchEntity";

pub(super) async fn get_role(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    role::ask(&session.iam, role).await.map(drop)
}

pub(super) async fn list_account_aliases(session: &Session) -> Result<(), Failure> {
    let call = session.iam.list_account_aliases().max_items(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("iam:ListAccountAliases"), &error))
}

pub(super) async fn list_role_policies(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    let call = session.iam.list_role_policies().max_items(1);
    let answer = call.role_name(role.name().as_str()).send().await.map(drop);
    answer.map_err(|error| classify(Call::session("iam:ListRolePolicies"), &error))
}

pub(super) async fn list_attached_role_policies(
    session: &Session,
    role: &RoleArn,
) -> Result<(), Failure> {
    let call = session.iam.list_attached_role_policies().max_items(1);
    let answer = call.role_name(role.name().as_str()).send().await.map(drop);
    answer.map_err(|error| classify(Call::session("iam:ListAttachedRolePolicies"), &error))
}

pub(super) async fn get_role_policy(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    let call = session.iam.get_role_policy().policy_name(NO_POLICY);
    let answer = call.role_name(role.name().as_str()).send().await.map(drop);
    absent(answer.map_err(|error| classify(Call::session("iam:GetRolePolicy"), &error)))
}

pub(super) async fn get_policy(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    let call = session.iam.get_policy().policy_arn(own_policy(role));
    let answer = call.send().await.map(drop);
    absent(answer.map_err(|error| classify(Call::session("iam:GetPolicy"), &error)))
}

pub(super) async fn get_policy_version(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    let call = session
        .iam
        .get_policy_version()
        .policy_arn(own_policy(role));
    let answer = call.version_id("v1").send().await.map(drop);
    absent(answer.map_err(|error| classify(Call::session("iam:GetPolicyVersion"), &error)))
}

fn own_policy(role: &RoleArn) -> String {
    let (partition, account) = (role.partition(), role.account());
    let path = RolePath::landfast();
    let path = path.as_str();
    format!("arn:{partition}:iam::{account}:policy{path}{NO_POLICY}")
}

fn absent(answer: Result<(), Failure>) -> Result<(), Failure> {
    match answer {
        Err(failure) if failure.is_denied_as(&[NO_SUCH_ENTITY]) => Ok(()),
        answer => answer,
    }
}

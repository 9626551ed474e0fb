//! Trying a permission: one call for each action, all of them reads.
//!
//! A permission is tried by using it. IAM's policy simulator would need a permission of its own and
//! knows neither organizations' policies nor boundaries of sessions in full.

mod costs;
mod iam;
mod inventory;
mod organization;

use std::pin::Pin;

use landfast_domain::RoleArn;

use super::Session;
use crate::failure::Failure;

type Tried<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;
pub(super) type Attempt = for<'a> fn(&'a Session, &'a RoleArn) -> Tried<'a>;

/// Every action that can be tried, as the permission files spell it.
const ATTEMPTS: [(&str, Attempt); 16] = [
    ("iam:GetRole", |session, role| {
        Box::pin(iam::get_role(session, role))
    }),
    ("iam:ListRolePolicies", |session, role| {
        Box::pin(iam::list_role_policies(session, role))
    }),
    ("iam:GetRolePolicy", |session, role| {
        Box::pin(iam::get_role_policy(session, role))
    }),
    ("iam:ListAttachedRolePolicies", |session, role| {
        Box::pin(iam::list_attached_role_policies(session, role))
    }),
    ("iam:GetPolicy", |session, role| {
        Box::pin(iam::get_policy(session, role))
    }),
    ("iam:GetPolicyVersion", |session, role| {
        Box::pin(iam::get_policy_version(session, role))
    }),
    ("iam:ListAccountAliases", |session, _| {
        Box::pin(iam::list_account_aliases(session))
    }),
    ("organizations:DescribeOrganization", |session, _| {
        Box::pin(organization::describe_organization(session))
    }),
    ("organizations:ListAccounts", |session, _| {
        Box::pin(organization::list_accounts(session))
    }),
    ("organizations:ListRoots", |session, _| {
        Box::pin(organization::list_roots(session))
    }),
    ("cur:DescribeReportDefinitions", |session, _| {
        Box::pin(costs::describe_report_definitions(session))
    }),
    ("bcm-data-exports:ListExports", |session, _| {
        Box::pin(costs::list_exports(session))
    }),
    (
        "cost-optimization-hub:ListEnrollmentStatuses",
        |session, _| Box::pin(costs::list_enrollment_statuses(session)),
    ),
    ("s3:ListAllMyBuckets", |session, _| {
        Box::pin(inventory::list_all_my_buckets(session))
    }),
    ("tag:GetResources", |session, _| {
        Box::pin(inventory::get_resources(session))
    }),
    ("tag:GetTagKeys", |session, _| {
        Box::pin(inventory::get_tag_keys(session))
    }),
];

pub(super) fn of(action: &str) -> Option<Attempt> {
    ATTEMPTS
        .iter()
        .find(|(name, _)| *name == action)
        .map(|(_, attempt)| *attempt)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use landfast_domain::permissions::Manifest;

    use super::*;

    #[test]
    fn every_permission_that_a_check_tries_can_be_tried_and_no_other()
    -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let wanted: BTreeSet<String> = manifest
            .permissions()
            .filter(|permission| permission.probe.is_safe())
            .map(|permission| permission.action().to_string())
            .collect();
        let known: BTreeSet<String> = ATTEMPTS.map(|(name, _)| name.to_owned()).into();
        assert_eq!(known, wanted);
        Ok(())
    }
}

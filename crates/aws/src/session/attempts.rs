//! Trying a permission: one call for each action, all of them reads.
//!
//! A permission is tried by using it. IAM's policy simulator would need a permission of its own and
//! knows neither organizations' policies nor boundaries of sessions in full.

use std::pin::Pin;

use landfast_domain::RoleArn;

use super::{Session, membership, role};
use crate::{
    classify::{Call, classify},
    failure::Failure,
};

type Tried<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;
pub(super) type Attempt = for<'a> fn(&'a Session, &'a RoleArn) -> Tried<'a>;

/// Every action that can be tried, as the permission files spell it.
const ATTEMPTS: [(&str, Attempt); 4] = [
    ("iam:GetRole", |session, role| {
        Box::pin(get_role(session, role))
    }),
    ("iam:ListAccountAliases", |session, _| {
        Box::pin(list_account_aliases(session))
    }),
    ("organizations:DescribeOrganization", |session, _| {
        Box::pin(describe_organization(session))
    }),
    ("organizations:ListAccounts", |session, _| {
        Box::pin(list_accounts(session))
    }),
];

pub(super) fn of(action: &str) -> Option<Attempt> {
    ATTEMPTS
        .iter()
        .find(|(name, _)| *name == action)
        .map(|(_, attempt)| *attempt)
}

async fn get_role(session: &Session, role: &RoleArn) -> Result<(), Failure> {
    role::ask(&session.iam, role).await.map(drop)
}

async fn list_account_aliases(session: &Session) -> Result<(), Failure> {
    let call = session.iam.list_account_aliases().max_items(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("iam:ListAccountAliases"), &error))
}

/// "Organizations is not in use" is said only to those who may ask.
async fn describe_organization(session: &Session) -> Result<(), Failure> {
    membership::ask(&session.organizations).await.map(drop)
}

async fn list_accounts(session: &Session) -> Result<(), Failure> {
    let call = session.organizations.list_accounts().max_results(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("organizations:ListAccounts"), &error))
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

//! The organization, and where its accounts stand in it.

use crate::{
    classify::{Call, classify},
    failure::Failure,
    session::{Session, membership},
};

/// "Organizations is not in use" is said only to those who may ask.
pub(super) async fn describe_organization(session: &Session) -> Result<(), Failure> {
    membership::ask(&session.organizations).await.map(drop)
}

pub(super) async fn list_accounts(session: &Session) -> Result<(), Failure> {
    let call = session.organizations.list_accounts().max_results(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("organizations:ListAccounts"), &error))
}

pub(super) async fn list_roots(session: &Session) -> Result<(), Failure> {
    let call = session.organizations.list_roots().max_results(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("organizations:ListRoots"), &error))
}

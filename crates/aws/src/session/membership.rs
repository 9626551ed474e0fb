use aws_sdk_organizations::operation::describe_organization::DescribeOrganizationOutput;
use landfast_domain::{AccountId, api_access::Membership};

use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const CALL: Call = Call::session("organizations:DescribeOrganization");
/// What a standalone account is told.
const NOT_IN_USE: &str = "AWSOrganizationsNotInUseException";

pub(super) async fn ask(
    organizations: &aws_sdk_organizations::Client,
) -> Result<Membership, Failure> {
    let answer = organizations.describe_organization().send().await;
    match answer.map_err(|error| classify(CALL, &error)) {
        Ok(answer) => Ok(from_sdk(&answer)?),
        Err(failure) if failure.is_denied_as(&[NOT_IN_USE]) => Ok(Membership::None),
        Err(failure) => Err(failure),
    }
}

/// `MasterAccountId` is the API's name for the management account.
fn from_sdk(answer: &DescribeOrganizationOutput) -> Result<Membership, Malformed> {
    let missing = |field| Malformed {
        action: CALL.action,
        field,
    };
    let organization = answer
        .organization()
        .ok_or_else(|| missing("Organization"))?;
    let id = organization.id().ok_or_else(|| missing("Id"))?;
    let management = organization
        .master_account_id()
        .and_then(|id| AccountId::parse(id).ok());
    Ok(Membership::Organization {
        id: id.to_owned(),
        management_account: management.ok_or_else(|| missing("MasterAccountId"))?,
    })
}

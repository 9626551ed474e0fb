use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
use landfast_domain::{AccountId, api_access::Caller};

use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

pub(super) const BY_SESSION: Call = Call::session(ACTION);
pub(super) const BY_SERVER: Call = Call::own(ACTION);
pub(super) const BY_KEY: Call = Call::key(ACTION);
const ACTION: &str = "sts:GetCallerIdentity";

pub(super) async fn ask(sts: &aws_sdk_sts::Client, call: Call) -> Result<Caller, Failure> {
    let answer = sts.get_caller_identity().send().await;
    let answer = answer.map_err(|error| classify(call, &error))?;
    Ok(from_sdk(&answer)?)
}

/// `UserId` of a session is the role's unique id, a colon and the session's name; of a user it is the
/// user's unique id (IAM User Guide, "IAM identifiers", "Unique identifiers").
fn from_sdk(answer: &GetCallerIdentityOutput) -> Result<Caller, Malformed> {
    let missing = |field| Malformed {
        action: ACTION,
        field,
    };
    let account = answer.account().and_then(|id| AccountId::parse(id).ok());
    let unique_id = answer
        .user_id()
        .and_then(|id| id.split(':').next())
        .filter(|id| !id.is_empty());
    Ok(Caller {
        account: account.ok_or_else(|| missing("Account"))?,
        arn: answer.arn().ok_or_else(|| missing("Arn"))?.to_owned(),
        role_unique_id: unique_id.ok_or_else(|| missing("UserId"))?.to_owned(),
    })
}

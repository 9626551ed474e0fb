//! The four calls of IAM about a user's own keys. The user is always named: left out, IAM takes the
//! signer's, which for a root key would be the root user.

use aws_sdk_iam::{
    operation::create_access_key::CreateAccessKeyOutput,
    types::{AccessKeyMetadata, StatusType},
};
use landfast_app::ports::KeyPair;
use landfast_domain::{
    Timestamp,
    access_key::{AccessKeyId, KeyStatus, ListedKey},
};
use secrecy::SecretString;

use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const LIST: Call = Call::session("iam:ListAccessKeys");
const CREATE: Call = Call::session("iam:CreateAccessKey");
const UPDATE: Call = Call::session("iam:UpdateAccessKey");
const DELETE: Call = Call::session("iam:DeleteAccessKey");
/// What IAM says of a key that is gone (IAM API Reference, `DeleteAccessKey`, "Errors").
const GONE: [&str; 2] = ["NoSuchEntity", "NoSuchEntityException"];

/// A user has two keys at most (IAM quotas): there is no second page.
pub(super) async fn list(iam: &aws_sdk_iam::Client, user: &str) -> Result<Vec<ListedKey>, Failure> {
    let answer = iam.list_access_keys().user_name(user).send().await;
    let answer = answer.map_err(|error| classify(LIST, &error))?;
    let keys = answer.access_key_metadata().iter().map(from_sdk);
    Ok(keys.collect::<Result<_, _>>()?)
}

fn from_sdk(key: &AccessKeyMetadata) -> Result<ListedKey, Malformed> {
    let missing = |field| Malformed {
        action: LIST.action,
        field,
    };
    let created = key.create_date().and_then(|date| date.to_millis().ok());
    Ok(ListedKey {
        id: key
            .access_key_id()
            .ok_or_else(|| missing("AccessKeyId"))?
            .to_owned(),
        status: match key.status() {
            Some(StatusType::Active) => KeyStatus::Active,
            Some(_) => KeyStatus::Inactive,
            None => return Err(missing("Status")),
        },
        created_at: created.map(Timestamp::from_unix_ms),
    })
}

pub(super) async fn create(iam: &aws_sdk_iam::Client, user: &str) -> Result<KeyPair, Failure> {
    let answer = iam.create_access_key().user_name(user).send().await;
    let answer = answer.map_err(|error| classify(CREATE, &error))?;
    Ok(pair(&answer)?)
}

fn pair(answer: &CreateAccessKeyOutput) -> Result<KeyPair, Malformed> {
    let missing = |field| Malformed {
        action: CREATE.action,
        field,
    };
    let key = answer.access_key().ok_or_else(|| missing("AccessKey"))?;
    let id = AccessKeyId::parse(key.access_key_id());
    let secret = Some(key.secret_access_key()).filter(|text| !text.is_empty());
    Ok(KeyPair {
        id: id.map_err(|_| missing("AccessKeyId"))?,
        secret: SecretString::from(secret.ok_or_else(|| missing("SecretAccessKey"))?),
    })
}

pub(super) async fn set_status(
    iam: &aws_sdk_iam::Client,
    user: &str,
    key: &str,
    status: KeyStatus,
) -> Result<(), Failure> {
    let status = match status {
        KeyStatus::Active => StatusType::Active,
        KeyStatus::Inactive => StatusType::Inactive,
    };
    let call = iam
        .update_access_key()
        .user_name(user)
        .access_key_id(key)
        .status(status);
    let answer = call.send().await;
    answer.map(drop).map_err(|error| classify(UPDATE, &error))
}

pub(super) async fn delete(
    iam: &aws_sdk_iam::Client,
    user: &str,
    key: &str,
) -> Result<(), Failure> {
    let call = iam.delete_access_key().user_name(user).access_key_id(key);
    match call.send().await.map_err(|error| classify(DELETE, &error)) {
        Err(failure) if failure.is_denied_as(&GONE) => Ok(()),
        answer => answer.map(drop),
    }
}

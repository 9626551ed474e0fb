use serde::{Deserialize, Serialize};

use super::AccessKeyId;
use crate::{
    AccountId, Timestamp,
    api_access::{Caller, Membership},
    check::Seen,
    permissions::PermissionId,
};

/// What is wanted of the account's access key at the moment of the check.
#[derive(Debug, Clone)]
pub struct AccessKeyWanted {
    pub account: AccountId,
    pub key: AccessKeyId,
    /// The permissions that the account's kind and choices call for, in order.
    pub permissions: Vec<PermissionId>,
}

/// What an unknown key means at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPatience {
    /// It may have been made a moment ago, and AWS does not show it everywhere yet.
    New,
    /// Time is up: it is a finding.
    Over,
}

/// Whether AWS takes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    Active,
    Inactive,
}

/// One of the user's keys, as `iam:ListAccessKeys` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// As AWS spells it; it need not be a form that we know.
    pub id: String,
    pub status: KeyStatus,
    pub created_at: Option<Timestamp>,
}

/// Everything that one check saw. `None` means that it was not tried, because something before it
/// did not hold.
#[derive(Debug, Clone, Default)]
pub struct AccessKeySeen {
    /// `sts:GetCallerIdentity`, signed by the key.
    pub caller: Option<Seen<Caller>>,
    /// The keys of the user, to tell this one's age. Nothing is demanded of it.
    pub keys: Option<Seen<Vec<ListedKey>>>,
    pub membership: Option<Seen<Membership>>,
    pub permissions: Vec<(PermissionId, Seen<()>)>,
}

/// Whose key it is, by the ARN that `sts:GetCallerIdentity` gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserArn<'a> {
    /// The account's root user; its key can do everything and cannot be limited.
    Root,
    /// An IAM user, by its name without the path.
    User(&'a str),
    /// A federated or assumed identity: no long-term key belongs to one.
    Other,
}

impl<'a> UserArn<'a> {
    #[must_use]
    pub fn of(arn: &'a str) -> Self {
        let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
        match resource.split_once('/') {
            None if resource == "root" => Self::Root,
            Some(("user", path)) => match path.rsplit('/').next() {
                Some(name) if !name.is_empty() => Self::User(name),
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_key() {
        let arn = |resource: &str| format!("arn:{}:{resource}", crate::Partition::Aws);
        for (resource, want) in [
            ("iam::012345678901:root", UserArn::Root),
            ("iam::012345678901:user/landfast", UserArn::User("landfast")),
            (
                "iam::012345678901:user/service/landfast",
                UserArn::User("landfast"),
            ),
            ("sts::012345678901:assumed-role/r/s", UserArn::Other),
            ("sts::012345678901:federated-user/bob", UserArn::Other),
            ("iam::012345678901:user/", UserArn::Other),
        ] {
            assert_eq!(UserArn::of(&arn(resource)), want, "{resource}");
        }
        assert_eq!(UserArn::of("nonsense"), UserArn::Other);
    }
}

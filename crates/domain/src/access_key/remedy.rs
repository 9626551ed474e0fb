//! The words of the findings about a key.

use super::AccessKeyId;
use crate::{
    AccountId,
    check::{Cause, Layer, Mistake},
    permissions::PermissionId,
};

pub(super) fn expected(key: &AccessKeyId, account: &AccountId) -> String {
    format!(
        "the access key ending in {} answers as a user of account {account}",
        key.last4()
    )
}

pub(super) fn wrong_secret(key: &AccessKeyId) -> String {
    format!(
        "The secret does not belong to the access key ending in {}. AWS shows a secret once, when the key is made: \
         if it is lost, make a new key for the user in IAM and save both parts of it.",
        key.last4()
    )
}

/// Why AWS may not know a key: it gives the same answer to all of these.
pub(super) fn causes_of_unknown(key: &AccessKeyId, account: &AccountId) -> Vec<Cause> {
    let cause = |title: &str, cure: String| Cause {
        mistake: Mistake::KeyUnknown,
        title: title.to_owned(),
        cure,
    };
    let last4 = key.last4();
    vec![
        cause(
            "The key was deactivated",
            format!("In IAM of account {account}, open the user, Security credentials: the key ending in {last4} must be Active. Activate it, or make a new one."),
        ),
        cause(
            "The key was deleted, or its id has a typing error",
            "Compare the id with the one in IAM; if it is gone there, make a new key and save that.".to_owned(),
        ),
        cause(
            "The key belongs to another partition of AWS",
            "Keys of AWS GovCloud (US) and China work there only: the account's home region must be in the same partition as the key.".to_owned(),
        ),
    ]
}

pub(super) fn other_account(wanted: &AccountId, found: &AccountId) -> String {
    format!(
        "Save a key of a user in account {wanted}, or register account {found} itself. This key was not kept."
    )
}

pub(super) fn root() -> String {
    "Delete this key: AWS advises to have no access key for the root user at all. Make an IAM user with the policy on \
     this page and save a key of that user; better still, use a role. This key was not kept."
        .to_owned()
}

pub(super) fn permission_missing(id: &PermissionId, layer: Option<Layer>) -> String {
    let action = id.action();
    match layer {
        Some(Layer::PermissionsBoundary) => format!(
            "The permissions boundary of the key's user does not allow {action}: allow it there, or take the boundary off."
        ),
        Some(layer @ (Layer::ServiceControlPolicy | Layer::ResourceControlPolicy)) => format!(
            "A {} of the organization denies {action}: whoever runs the organization must allow it for this account.",
            layer.as_str()
        ),
        Some(Layer::Region) => {
            "The region is not enabled in this account: enable it, or choose another home region."
                .to_owned()
        }
        Some(Layer::IdentityPolicy) => format!("Allow {action} in a policy of the key's user."),
        Some(Layer::SessionPolicy | Layer::ResourcePolicy | Layer::VpcEndpointPolicy) | None => {
            format!(
                "Allow {action} in a policy of the key's user; if it is allowed there, look for a permissions boundary on the \
             user or a service control policy of the organization that denies {action}."
            )
        }
    }
}

use std::collections::BTreeMap;

use super::{rotation::RotationLook, wanted::Elsewhere};
use crate::{
    AccountId, AccountKind,
    check::Seen,
    permissions::{PermissionId, RolePolicies},
};

/// Tags that the template puts on the role.
pub mod tags {
    pub const TEMPLATE_VERSION: &str = "landfast:template-version";
    /// [`Choices::to_tag`](crate::permissions::Choices::to_tag).
    pub const CHOICES: &str = "landfast:choices";
    pub const STACK_REGION: &str = "landfast:stack-region";
    pub const STACK_ID: &str = "landfast:stack-id";
}

/// Who answered, by `sts:GetCallerIdentity` with the role's session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub account: AccountId,
    /// The session's ARN.
    pub arn: String,
    /// The role's unique id (`AROA…`): another one means that the role was made anew.
    pub role_unique_id: String,
}

/// The role as `iam:GetRole` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleFacts {
    /// JSON, URL-decoded.
    pub trust_policy: String,
    pub tags: BTreeMap<String, String>,
    pub permissions_boundary: Option<String>,
}

/// What `organizations:DescribeOrganization` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    Organization {
        id: String,
        management_account: AccountId,
    },
    /// `AWSOrganizationsNotInUseException`.
    None,
}

impl Membership {
    /// What `account` is, given what Organizations says of it.
    #[must_use]
    pub fn kind_of(&self, account: &AccountId) -> AccountKind {
        match self {
            Self::None => AccountKind::Standalone,
            Self::Organization {
                management_account, ..
            } if management_account == account => AccountKind::Payer,
            Self::Organization {
                management_account, ..
            } => AccountKind::Linked {
                payer: management_account.clone(),
            },
        }
    }
}

/// Everything that one check saw. `None` means that it was not tried, because something before it
/// did not hold.
#[derive(Debug, Clone, Default)]
pub struct ApiAccessSeen {
    pub with_external_id: Option<Seen<Caller>>,
    /// Looked for only after a refusal.
    pub elsewhere: Option<Elsewhere>,
    pub without_external_id: Option<Seen<()>>,
    /// With a token, where the role trusts the issuer; so is `with_external_id`.
    pub wrong_external_id: Option<Seen<()>>,
    /// By a token with the right external id, bound to another account.
    pub other_account: Option<Seen<()>>,
    /// By a token that is right but for its audience.
    pub other_audience: Option<Seen<()>>,
    /// Only while the external id is rotated.
    pub rotation: Option<RotationLook>,
    pub role: Option<Seen<RoleFacts>>,
    /// The role's own policies; read only of roles that the template made.
    pub policies: Option<Seen<RolePolicies>>,
    pub membership: Option<Seen<Membership>>,
    pub permissions: Vec<(PermissionId, Seen<()>)>,
}

use serde::{Deserialize, Serialize};

/// Why an account could not be activated. The closed list is part of the HTTP contract; each has a page
/// under docs/codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    /// The role by which the payer enters the account is not there, or does not trust the payer.
    MemberRoleMissing,
    /// A policy of the organization denies it.
    RefusedByScp,
    /// The role is there and may not create the stack.
    MemberRoleLacksRights,
    /// Another stack has the name.
    StackNameTaken,
    /// A role or a policy of the name is there already.
    RoleNameTaken,
    /// The region is not enabled in the account.
    RegionClosed,
    /// AWS has the account as suspended, closing or closed, or it left the organization.
    AccountUnavailable,
    /// CloudFormation could not make the stack.
    StackFailed,
    /// The stack is there, and the role did not pass its check.
    NotProven,
    /// The permit ran out, was taken back, or does not reach the account.
    PermitEnded,
    /// It took too long, or Landfast stopped several times at it.
    GaveUp,
}

impl FailReason {
    pub const ALL: [Self; 11] = [
        Self::MemberRoleMissing,
        Self::RefusedByScp,
        Self::MemberRoleLacksRights,
        Self::StackNameTaken,
        Self::RoleNameTaken,
        Self::RegionClosed,
        Self::AccountUnavailable,
        Self::StackFailed,
        Self::NotProven,
        Self::PermitEnded,
        Self::GaveUp,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MemberRoleMissing => "member_role_missing",
            Self::RefusedByScp => "refused_by_scp",
            Self::MemberRoleLacksRights => "member_role_lacks_rights",
            Self::StackNameTaken => "stack_name_taken",
            Self::RoleNameTaken => "role_name_taken",
            Self::RegionClosed => "region_closed",
            Self::AccountUnavailable => "account_unavailable",
            Self::StackFailed => "stack_failed",
            Self::NotProven => "not_proven",
            Self::PermitEnded => "permit_ended",
            Self::GaveUp => "gave_up",
        }
    }

    /// What to do before it is tried again.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::MemberRoleMissing => {
                "Make the role in the account, or let it trust the payer again; accounts that were invited have none by themselves. Or register the account by its own stack."
            }
            Self::RefusedByScp => {
                "Have whoever keeps the organization's policies allow what AWS names, for the payer's role or for the account, or leave the account out."
            }
            Self::MemberRoleLacksRights => {
                "Give the role in the account the right to create stacks and roles again, or register the account by its own stack."
            }
            Self::StackNameTaken => {
                "Look at the stack landfast-api-access in the account: delete it if it failed or belongs to an earlier registration."
            }
            Self::RoleNameTaken => {
                "A role or a policy of that name is left from an earlier stack, or was made by hand. Delete it in the account's IAM."
            }
            Self::RegionClosed => {
                "Enable the region in the account, or choose another home region for the account's registration."
            }
            Self::AccountUnavailable => {
                "Nothing can be deployed there. Reopen the account with AWS, or leave it out."
            }
            Self::StackFailed => "Mend what CloudFormation names in the account.",
            Self::NotProven => "Open the account; its findings say what to change there.",
            Self::PermitEnded => "Retry: another permit is asked for.",
            Self::GaveUp => "Look at the stack in the account, then retry.",
        }
    }
}

/// Why there was nothing to do in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Access to it was proven before.
    AlreadyProven,
    /// It is registered by a way of its own, which makes no stack.
    OtherMethod,
}

impl SkipReason {
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AlreadyProven => "Access to this account was proven before.",
            Self::OtherMethod => {
                "This account is registered by another method; its own page goes on with that."
            }
        }
    }
}

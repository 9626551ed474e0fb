use super::DetailedStatus;

/// Why a StackSet did not reach an account. The closed list is part of the HTTP contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StackReason {
    /// A role or policy of that name is there already.
    RoleNameTaken,
    /// A service control policy, or another policy from above, denies it.
    PolicyDenies,
    /// The region is not enabled in the account.
    RegionClosed,
    AccountSuspended,
    /// StackSets may not act in the organization.
    TrustedAccessOff,
    /// A role that StackSets act by is missing, or does not trust them.
    ExecutionRoleMissing,
    /// Too many other accounts failed before its turn came.
    ToleranceExceeded,
    /// The operation was stopped before its turn came.
    Stopped,
    /// AWS's own words are beside it.
    Other,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected a reason of a stack instance; found {found:?}")]
pub struct UnknownStackReason {
    pub found: String,
}

/// What AWS's words have in them, lower case. The first that fits counts.
///
/// Words: AWS CloudFormation User Guide, "Troubleshooting CloudFormation StackSets"; IAM's
/// `EntityAlreadyExists`; AWS Organizations User Guide, "Service control policies".
const WORDS: [(&str, StackReason); 18] = [
    ("failure tolerance", StackReason::ToleranceExceeded),
    ("operation was stopped", StackReason::Stopped),
    ("stopped by user", StackReason::Stopped),
    ("is suspended", StackReason::AccountSuspended),
    ("account is closed", StackReason::AccountSuspended),
    ("explicit deny", StackReason::PolicyDenies),
    ("service control policy", StackReason::PolicyDenies),
    ("resource control policy", StackReason::PolicyDenies),
    ("organizations access", StackReason::TrustedAccessOff),
    ("trusted access", StackReason::TrustedAccessOff),
    ("entityalreadyexists", StackReason::RoleNameTaken),
    ("already exists", StackReason::RoleNameTaken),
    ("region is not enabled", StackReason::RegionClosed),
    ("optinrequired", StackReason::RegionClosed),
    (
        "security token included in the request is invalid",
        StackReason::RegionClosed,
    ),
    ("sts is not activated", StackReason::RegionClosed),
    (
        "role with trust relationship",
        StackReason::ExecutionRoleMissing,
    ),
    ("stackset-exec", StackReason::ExecutionRoleMissing),
];

impl StackReason {
    pub const ALL: [Self; 9] = [
        Self::RoleNameTaken,
        Self::PolicyDenies,
        Self::RegionClosed,
        Self::AccountSuspended,
        Self::TrustedAccessOff,
        Self::ExecutionRoleMissing,
        Self::ToleranceExceeded,
        Self::Stopped,
        Self::Other,
    ];

    /// What AWS's words mean.
    #[must_use]
    pub fn of(detailed: DetailedStatus, words: &str) -> Self {
        if detailed == DetailedStatus::SkippedSuspendedAccount {
            return Self::AccountSuspended;
        }
        let words = words.to_lowercase();
        WORDS
            .iter()
            .find(|(part, _)| words.contains(part))
            .map_or(Self::Other, |(_, reason)| *reason)
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RoleNameTaken => "role_name_taken",
            Self::PolicyDenies => "policy_denies",
            Self::RegionClosed => "region_closed",
            Self::AccountSuspended => "account_suspended",
            Self::TrustedAccessOff => "trusted_access_off",
            Self::ExecutionRoleMissing => "execution_role_missing",
            Self::ToleranceExceeded => "tolerance_exceeded",
            Self::Stopped => "stopped",
            Self::Other => "other",
        }
    }

    /// # Errors
    /// [`UnknownStackReason`].
    pub fn parse(text: &str) -> Result<Self, UnknownStackReason> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or_else(|| UnknownStackReason {
                found: text.chars().take(40).collect(),
            })
    }

    /// What happened, for people.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::RoleNameTaken => "A role of Landfast's name is there already.",
            Self::PolicyDenies => "A policy of the organization denies it.",
            Self::RegionClosed => "The region is not enabled in the account.",
            Self::AccountSuspended => "AWS skipped the account because it is suspended.",
            Self::TrustedAccessOff => "StackSets have no trusted access to the organization.",
            Self::ExecutionRoleMissing => "A role that StackSets act by is missing in the account.",
            Self::ToleranceExceeded => {
                "AWS ended the operation before this account's turn: too many others failed."
            }
            Self::Stopped => "The operation was stopped before this account's turn.",
            Self::Other => "The StackSet failed in this account.",
        }
    }

    /// What to do next.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::RoleNameTaken => {
                "Delete the stack that made the role before, or the role itself if no stack has it; then retry the StackSet there."
            }
            Self::PolicyDenies => {
                "Let the service control policies above the account allow StackSets to make the role (iam:CreateRole, iam:PutRolePolicy, iam:TagRole); then retry the StackSet there."
            }
            Self::RegionClosed => {
                "Use the region that the roll-out names, which no account can switch off, or enable the region in the account and in the payer."
            }
            Self::AccountSuspended => {
                "Nothing can be deployed while AWS has the account suspended. Reopen it, or leave it out."
            }
            Self::TrustedAccessOff => {
                "Activate trusted access for StackSets in the payer (CloudFormation, StackSets, \"Activate trusted access\"); then retry."
            }
            Self::ExecutionRoleMissing => {
                "Make the StackSet with service-managed permissions, which brings its role along, or make the execution role in the account; then retry."
            }
            Self::ToleranceExceeded => {
                "Mend the accounts that failed first, then retry; a higher failure tolerance lets one account's failure keep nobody else waiting."
            }
            Self::Stopped => "Retry the StackSet for this account when you are ready.",
            Self::Other => {
                "Read AWS's words, mend what they name in the account, then retry the StackSet there."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_aws() {
        use DetailedStatus as D;
        use StackReason as R;
        for (detailed, words, expected) in [
            (
                D::Failed,
                "ResourceLogicalId:AccessRole, ResourceType:AWS::IAM::Role, ResourceStatusReason:Role with name landfast-abc already exists. (Service: Iam, Status Code: 409, EntityAlreadyExists).",
                R::RoleNameTaken,
            ),
            (
                D::Failed,
                "User: x is not authorized to perform: iam:CreateRole with an explicit deny in a service control policy",
                R::PolicyDenies,
            ),
            (
                D::Failed,
                "The security token included in the request is invalid (Service: AWSSecurityTokenService)",
                R::RegionClosed,
            ),
            (D::SkippedSuspendedAccount, "", R::AccountSuspended),
            (
                D::Failed,
                "Skipped since the account is suspended",
                R::AccountSuspended,
            ),
            (
                D::Failed,
                "You must enable organizations access to operate a service managed stack set",
                R::TrustedAccessOff,
            ),
            (
                D::Failed,
                "Account 1 should have 'AWSCloudFormationStackSetExecutionRole' role with trust relationship to Role 'x'.",
                R::ExecutionRoleMissing,
            ),
            (
                D::Cancelled,
                "Cancelled since failure tolerance has exceeded",
                R::ToleranceExceeded,
            ),
            (
                D::Cancelled,
                "Cancelled since the operation was stopped",
                R::Stopped,
            ),
            (D::Failed, "Resource limit exceeded", R::Other),
        ] {
            assert_eq!(StackReason::of(detailed, words), expected, "{words}");
        }
    }

    #[test]
    fn every_reason_has_its_own_word() {
        for reason in StackReason::ALL {
            assert_eq!(StackReason::parse(reason.as_str()), Ok(reason));
            assert!(reason.remedy().ends_with('.'), "{reason:?}");
        }
        assert!(StackReason::parse("else").is_err());
    }
}

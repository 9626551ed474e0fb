use std::fmt;

use serde::{Deserialize, Serialize};

use super::ExportCheck;
use crate::{account::Trust, permissions::PermissionId};

/// The closed list of what is checked. The text form is part of the HTTP contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CheckCode {
    RoleUnclaimed,
    AssumeWithExternalId,
    AccountMatches,
    RefuseWithoutExternalId,
    RefuseWrongExternalId,
    RefuseOtherPrincipals,
    AssumeWithWebIdentity,
    RefuseOtherSubject,
    RefuseOtherAudience,
    /// Only while the external id is rotated.
    ExternalIdRotated,
    TemplateCurrent,
    StackRegion,
    PoliciesAsCompiled,
    AccountKind,
    KeyAnswers,
    KeyNotRoot,
    MachineAnswers,
    MachineNotRoot,
    /// Of the linked accounts.
    OrganizationRead,
    AccountsCovered,
    /// Of the billing export.
    Export(ExportCheck),
    Permission(PermissionId),
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no check is called {found:?}")]
pub struct UnknownCheckCode {
    pub found: String,
}

impl CheckCode {
    /// Every code of API access but the permissions.
    pub const FIXED: [Self; 18] = [
        Self::RoleUnclaimed,
        Self::AssumeWithExternalId,
        Self::AccountMatches,
        Self::RefuseWithoutExternalId,
        Self::RefuseWrongExternalId,
        Self::RefuseOtherPrincipals,
        Self::ExternalIdRotated,
        Self::TemplateCurrent,
        Self::StackRegion,
        Self::PoliciesAsCompiled,
        Self::AccountKind,
        Self::KeyAnswers,
        Self::KeyNotRoot,
        Self::MachineAnswers,
        Self::MachineNotRoot,
        Self::AssumeWithWebIdentity,
        Self::RefuseOtherSubject,
        Self::RefuseOtherAudience,
    ];

    /// Every code of every step but the permissions.
    pub fn fixed() -> impl Iterator<Item = Self> {
        let exports = ExportCheck::ALL.into_iter().map(Self::Export);
        let linked = Self::OF_ORGANIZATIONS;
        Self::FIXED.into_iter().chain(exports).chain(linked)
    }

    /// What is checked of the linked accounts as a whole.
    pub const OF_ORGANIZATIONS: [Self; 2] = [Self::OrganizationRead, Self::AccountsCovered];

    /// What is checked of the server's own identity, in the order in which it is judged; permissions
    /// follow.
    pub const OF_MACHINES: [Self; 4] = [
        Self::MachineAnswers,
        Self::AccountMatches,
        Self::MachineNotRoot,
        Self::AccountKind,
    ];

    /// What is checked of an access key, in the order in which it is judged; permissions follow.
    pub const OF_KEYS: [Self; 4] = [
        Self::KeyAnswers,
        Self::AccountMatches,
        Self::KeyNotRoot,
        Self::AccountKind,
    ];

    /// What is checked of a role that trusts the issuer, in the order in which it is judged;
    /// permissions follow.
    pub const OF_ISSUER: [Self; 11] = [
        Self::RoleUnclaimed,
        Self::AssumeWithWebIdentity,
        Self::AccountMatches,
        Self::RefuseOtherSubject,
        Self::RefuseOtherAudience,
        Self::RefuseOtherPrincipals,
        Self::ExternalIdRotated,
        Self::TemplateCurrent,
        Self::StackRegion,
        Self::PoliciesAsCompiled,
        Self::AccountKind,
    ];

    /// What is checked of a role, in the order in which it is judged; permissions follow.
    pub const OF_ROLES: [Self; 11] = [
        Self::RoleUnclaimed,
        Self::AssumeWithExternalId,
        Self::AccountMatches,
        Self::RefuseWithoutExternalId,
        Self::RefuseWrongExternalId,
        Self::RefuseOtherPrincipals,
        Self::ExternalIdRotated,
        Self::TemplateCurrent,
        Self::StackRegion,
        Self::PoliciesAsCompiled,
        Self::AccountKind,
    ];

    /// What is checked of a role, by whom it trusts.
    #[must_use]
    pub const fn of_roles(trust: Trust) -> [Self; 11] {
        match trust {
            Trust::Role => Self::OF_ROLES,
            Trust::Issuer => Self::OF_ISSUER,
        }
    }

    /// The positive check at the door, by whom the role trusts.
    #[must_use]
    pub const fn door(trust: Trust) -> Self {
        match trust {
            Trust::Role => Self::AssumeWithExternalId,
            Trust::Issuer => Self::AssumeWithWebIdentity,
        }
    }

    /// # Errors
    /// [`UnknownCheckCode`] for a text that no version of Landfast has written.
    pub fn parse(text: &str) -> Result<Self, UnknownCheckCode> {
        let fixed = Self::fixed().find(|code| code.to_string() == text);
        fixed
            .or_else(|| PermissionId::parse(text).ok().map(Self::Permission))
            .ok_or_else(|| UnknownCheckCode {
                found: text.to_owned(),
            })
    }

    /// What the check is called on a page.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::RoleUnclaimed => "The role belongs to this registration".to_owned(),
            Self::AssumeWithExternalId => "Landfast can assume the role".to_owned(),
            Self::AccountMatches => "It is the registered account that answers".to_owned(),
            Self::RefuseWithoutExternalId => {
                "The role refuses a call without an external id".to_owned()
            }
            Self::RefuseWrongExternalId => "The role refuses a wrong external id".to_owned(),
            Self::RefuseOtherPrincipals => "The role trusts nobody but Landfast".to_owned(),
            Self::AssumeWithWebIdentity => "Landfast's token opens the role".to_owned(),
            Self::RefuseOtherSubject => "The role refuses a token for another account".to_owned(),
            Self::RefuseOtherAudience => "The role refuses a token for another audience".to_owned(),
            Self::ExternalIdRotated => "The role answers to the new external id only".to_owned(),
            Self::TemplateCurrent => "The role comes from the current template".to_owned(),
            Self::StackRegion => "The stack is in the account's home region".to_owned(),
            Self::PoliciesAsCompiled => {
                "The role's policies are as the template makes them".to_owned()
            }
            Self::AccountKind => "Kind of account".to_owned(),
            Self::KeyAnswers => "The access key answers".to_owned(),
            Self::KeyNotRoot => "The access key is not the root user's".to_owned(),
            Self::MachineAnswers => "Landfast's own identity answers".to_owned(),
            Self::MachineNotRoot => "Landfast's own identity is not the root user".to_owned(),
            Self::OrganizationRead => "The organization could be read".to_owned(),
            Self::AccountsCovered => "Access to every account is proven".to_owned(),
            Self::Export(check) => check.title().to_owned(),
            Self::Permission(id) => format!("Permission {}", id.action()),
        }
    }
}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::RoleUnclaimed => "role_unclaimed",
            Self::AssumeWithExternalId => "assume_with_external_id",
            Self::AccountMatches => "account_matches",
            Self::RefuseWithoutExternalId => "refuse_without_external_id",
            Self::RefuseWrongExternalId => "refuse_wrong_external_id",
            Self::RefuseOtherPrincipals => "refuse_other_principals",
            Self::AssumeWithWebIdentity => "assume_with_web_identity",
            Self::RefuseOtherSubject => "refuse_other_subject",
            Self::RefuseOtherAudience => "refuse_other_audience",
            Self::ExternalIdRotated => "external_id_rotated",
            Self::TemplateCurrent => "template_current",
            Self::StackRegion => "stack_region",
            Self::PoliciesAsCompiled => "policies_as_compiled",
            Self::AccountKind => "account_kind",
            Self::KeyAnswers => "key_answers",
            Self::KeyNotRoot => "key_not_root",
            Self::MachineAnswers => "machine_answers",
            Self::MachineNotRoot => "machine_not_root",
            Self::OrganizationRead => "organization_read",
            Self::AccountsCovered => "accounts_covered",
            Self::Export(check) => check.as_str(),
            Self::Permission(id) => return write!(f, "{id}"),
        };
        f.write_str(text)
    }
}

impl TryFrom<String> for CheckCode {
    type Error = UnknownCheckCode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<CheckCode> for String {
    fn from(code: CheckCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back() {
        for code in CheckCode::fixed() {
            assert_eq!(CheckCode::parse(&code.to_string()), Ok(code));
        }
        let permission = "permission.identity.iam:GetRole";
        assert_eq!(
            CheckCode::parse(permission).map(|c| c.to_string()),
            Ok(permission.to_owned())
        );
        assert!(CheckCode::parse("assume").is_err());
    }
}

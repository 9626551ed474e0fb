use serde::{Deserialize, Serialize};

use super::{ExportMistake, Layer};

/// What exactly is wrong, as a closed list: programs branch on it, each has a page and a cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// STS refuses, and does not tell which of several reasons it has.
    NotAnswering,
    StackMissing,
    WrongAccount,
    ExternalIdEdited,
    PrincipalEdited,
    RoleDeleted,
    RoleOfOtherAccount,
    TrustsEverybody,
    OtherPrincipals,
    ExternalIdWildcard,
    ExternalIdOptional,
    ExternalIdUnconditional,
    OtherRegion,
    TemplateOutdated,
    PermissionMissing,
    RoleClaimed,
    ExternalIdOld,
    BoundaryDenies,
    OrganizationDenies,
    RegionDisabled,
    ChoicesDiffer,
    /// AWS does not know the key, or it is inactive: STS answers both alike.
    KeyUnknown,
    KeySecretWrong,
    KeyOfOtherAccount,
    KeyOfRoot,
    PoliciesEdited,
    MachineOfOtherAccount,
    MachineOfRoot,
    /// The account has no OIDC provider for Landfast's issuer.
    ProviderMissing,
    /// The provider is there and does not take tokens for STS.
    ProviderAudience,
    /// The role lets in tokens for another audience.
    AudienceUnchecked,
    /// Accounts of the organization to which access is not proven.
    AccountsUncovered,
    /// Of the billing export.
    #[serde(untagged)]
    Export(ExportMistake),
}

impl Mistake {
    /// Those of API access and of the linked accounts.
    pub const ALL: [Self; 32] = [
        Self::NotAnswering,
        Self::StackMissing,
        Self::WrongAccount,
        Self::ExternalIdEdited,
        Self::PrincipalEdited,
        Self::RoleDeleted,
        Self::RoleOfOtherAccount,
        Self::TrustsEverybody,
        Self::OtherPrincipals,
        Self::ExternalIdWildcard,
        Self::ExternalIdOptional,
        Self::ExternalIdUnconditional,
        Self::OtherRegion,
        Self::TemplateOutdated,
        Self::PermissionMissing,
        Self::RoleClaimed,
        Self::ExternalIdOld,
        Self::BoundaryDenies,
        Self::OrganizationDenies,
        Self::RegionDisabled,
        Self::ChoicesDiffer,
        Self::KeyUnknown,
        Self::KeySecretWrong,
        Self::KeyOfOtherAccount,
        Self::KeyOfRoot,
        Self::PoliciesEdited,
        Self::MachineOfOtherAccount,
        Self::MachineOfRoot,
        Self::ProviderMissing,
        Self::ProviderAudience,
        Self::AudienceUnchecked,
        Self::AccountsUncovered,
    ];

    /// Those of every step.
    pub fn every() -> impl Iterator<Item = Self> {
        let exports = ExportMistake::ALL.into_iter().map(Self::Export);
        Self::ALL.into_iter().chain(exports)
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAnswering => "not_answering",
            Self::StackMissing => "stack_missing",
            Self::WrongAccount => "wrong_account",
            Self::ExternalIdEdited => "external_id_edited",
            Self::PrincipalEdited => "principal_edited",
            Self::RoleDeleted => "role_deleted",
            Self::RoleOfOtherAccount => "role_of_other_account",
            Self::TrustsEverybody => "trusts_everybody",
            Self::OtherPrincipals => "other_principals",
            Self::ExternalIdWildcard => "external_id_wildcard",
            Self::ExternalIdOptional => "external_id_optional",
            Self::ExternalIdUnconditional => "external_id_unconditional",
            Self::OtherRegion => "other_region",
            Self::TemplateOutdated => "template_outdated",
            Self::PermissionMissing => "permission_missing",
            Self::RoleClaimed => "role_claimed",
            Self::ExternalIdOld => "external_id_old",
            Self::BoundaryDenies => "boundary_denies",
            Self::OrganizationDenies => "organization_denies",
            Self::RegionDisabled => "region_disabled",
            Self::ChoicesDiffer => "choices_differ",
            Self::KeyUnknown => "key_unknown",
            Self::KeySecretWrong => "key_secret_wrong",
            Self::KeyOfOtherAccount => "key_of_other_account",
            Self::KeyOfRoot => "key_of_root",
            Self::PoliciesEdited => "policies_edited",
            Self::MachineOfOtherAccount => "machine_of_other_account",
            Self::MachineOfRoot => "machine_of_root",
            Self::ProviderMissing => "provider_missing",
            Self::ProviderAudience => "provider_audience",
            Self::AudienceUnchecked => "audience_unchecked",
            Self::AccountsUncovered => "accounts_uncovered",
            Self::Export(mistake) => mistake.as_str(),
        }
    }

    /// Whether the role is as safe as before and only older than what is wanted.
    #[must_use]
    pub const fn is_update(self) -> bool {
        matches!(
            self,
            Self::TemplateOutdated | Self::ExternalIdOld | Self::ChoicesDiffer
        )
    }

    /// Whether the role, as it is, would let somebody in who must stay out. Such a role is refused
    /// and its ARN is not kept.
    #[must_use]
    pub const fn is_unsafe(self) -> bool {
        matches!(
            self,
            Self::TrustsEverybody
                | Self::OtherPrincipals
                | Self::ExternalIdWildcard
                | Self::ExternalIdOptional
                | Self::ExternalIdUnconditional
                | Self::AudienceUnchecked
                | Self::RoleClaimed
                | Self::RoleOfOtherAccount
        )
    }

    /// Whether an access key with this mistake is not kept.
    #[must_use]
    pub const fn forgets_key(self) -> bool {
        matches!(
            self,
            Self::KeyUnknown | Self::KeySecretWrong | Self::KeyOfOtherAccount | Self::KeyOfRoot
        )
    }

    /// What a permission that was refused is called, by the layer that refused it.
    #[must_use]
    pub const fn denied_by(layer: Option<Layer>) -> Self {
        match layer {
            Some(Layer::PermissionsBoundary) => Self::BoundaryDenies,
            Some(Layer::ServiceControlPolicy | Layer::ResourceControlPolicy) => {
                Self::OrganizationDenies
            }
            Some(Layer::Region) => Self::RegionDisabled,
            Some(
                Layer::IdentityPolicy
                | Layer::SessionPolicy
                | Layer::ResourcePolicy
                | Layer::VpcEndpointPolicy,
            )
            | None => Self::PermissionMissing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored reports hold them as text.
    #[test]
    fn every_mistake_comes_back_by_its_name() {
        for mistake in Mistake::every() {
            let text = serde_json::to_value(mistake).unwrap();
            assert_eq!(text, mistake.as_str());
            assert_eq!(serde_json::from_value::<Mistake>(text).unwrap(), mistake);
        }
    }
}

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that Landfast can do for an account, with the permissions it needs for that.
///
/// Every capability has one file under `deploy/permissions/` and becomes one inline policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capability {
    /// Proves that the role is safe, and names the account.
    Identity,
    /// Tells the kind of account, and lists a payer's accounts.
    Organization,
    /// Finds the reports and exports that bills come from.
    Billing,
    /// Asks Cost Explorer, to reconcile bills with it.
    CostExplorer,
    /// Reads what AWS itself recommends.
    Recommendations,
    /// Lists what there is, by service and resource.
    Inventory,
    /// Follows a roll-out over a payer's linked accounts.
    Activation,
    /// Writes tags, and nothing but tags.
    TagWriting,
}

impl Capability {
    /// In the order in which templates and pages show them.
    pub const ALL: [Self; 8] = [
        Self::Identity,
        Self::Organization,
        Self::Billing,
        Self::CostExplorer,
        Self::Recommendations,
        Self::Inventory,
        Self::Activation,
        Self::TagWriting,
    ];

    /// Those that an account has or has not by a switch of its own, in the order of [`Self::ALL`].
    /// [`Self::TagWriting`] is none of them: it follows from [`TagAccess`](super::TagAccess).
    pub const OPTIONAL: [Self; 5] = [
        Self::Billing,
        Self::CostExplorer,
        Self::Recommendations,
        Self::Inventory,
        Self::Activation,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Organization => "organization",
            Self::Billing => "billing",
            Self::CostExplorer => "cost-explorer",
            Self::Recommendations => "recommendations",
            Self::Inventory => "inventory",
            Self::Activation => "activation",
            Self::TagWriting => "tag-writing",
        }
    }

    #[must_use]
    pub fn is_optional(self) -> bool {
        Self::OPTIONAL.contains(&self)
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|capability| capability.as_str() == text)
    }

    /// The file that declares its permissions, from the root of the repository.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Identity => "deploy/permissions/identity.toml",
            Self::Organization => "deploy/permissions/organization.toml",
            Self::Billing => "deploy/permissions/billing.toml",
            Self::CostExplorer => "deploy/permissions/cost-explorer.toml",
            Self::Recommendations => "deploy/permissions/recommendations.toml",
            Self::Inventory => "deploy/permissions/inventory.toml",
            Self::Activation => "deploy/permissions/activation.toml",
            Self::TagWriting => "deploy/permissions/tag-writing.toml",
        }
    }

    /// The content of [`Capability::file`] when this program was built.
    pub(super) const fn embedded(self) -> &'static str {
        match self {
            Self::Identity => include_str!("../../../../deploy/permissions/identity.toml"),
            Self::Organization => include_str!("../../../../deploy/permissions/organization.toml"),
            Self::Billing => include_str!("../../../../deploy/permissions/billing.toml"),
            Self::CostExplorer => include_str!("../../../../deploy/permissions/cost-explorer.toml"),
            Self::Recommendations => {
                include_str!("../../../../deploy/permissions/recommendations.toml")
            }
            Self::Inventory => include_str!("../../../../deploy/permissions/inventory.toml"),
            Self::Activation => include_str!("../../../../deploy/permissions/activation.toml"),
            Self::TagWriting => include_str!("../../../../deploy/permissions/tag-writing.toml"),
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_files_and_wire_forms_agree() {
        for capability in Capability::ALL {
            let name = capability.as_str();
            assert_eq!(Capability::parse(name), Some(capability));
            assert_eq!(capability.file(), format!("deploy/permissions/{name}.toml"));
            assert_eq!(serde_json::to_value(capability).ok(), Some(name.into()));
        }
        assert_eq!(Capability::parse("moon"), None);
    }

    #[test]
    fn every_file_of_the_folder_has_a_capability() -> Result<(), Box<dyn std::error::Error>> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = Vec::new();
        for file in std::fs::read_dir(root.join("deploy/permissions"))? {
            found.push(format!(
                "deploy/permissions/{}",
                file?.file_name().to_string_lossy()
            ));
        }
        found.retain(|name| name.ends_with(".toml"));
        found.sort();
        let mut wanted = Capability::ALL.map(Capability::file);
        wanted.sort_unstable();
        assert_eq!(found, wanted);
        Ok(())
    }
}

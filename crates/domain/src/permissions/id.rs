use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ActionName, Capability};

const PREFIX: &str = "permission.";

/// Names one permission of one capability: the check code `permission.identity.iam:GetRole`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PermissionId {
    capability: Capability,
    action: ActionName,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected a permission such as permission.identity.iam:GetRole; found {found:?}")]
pub struct MalformedPermissionId {
    pub found: String,
}

impl PermissionId {
    #[must_use]
    pub const fn new(capability: Capability, action: ActionName) -> Self {
        Self { capability, action }
    }

    /// Reads the role back; findings about its trust policy and its template rest on it.
    #[must_use]
    pub fn get_role() -> Self {
        Self::new(Capability::Identity, ActionName::known("iam", "GetRole"))
    }

    /// Tells the kind of account.
    #[must_use]
    pub fn describe_organization() -> Self {
        let action = ActionName::known("organizations", "DescribeOrganization");
        Self::new(Capability::Organization, action)
    }

    /// Takes the wire form. Whether the manifest has such a permission is
    /// [`Manifest::find`](super::Manifest::find)'s to say.
    ///
    /// # Errors
    /// [`MalformedPermissionId`] when the text has another form or names no capability.
    pub fn parse(text: &str) -> Result<Self, MalformedPermissionId> {
        Self::read(text).ok_or_else(|| MalformedPermissionId {
            found: text.chars().take(200).collect(),
        })
    }

    fn read(text: &str) -> Option<Self> {
        let (capability, action) = text.strip_prefix(PREFIX)?.split_once('.')?;
        let capability = Capability::parse(capability)?;
        Some(Self {
            capability,
            action: ActionName::parse(action).ok()?,
        })
    }

    #[must_use]
    pub const fn capability(&self) -> Capability {
        self.capability
    }

    #[must_use]
    pub const fn action(&self) -> &ActionName {
        &self.action
    }
}

impl fmt::Display for PermissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}.{}", self.capability, self.action)
    }
}

impl TryFrom<String> for PermissionId {
    type Error = MalformedPermissionId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PermissionId> for String {
    fn from(id: PermissionId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::permissions::testing::read_action;

    #[test]
    fn the_permissions_that_code_names_are_in_the_manifest()
    -> Result<(), Box<dyn std::error::Error>> {
        let manifest = crate::permissions::Manifest::embedded()?;
        for id in [
            PermissionId::get_role(),
            PermissionId::describe_organization(),
        ] {
            assert!(manifest.find(&id).is_some(), "{id}");
            assert_eq!(PermissionId::parse(&id.to_string()), Ok(id));
        }
        Ok(())
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "permission.identity",
            "permission.identity.",
            "permission.moon.iam:GetRole",
            "permission.identity.iam:Get*",
            "Permission.identity.iam:GetRole",
            "identity.iam:GetRole",
            "permission.identity.iam:GetRole.x",
        ] {
            let found = text.to_owned();
            assert_eq!(
                PermissionId::parse(text),
                Err(MalformedPermissionId { found })
            );
        }
    }

    proptest! {
        #[test]
        fn the_wire_form_comes_back(
            capability in prop::sample::select(&Capability::ALL[..]),
            action in read_action(),
        ) {
            let id = PermissionId::new(capability, action);
            prop_assert_eq!(PermissionId::parse(&id.to_string()), Ok(id.clone()));
            let json = serde_json::to_string(&id).map_err(|why| TestCaseError::fail(why.to_string()))?;
            prop_assert_eq!(json, format!("\"{id}\""));
        }
    }
}

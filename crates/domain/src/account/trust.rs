use serde::{Deserialize, Serialize};

/// Whom an account's role trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// The role or user as which Landfast runs, in an AWS account of its own.
    Role,
    /// Landfast's own OIDC issuer: no AWS account of Landfast's is needed.
    Issuer,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected one of role, issuer; found {found:?}")]
pub struct UnknownTrust {
    pub found: String,
}

impl Trust {
    pub const ALL: [Self; 2] = [Self::Role, Self::Issuer];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Issuer => "issuer",
        }
    }

    /// # Errors
    /// [`UnknownTrust`] names what there is.
    pub fn parse(text: &str) -> Result<Self, UnknownTrust> {
        let found = Self::ALL.into_iter().find(|trust| trust.as_str() == text);
        found.ok_or_else(|| UnknownTrust {
            found: text.chars().take(40).collect(),
        })
    }
}

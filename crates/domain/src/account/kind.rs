use serde::{Deserialize, Serialize};

use super::AccountId;

/// What an account is in its organization; told by AWS Organizations, never by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccountKind {
    /// The management account of an organization; it pays for the linked ones.
    Payer,
    /// A member account; `payer` is the organization's management account.
    Linked { payer: AccountId },
    /// In no organization.
    Standalone,
}

impl AccountKind {
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Payer => "payer",
            Self::Linked { .. } => "linked",
            Self::Standalone => "standalone",
        }
    }

    #[must_use]
    pub const fn payer(&self) -> Option<&AccountId> {
        match self {
            Self::Linked { payer } => Some(payer),
            Self::Payer | Self::Standalone => None,
        }
    }

    /// For people, as what a check found.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Payer => "payer (management account of its organization)".to_owned(),
            Self::Linked { payer } => format!("linked; its payer is {payer}"),
            Self::Standalone => "standalone (in no organization)".to_owned(),
        }
    }
}

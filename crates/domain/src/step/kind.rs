use std::fmt;

use serde::{Deserialize, Serialize};

use crate::AccountKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    ApiAccess,
    BillingExport,
    LinkedAccounts,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected one of the steps api-access, billing-export, linked-accounts; found {found:?}")]
pub struct UnknownStep {
    pub found: String,
}

impl StepKind {
    pub const ALL: [Self; 3] = [Self::ApiAccess, Self::BillingExport, Self::LinkedAccounts];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApiAccess => "api-access",
            Self::BillingExport => "billing-export",
            Self::LinkedAccounts => "linked-accounts",
        }
    }

    /// # Errors
    /// [`UnknownStep`] names the steps there are.
    pub fn parse(text: &str) -> Result<Self, UnknownStep> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownStep {
                found: text.chars().take(40).collect(),
            })
    }

    /// The steps that must have passed before this one can begin.
    #[must_use]
    pub const fn needs(self) -> &'static [Self] {
        match self {
            Self::ApiAccess => &[],
            Self::BillingExport | Self::LinkedAccounts => &[Self::ApiAccess],
        }
    }

    /// Whether an account of this kind has the step. A kind not known yet has the first one only.
    #[must_use]
    pub const fn applies_to(self, kind: Option<&AccountKind>) -> bool {
        match self {
            Self::ApiAccess => true,
            Self::BillingExport | Self::LinkedAccounts => matches!(kind, Some(AccountKind::Payer)),
        }
    }

    /// Whether the step is about the account itself. How far others of its organization are neither
    /// changes its status nor keeps anybody from confirming it.
    #[must_use]
    pub const fn is_own(self) -> bool {
        !matches!(self, Self::LinkedAccounts)
    }

    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ApiAccess => "API access",
            Self::BillingExport => "Billing export",
            Self::LinkedAccounts => "Linked accounts",
        }
    }

    /// One or two sentences that tell a person what the step is for.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::ApiAccess => {
                "A role in the account that Landfast may assume with the account's own external id, and nobody else at all."
            }
            Self::BillingExport => {
                "An export of the organization's bill into a bucket of this payer account, read by Landfast."
            }
            Self::LinkedAccounts => {
                "The same role in every account of the organization. The tab Linked accounts lists them, rolls the role out, and says of each what to do next; the check here is passed when access to all of them is proven."
            }
        }
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

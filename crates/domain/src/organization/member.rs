use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Reached, UnitId, stack_set::Instance};
use crate::{AccountId, Timestamp};

/// Where an account is in its life, as AWS Organizations says (`Account.State`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    PendingActivation,
    Active,
    /// AWS suspended it; nothing can be deployed there.
    Suspended,
    /// Its closing was asked for and is under way.
    PendingClosure,
    /// Closed; AWS keeps it for 90 days.
    Closed,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "expected pending_activation, active, suspended, pending_closure or closed; found {found:?}"
)]
pub struct UnknownMemberState {
    pub found: String,
}

impl MemberState {
    pub const ALL: [Self; 5] = [
        Self::PendingActivation,
        Self::Active,
        Self::Suspended,
        Self::PendingClosure,
        Self::Closed,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PendingActivation => "pending_activation",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::PendingClosure => "pending_closure",
            Self::Closed => "closed",
        }
    }

    /// # Errors
    /// [`UnknownMemberState`].
    pub fn parse(text: &str) -> Result<Self, UnknownMemberState> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| UnknownMemberState {
                found: text.chars().take(40).collect(),
            })
    }

    /// Whether a role can be made and entered there.
    #[must_use]
    pub const fn can_be_entered(self) -> bool {
        matches!(self, Self::Active)
    }

    /// For a sentence: "account 1 is …".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::PendingActivation => "not activated by AWS yet",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::PendingClosure => "being closed",
            Self::Closed => "closed",
        }
    }
}

impl fmt::Display for MemberState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An account of a payer's organization, whether or not it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: AccountId,
    /// As AWS Organizations has it.
    pub name: String,
    pub state: MemberState,
    /// Where it stands in the tree; `None` while Landfast may not read the tree.
    pub unit: Option<UnitId>,
    pub joined_at: Option<Timestamp>,
    pub first_seen_at: Timestamp,
    /// When a whole reading no longer had it.
    pub left_at: Option<Timestamp>,
    /// When somebody removed its registration: it is not registered again by itself.
    pub left_out_at: Option<Timestamp>,
    /// What became of the last try to enter it, while it is not registered.
    pub reached: Option<Reached>,
    /// The roll-out's StackSet there; `None` where it was never looked at, and for the payer, which no
    /// StackSet reaches.
    pub instance: Option<Instance>,
}

impl Member {
    /// Whether it counts for what is to be covered.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        self.left_at.is_none() && self.state.can_be_entered()
    }
}

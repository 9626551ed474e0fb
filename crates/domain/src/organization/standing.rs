use serde::{Deserialize, Serialize};

use super::{Member, MemberState};
use crate::{Timestamp, account::AccountStatus};

/// The last try to enter an account that is not registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    pub at: Timestamp,
    /// `None` when the role let Landfast in; else why not, in AWS's words or ours.
    pub why_not: Option<String>,
}

/// How far an account of an organization is, in one word. The closed list is part of the HTTP
/// contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberStanding {
    /// Not registered, and nobody has tried.
    NotActivated,
    /// Not registered; the last try to enter it was refused.
    NotReached,
    /// Registered, and not proven yet.
    Activating,
    /// Registered and proven.
    Active,
    /// Proven; an update of its role is wanted.
    UpdateAvailable,
    /// Registered; something must be changed there.
    Attention,
    /// Suspended, closed, being closed, or not activated by AWS yet.
    Unavailable,
    /// No longer in the organization.
    Left,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected one of {}; found {found:?}", names())]
pub struct UnknownStanding {
    pub found: String,
}

fn names() -> String {
    MemberStanding::ALL.map(MemberStanding::as_str).join(", ")
}

impl MemberStanding {
    pub const ALL: [Self; 8] = [
        Self::NotActivated,
        Self::NotReached,
        Self::Activating,
        Self::Active,
        Self::UpdateAvailable,
        Self::Attention,
        Self::Unavailable,
        Self::Left,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotActivated => "not_activated",
            Self::NotReached => "not_reached",
            Self::Activating => "activating",
            Self::Active => "active",
            Self::UpdateAvailable => "update_available",
            Self::Attention => "attention",
            Self::Unavailable => "unavailable",
            Self::Left => "left",
        }
    }

    /// # Errors
    /// [`UnknownStanding`].
    pub fn parse(text: &str) -> Result<Self, UnknownStanding> {
        Self::ALL
            .into_iter()
            .find(|standing| standing.as_str() == text)
            .ok_or_else(|| UnknownStanding {
                found: text.chars().take(40).collect(),
            })
    }

    /// `registered` is the state of the account's registration in the same workspace.
    #[must_use]
    pub fn of(member: &Member, registered: Option<AccountStatus>) -> Self {
        let refused = member
            .reached
            .as_ref()
            .is_some_and(|tried| tried.why_not.is_some());
        Self::told(member.left_at.is_some(), member.state, registered, refused)
    }

    /// The same from its parts: whether it has left, its state in AWS, its registration, and whether
    /// the last try to enter it was refused.
    #[must_use]
    pub const fn told(
        left: bool,
        state: MemberState,
        registered: Option<AccountStatus>,
        refused: bool,
    ) -> Self {
        match registered {
            _ if left => Self::Left,
            _ if !state.can_be_entered() => Self::Unavailable,
            None if refused => Self::NotReached,
            None => Self::NotActivated,
            Some(AccountStatus::Registering | AccountStatus::Waiting) => Self::Activating,
            Some(AccountStatus::Active) => Self::Active,
            Some(AccountStatus::UpdateAvailable) => Self::UpdateAvailable,
            Some(AccountStatus::Attention) => Self::Attention,
        }
    }

    /// Whether access to the account is proven.
    #[must_use]
    pub const fn is_covered(self) -> bool {
        matches!(self, Self::Active | Self::UpdateAvailable)
    }

    /// Whether access is wanted at all.
    #[must_use]
    pub const fn is_wanted(self) -> bool {
        !matches!(self, Self::Unavailable | Self::Left)
    }

    /// What to do next, for people; `None` when nothing is left to do.
    #[must_use]
    pub const fn next(self) -> Option<&'static str> {
        match self {
            Self::NotActivated => {
                Some("Roll the role out by StackSet, or register the account by itself.")
            }
            Self::NotReached => Some(
                "No role of the roll-out answers there. See whether the StackSet has reached the account, then check again.",
            ),
            Self::Activating => {
                Some("Its registration is not finished. Open the account to see what it waits for.")
            }
            Self::Active => None,
            Self::UpdateAvailable => {
                Some("Update the StackSet, or the account's own stack, to the current template.")
            }
            Self::Attention => Some("Open the account; its findings say what to change."),
            Self::Unavailable => {
                Some("Nothing can be deployed there while AWS has it in this state.")
            }
            Self::Left => Some(
                "It is no longer in the organization. Remove its registration, or register its new payer.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_from_its_parts() {
        use AccountStatus as S;
        use MemberStanding as M;
        for (left, state, registered, refused, expected) in [
            (false, MemberState::Active, None, false, M::NotActivated),
            (false, MemberState::Active, None, true, M::NotReached),
            (
                false,
                MemberState::Active,
                Some(S::Registering),
                true,
                M::Activating,
            ),
            (
                false,
                MemberState::Active,
                Some(S::Waiting),
                false,
                M::Activating,
            ),
            (
                false,
                MemberState::Active,
                Some(S::Active),
                false,
                M::Active,
            ),
            (
                false,
                MemberState::Active,
                Some(S::UpdateAvailable),
                false,
                M::UpdateAvailable,
            ),
            (
                false,
                MemberState::Active,
                Some(S::Attention),
                false,
                M::Attention,
            ),
            (
                false,
                MemberState::Suspended,
                Some(S::Active),
                false,
                M::Unavailable,
            ),
            (
                false,
                MemberState::PendingActivation,
                None,
                false,
                M::Unavailable,
            ),
            (true, MemberState::Active, Some(S::Active), false, M::Left),
        ] {
            assert_eq!(M::told(left, state, registered, refused), expected);
            assert_eq!(M::parse(expected.as_str()), Ok(expected));
        }
    }

    #[test]
    fn only_what_is_covered_needs_nothing() {
        for standing in MemberStanding::ALL {
            assert!(
                standing.next().is_some() || standing.is_covered(),
                "{standing:?}"
            );
        }
    }
}

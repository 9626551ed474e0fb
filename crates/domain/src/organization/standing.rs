use serde::{Deserialize, Serialize};

use super::{
    Member, MemberState,
    stack_set::{Instance, StackReason, StackState},
};
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
    /// Not registered and refused, though AWS says that the StackSet is deployed there.
    Unanswered,
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
    pub const ALL: [Self; 9] = [
        Self::NotActivated,
        Self::NotReached,
        Self::Unanswered,
        Self::Activating,
        Self::Active,
        Self::UpdateAvailable,
        Self::Attention,
        Self::Unavailable,
        Self::Left,
    ];

    /// Why it cannot be selected to be activated; `None` when it can.
    #[must_use]
    pub const fn why_not_activate(self) -> Option<&'static str> {
        match self {
            Self::NotActivated
            | Self::NotReached
            | Self::Unanswered
            | Self::Activating
            | Self::Attention => None,
            Self::Active | Self::UpdateAvailable => {
                Some("Access to this account was proven before.")
            }
            Self::Unavailable => Some("The account is not active in AWS."),
            Self::Left => Some("The account is no longer in the organization."),
        }
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotActivated => "not_activated",
            Self::NotReached => "not_reached",
            Self::Unanswered => "unanswered",
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
        let deployed = member
            .instance
            .as_ref()
            .is_some_and(|instance| instance.state == StackState::Current);
        let left = member.left_at.is_some();
        Self::told(left, member.state, registered, refused, deployed)
    }

    /// The same from its parts: whether it has left, its state in AWS, its registration, whether the
    /// last try to enter it was refused, and whether the StackSet is deployed there.
    #[must_use]
    pub const fn told(
        left: bool,
        state: MemberState,
        registered: Option<AccountStatus>,
        refused: bool,
        deployed: bool,
    ) -> Self {
        match registered {
            _ if left => Self::Left,
            _ if !state.can_be_entered() => Self::Unavailable,
            None if refused && deployed => Self::Unanswered,
            None if refused => Self::NotReached,
            None => Self::NotActivated,
            Some(status) => Self::of_registered(status),
        }
    }

    /// Of an account that is in the organization, open, and registered.
    #[must_use]
    pub const fn of_registered(status: AccountStatus) -> Self {
        match status {
            AccountStatus::Registering | AccountStatus::Waiting => Self::Activating,
            AccountStatus::Active => Self::Active,
            AccountStatus::UpdateAvailable => Self::UpdateAvailable,
            AccountStatus::Attention => Self::Attention,
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

    /// What to do next, for people; `None` when nothing is left to do. `instance` is the StackSet
    /// there, where it was looked at.
    #[must_use]
    pub fn next(self, instance: Option<&Instance>) -> Option<&'static str> {
        let by_stack_set = || instance.and_then(next_of);
        match self {
            Self::NotActivated => by_stack_set()
                .or(Some("Roll the role out by StackSet, or register the account by itself.")),
            Self::NotReached => by_stack_set().or(Some(
                "No role of the roll-out answers there. See whether the StackSet has reached the account, then check again.",
            )),
            Self::Unanswered => Some(
                "The StackSet ran there, and no role lets Landfast in. Compare its template and parameters with those of the roll-out, and see in the account whether the role was deleted or changed; then check again.",
            ),
            Self::Activating => {
                Some("Its registration is not finished. Open the account to see what it waits for.")
            }
            Self::Active => None,
            Self::UpdateAvailable => failed(instance).or(Some(
                "Update the StackSet, or the account's own stack, to the current template.",
            )),
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

/// Of an account that is not registered.
fn next_of(instance: &Instance) -> Option<&'static str> {
    match instance.state {
        StackState::None => Some(
            "The StackSet has no instance there. Add the account's unit to its targets, or register the account by itself.",
        ),
        StackState::Pending => Some(
            "The StackSet is on its way there. The account is tried as soon as AWS says that it is deployed.",
        ),
        StackState::Current | StackState::Outdated => {
            Some("The StackSet is deployed there. Check access now.")
        }
        StackState::Failed => failed(Some(instance)),
    }
}

fn failed(instance: Option<&Instance>) -> Option<&'static str> {
    instance
        .and_then(|instance| instance.reason)
        .map(StackReason::remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_from_its_parts() {
        use AccountStatus as S;
        use MemberStanding as M;
        use MemberState as A;
        for (left, state, registered, refused, deployed, expected) in [
            (false, A::Active, None, false, false, M::NotActivated),
            (false, A::Active, None, false, true, M::NotActivated),
            (false, A::Active, None, true, false, M::NotReached),
            (false, A::Active, None, true, true, M::Unanswered),
            (
                false,
                A::Active,
                Some(S::Registering),
                true,
                true,
                M::Activating,
            ),
            (
                false,
                A::Active,
                Some(S::Waiting),
                false,
                false,
                M::Activating,
            ),
            (false, A::Active, Some(S::Active), false, false, M::Active),
            (
                false,
                A::Active,
                Some(S::UpdateAvailable),
                false,
                true,
                M::UpdateAvailable,
            ),
            (
                false,
                A::Active,
                Some(S::Attention),
                false,
                true,
                M::Attention,
            ),
            (
                false,
                A::Suspended,
                Some(S::Active),
                false,
                false,
                M::Unavailable,
            ),
            (false, A::Suspended, None, true, true, M::Unavailable),
            (
                false,
                A::PendingActivation,
                None,
                false,
                false,
                M::Unavailable,
            ),
            (true, A::Active, Some(S::Active), false, true, M::Left),
        ] {
            assert_eq!(
                M::told(left, state, registered, refused, deployed),
                expected
            );
            assert_eq!(M::parse(expected.as_str()), Ok(expected));
        }
    }

    #[test]
    fn only_what_is_covered_needs_nothing() {
        for standing in MemberStanding::ALL {
            assert!(
                standing.next(None).is_some() || standing.is_covered(),
                "{standing:?}"
            );
        }
    }

    /// What the StackSet says decides what is next for whoever is not registered.
    #[test]
    fn what_is_next_follows_the_stack_set() {
        let next = |standing: MemberStanding, state, reason| {
            let instance = Instance {
                state,
                reason,
                ..Instance::ABSENT
            };
            standing.next(Some(&instance)).unwrap_or_default()
        };
        use MemberStanding as M;
        let taken = Some(StackReason::RoleNameTaken);
        for (standing, state, reason, part) in [
            (M::NotActivated, StackState::None, None, "no instance there"),
            (M::NotReached, StackState::Pending, None, "on its way"),
            (M::NotReached, StackState::Failed, taken, "Delete the stack"),
            (
                M::NotActivated,
                StackState::Current,
                None,
                "Check access now",
            ),
            (
                M::Unanswered,
                StackState::Current,
                None,
                "no role lets Landfast in",
            ),
            (
                M::UpdateAvailable,
                StackState::Failed,
                taken,
                "Delete the stack",
            ),
            (
                M::UpdateAvailable,
                StackState::Outdated,
                None,
                "Update the StackSet",
            ),
            (M::Attention, StackState::Failed, taken, "its findings"),
        ] {
            let found = next(standing, state, reason);
            assert!(found.contains(part), "{standing:?} {state:?}: {found}");
        }
        assert_eq!(next(M::Active, StackState::Failed, taken), "");
    }
}

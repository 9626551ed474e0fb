use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::PermitLook;
use crate::{
    AccountId, ExternalId, Partition, Region, RoleArn, RoleName, Timestamp,
    account::Trust,
    aws::RolePath,
    ids::PermitId,
    removal::{LookedAtDoors, Removal, RemovalState},
};

/// From asking to the end. A working day, and the night before it.
pub const VALID_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// The role that AWS Organizations makes in every account that it creates (AWS Organizations User
/// Guide, "Accessing member accounts"). AWS Control Tower's is `AWSControlTowerExecution`.
pub const MEMBER_ROLE: &str = "OrganizationAccountAccessRole";

/// What a permit lets Landfast do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum PermitWay {
    /// Enter these accounts by their role that trusts the payer.
    Selected(Selected),
    /// Roll out by a StackSet.
    StackSet,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selected {
    pub organization_id: String,
    /// Sorted, none twice, 500 at most.
    pub accounts: Vec<AccountId>,
    pub member_role: RoleName,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected one of the ways selected, stack_set; found {found:?}")]
pub struct UnknownPermitWay {
    pub found: String,
}

impl PermitWay {
    /// The template's parameter `Way`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Selected(_) => "selected",
            Self::StackSet => "stack_set",
        }
    }
}

/// What somebody is about to do by a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermitUse<'a> {
    /// Go on into this account.
    Enter(&'a AccountId),
    /// Make, change or follow the StackSet.
    StackSet,
}

/// A role in a payer for one activation alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    pub id: PermitId,
    pub payer: AccountId,
    #[serde(flatten)]
    pub way: PermitWay,
    pub external_id: ExternalId,
    pub trust: Trust,
    /// Where its stack belongs.
    pub region: Region,
    pub role_name: RoleName,
    pub asked_by: String,
    pub asked_at: Timestamp,
    /// Nobody can use the role afterwards. Whole seconds.
    pub valid_until: Timestamp,
    #[serde(flatten)]
    pub state: PermitState,
    /// Until when it is looked for by itself; grows while somebody looks on.
    pub follow_until: Option<Timestamp>,
    /// Looks since somebody began to look on.
    pub tries: u32,
    /// When its door was looked at last, whatever that gave.
    #[serde(default)]
    pub looked_at: Option<Timestamp>,
    /// What the last look gave, where that was not what was hoped for.
    pub last: Option<String>,
    /// Once it is to go: who said when that the stack is deleted, and what was tried.
    pub ending: Option<Removal>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PermitState {
    /// Its stack was never seen.
    Asked,
    /// It answers, and refuses everybody else.
    Open { since: Timestamp },
    /// It answers others too: it is not used.
    Unsafe { found: String },
    /// The activation is over: the owner deletes the stack.
    Ending,
    /// AWS refuses it, seen twice. The tries of `ending` are the evidence.
    Gone { at: Timestamp },
}

impl Permit {
    #[must_use]
    pub fn role_arn(&self) -> RoleArn {
        RoleArn::new(
            Partition::of(&self.region),
            self.payer.clone(),
            RolePath::landfast(),
            self.role_name.clone(),
        )
    }

    /// Whether its role may still be there, as far as is known.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self.state, PermitState::Gone { .. })
    }

    #[must_use]
    pub fn has_run_out(&self, now: Timestamp) -> bool {
        now >= self.valid_until
    }

    /// Whether it can be used now.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        matches!(self.state, PermitState::Open { .. }) && !self.has_run_out(now)
    }

    /// Whether a look for its stack makes sense.
    #[must_use]
    pub fn awaits_stack(&self, now: Timestamp) -> bool {
        matches!(self.state, PermitState::Asked) && !self.has_run_out(now)
    }

    /// Why it cannot be used for this now; `None` when it can.
    #[must_use]
    pub fn why_not_use(&self, wanted: PermitUse<'_>, now: Timestamp) -> Option<String> {
        if !self.is_open(now) {
            return Some(self.summary(now));
        }
        match (wanted, &self.way) {
            (PermitUse::Enter(account), PermitWay::Selected(_)) => (!self.covers(account))
                .then(|| format!("The permit does not reach account {account}.")),
            (PermitUse::StackSet, PermitWay::StackSet) => None,
            (PermitUse::Enter(_), PermitWay::StackSet) => {
                Some("The permit is for a roll-out by StackSet, and enters no account.".to_owned())
            }
            (PermitUse::StackSet, PermitWay::Selected(_)) => {
                Some("The permit is for selected accounts, and makes no StackSet.".to_owned())
            }
        }
    }

    /// Whether it was made to enter this account.
    #[must_use]
    pub fn covers(&self, account: &AccountId) -> bool {
        match &self.way {
            PermitWay::Selected(selected) => selected.accounts.binary_search(account).is_ok(),
            PermitWay::StackSet => false,
        }
    }

    /// Takes over what a look at its door has shown; `true` when it is open now and was not.
    pub fn looked(&mut self, look: &PermitLook, now: Timestamp) -> bool {
        if !matches!(
            self.state,
            PermitState::Asked | PermitState::Open { .. } | PermitState::Unsafe { .. }
        ) {
            return false;
        }
        self.tries = self.tries.saturating_add(1);
        self.looked_at = Some(now);
        self.last = look.said();
        match look {
            PermitLook::Open => {
                let was_open = matches!(self.state, PermitState::Open { .. });
                if !was_open {
                    self.state = PermitState::Open { since: now };
                }
                self.follow_until = None;
                !was_open
            }
            PermitLook::Unsafe { found } => {
                self.state = PermitState::Unsafe {
                    found: found.clone(),
                };
                self.follow_until = None;
                false
            }
            PermitLook::Refused { .. } | PermitLook::Unread { .. } => {
                // A role that was deleted early opens nothing any more, and one that does not show whom it
                // trusts is not used; its stack is awaited again.
                self.state = PermitState::Asked;
                false
            }
            PermitLook::Trouble { .. } => false,
        }
    }

    /// The activation is over, or somebody gives it up: what is left is to delete the stack. A second
    /// time changes nothing.
    pub fn end(&mut self, by: &str, now: Timestamp) {
        if self.ending.is_none() && self.is_live() {
            self.state = PermitState::Ending;
            self.follow_until = None;
            self.ending = Some(Removal::begun(by.to_owned(), now));
        }
    }

    /// It is needed again: one whose stack nobody has said to be deleted is looked for anew. Any other stays
    /// as it is.
    pub fn take_up(&mut self, now: Timestamp) {
        let untouched = self
            .ending
            .as_ref()
            .is_some_and(|ending| ending.said_at.is_none());
        if self.state == PermitState::Ending && untouched && !self.has_run_out(now) {
            self.state = PermitState::Asked;
            self.ending = None;
        }
    }

    /// Why nobody can say now that its stack is deleted; `None` when somebody can. While it waits for its next try
    /// somebody can: it is tried at once, as a removal is.
    #[must_use]
    pub fn why_not_end(&self) -> Option<&'static str> {
        if !self.is_live() {
            return Some("The permit is proven gone.");
        }
        let looking = |ending: &Removal| ending.state == RemovalState::Looking;
        self.ending
            .as_ref()
            .is_some_and(looking)
            .then_some("The role is being tried.")
    }

    /// Somebody says that the stack is deleted: the role is tried until it is refused. While it is
    /// being tried, a second time changes nothing. Gives the turn of the tries.
    pub fn said_deleted(&mut self, by: &str, now: Timestamp) -> Option<u32> {
        if self.why_not_end().is_some() {
            return None;
        }
        self.end(by, now);
        let ending = self.ending.as_mut()?;
        ending.said(by.to_owned(), now);
        Some(ending.turn)
    }

    /// Whether the tries of `turn` go on.
    #[must_use]
    pub fn wants_a_try(&self, turn: u32) -> bool {
        let goes_on = |ending: &Removal| {
            ending.turn == turn
                && matches!(
                    ending.state,
                    RemovalState::Looking | RemovalState::Waiting { .. }
                )
        };
        self.is_live() && self.ending.as_ref().is_some_and(goes_on)
    }

    /// Takes over what a try of the role has shown; `true` when it is proven gone.
    pub fn tried(&mut self, look: LookedAtDoors, now: Timestamp) -> bool {
        let Some(ending) = &mut self.ending else {
            return false;
        };
        let gone = ending.looked(look, now);
        if gone {
            self.state = PermitState::Gone { at: now };
        }
        gone
    }

    /// One sentence about how it stands.
    #[must_use]
    pub fn summary(&self, now: Timestamp) -> String {
        let until = self.valid_until;
        match &self.state {
            PermitState::Gone { at } if *at >= until => format!(
                "Proven gone at {at}: AWS refused the role, twice. It had run out by itself before; delete its stack if it is still there."
            ),
            PermitState::Gone { at } => {
                format!("Proven gone at {at}: AWS refused the role, twice.")
            }
            PermitState::Ending => self.ending_summary(),
            PermitState::Unsafe { found } => {
                format!(
                    "The role is not used: {found} Delete its stack and ask for another permit."
                )
            }
            PermitState::Asked | PermitState::Open { .. } if self.has_run_out(now) => format!(
                "The permit ran out at {until} and can no longer be used. Delete its stack, if it was launched, and have that checked."
            ),
            PermitState::Asked => format!(
                "Waiting for the payer's owner to launch the stack. It is valid until {until}."
            ),
            PermitState::Open { .. } => {
                format!("The permit is open until {until}: Landfast can use it, and nobody else.")
            }
        }
    }

    fn ending_summary(&self) -> String {
        let state = self.ending.as_ref().map(|ending| &ending.state);
        match state {
            Some(RemovalState::Looking) => "The role is being tried.".to_owned(),
            Some(RemovalState::Waiting { why, .. }) => why.in_words(),
            Some(RemovalState::StillAnswers) => {
                "The role still answers, minutes after its stack was said to be deleted. Delete the stack, and have it tried again.".to_owned()
            }
            Some(RemovalState::GaveUp { detail }) => {
                format!("Nothing could be said for too long: {detail} Have it tried again.")
            }
            Some(RemovalState::Begun) | None => {
                "The permit is no longer needed. Delete its stack; then the role is tried until AWS refuses it.".to_owned()
            }
        }
    }
}

#[cfg(test)]
#[path = "permit_tests.rs"]
pub(super) mod tests;

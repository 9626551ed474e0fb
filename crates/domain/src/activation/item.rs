use serde::{Deserialize, Serialize};

use super::{FailReason, SkipReason};
use crate::{AccountId, Timestamp};

/// One account of an activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationItem {
    pub account: AccountId,
    /// As AWS Organizations has it.
    pub name: String,
    /// In the order in which they are begun.
    pub position: u32,
    #[serde(flatten)]
    pub state: ItemState,
    /// How often it was begun.
    pub attempt: u32,
    /// Grows with each change, so that work of an older state does nothing.
    pub revision: u32,
    /// Of the call that creates the stack; kept before the call is made.
    pub token: Option<String>,
    pub stack_id: Option<String>,
    /// When the present state began.
    pub since: Option<Timestamp>,
    /// Looks in the present state.
    pub looks: u32,
    /// What is waited for, in one sentence.
    pub note: Option<String>,
}

/// How far an account is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ItemState {
    Queued,
    /// Its registration is made, and it is entered.
    Entering,
    /// Its stack is being made.
    Creating,
    /// Its role is checked.
    Proving,
    Done {
        at: Timestamp,
    },
    Failed {
        reason: FailReason,
        /// What was found, in AWS's words or ours.
        detail: String,
        at: Timestamp,
    },
    Skipped {
        why: SkipReason,
        at: Timestamp,
    },
}

impl ItemState {
    pub const NAMES: [&str; 7] = [
        "queued", "entering", "creating", "proving", "done", "failed", "skipped",
    ];

    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Entering => "entering",
            Self::Creating => "creating",
            Self::Proving => "proving",
            Self::Done { .. } => "done",
            Self::Failed { .. } => "failed",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// What one step of the work at an account came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// The call that made the stack was taken.
    Created {
        stack_id: String,
    },
    /// The stack is complete.
    Complete,
    /// The role is proven, and the registration confirmed.
    Proven,
    /// Nothing yet; it is looked at again. The text says what is waited for.
    Again {
        note: String,
    },
    Failed {
        reason: FailReason,
        detail: String,
    },
    Skipped {
        why: SkipReason,
    },
}

impl ActivationItem {
    #[must_use]
    pub const fn queued(account: AccountId, name: String, position: u32) -> Self {
        Self {
            account,
            name,
            position,
            state: ItemState::Queued,
            attempt: 0,
            revision: 0,
            token: None,
            stack_id: None,
            since: None,
            looks: 0,
            note: None,
        }
    }

    /// Whether work goes on at it.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(
            self.state,
            ItemState::Entering | ItemState::Creating | ItemState::Proving
        )
    }

    /// Begins a queued one; `false` for any other. `token` is kept before anything is created with it.
    pub fn begin(&mut self, token: impl FnOnce(u32) -> String, now: Timestamp) -> bool {
        if self.state != ItemState::Queued {
            return false;
        }
        self.attempt = self.attempt.saturating_add(1);
        self.token = Some(token(self.attempt));
        self.stack_id = None;
        self.moves(ItemState::Entering, now);
        true
    }

    /// Takes over what a step came to; `true` when work at the account is over. What does not fit the state
    /// changes nothing: another worker was quicker.
    pub fn passed(&mut self, what: Passed, now: Timestamp) -> bool {
        if !self.is_under_way() {
            return false;
        }
        match what {
            Passed::Created { stack_id } => {
                self.stack_id = Some(stack_id);
                self.moves(ItemState::Creating, now);
            }
            Passed::Complete => self.moves(ItemState::Proving, now),
            Passed::Proven => self.moves(ItemState::Done { at: now }, now),
            Passed::Again { note } => {
                self.looks = self.looks.saturating_add(1);
                self.revision = self.revision.saturating_add(1);
                self.note = Some(note);
            }
            Passed::Failed { reason, detail } => {
                let at = now;
                self.moves(ItemState::Failed { reason, detail, at }, now);
            }
            Passed::Skipped { why } => self.moves(ItemState::Skipped { why, at: now }, now),
        }
        !self.is_under_way()
    }

    /// Puts a failed one back; `false` for any other.
    pub fn retry(&mut self, now: Timestamp) -> bool {
        let failed = matches!(self.state, ItemState::Failed { .. });
        if failed {
            self.moves(ItemState::Queued, now);
        }
        failed
    }

    fn moves(&mut self, to: ItemState, now: Timestamp) {
        self.state = to;
        self.since = Some(now);
        self.looks = 0;
        self.note = None;
        self.revision = self.revision.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_767_225_600_000);

    fn item(state: ItemState) -> ActivationItem {
        let account = AccountId::parse("000000000001").unwrap();
        ActivationItem {
            state,
            ..ActivationItem::queued(account, "Team 1".to_owned(), 0)
        }
    }

    #[test]
    fn every_outcome_in_every_state() {
        let states = [
            ItemState::Queued,
            ItemState::Entering,
            ItemState::Creating,
            ItemState::Proving,
            ItemState::Done { at: NOW },
            ItemState::Failed {
                reason: FailReason::GaveUp,
                detail: String::new(),
                at: NOW,
            },
            ItemState::Skipped {
                why: SkipReason::OtherMethod,
                at: NOW,
            },
        ];
        let outcomes = [
            Passed::Created {
                stack_id: "arn".to_owned(),
            },
            Passed::Complete,
            Passed::Proven,
            Passed::Again {
                note: "Waits.".to_owned(),
            },
            Passed::Failed {
                reason: FailReason::StackFailed,
                detail: "why".to_owned(),
            },
            Passed::Skipped {
                why: SkipReason::AlreadyProven,
            },
        ];
        let mut table = String::new();
        for state in &states {
            let mut begun = item(state.clone());
            let began = begun.begin(|attempt| attempt.to_string(), NOW);
            let mut again = item(state.clone());
            let retried = again.retry(NOW);
            table += &format!(
                "{:8} begin {began} -> {}; retry {retried} -> {}\n",
                state.name(),
                begun.state.name(),
                again.state.name()
            );
            for outcome in &outcomes {
                let mut one = item(state.clone());
                let over = one.passed(outcome.clone(), NOW);
                let said = format!("{outcome:?}");
                table += &format!(
                    "         {:8} -> {}{}\n",
                    said.split([' ', '{']).next().unwrap_or_default(),
                    one.state.name(),
                    if over { ", over" } else { "" }
                );
            }
        }
        insta::assert_snapshot!(table);
    }
}

//! Taking access back: what an account's owner has to delete, the proof that nothing answers any
//! more, and the receipt that stays.
//!
//! Landfast deletes nothing in AWS: it has no right to. It tries every door that it knows, and only
//! refusals count, seen twice, while its own identity was shown to work.

mod guide;
mod judge;
mod orphan;
mod receipt;

use serde::{Deserialize, Serialize};

use crate::{RoleArn, Timestamp};

pub use guide::{GuideStep, guide};
pub use judge::{Found, LookedAtDoors, judge};
pub use orphan::{Orphan, OrphanState};
pub use receipt::{RECEIPT_FORM, Receipt, ReceiptVerdict};

/// A way into an account that has to be shut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "door", rename_all = "snake_case")]
pub enum Door {
    /// A role with one of the account's external ids; the id itself is not said.
    Role { role_arn: RoleArn, id: WhichId },
    /// A stored access key, by the end of its id.
    Key { last4: String },
}

/// Which of an account's external ids a role is tried with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhichId {
    Present,
    /// The one that takes its place, while it is rotated.
    Next,
    /// Of a permit.
    Permit,
}

impl Door {
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Role {
                role_arn,
                id: WhichId::Present,
            } => format!("{role_arn} with the account's external id"),
            Self::Role {
                role_arn,
                id: WhichId::Next,
            } => format!("{role_arn} with the account's next external id"),
            Self::Role {
                role_arn,
                id: WhichId::Permit,
            } => format!("{role_arn} with the permit's external id"),
            Self::Key { last4 } => format!("the access key ending in {last4}"),
        }
    }
}

/// What AWS said at a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    LetIn,
    Refused {
        code: String,
        /// What AWS support asks for.
        request_id: Option<String>,
    },
    /// Says nothing about the account.
    Trouble {
        detail: String,
        request_id: Option<String>,
    },
}

/// One door that was tried once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorTry {
    #[serde(flatten)]
    pub door: Door,
    #[serde(flatten)]
    pub answer: Answer,
    pub at: Timestamp,
}

/// A removal that was begun and is not proven yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// An e-mail address, or `token:NAME`.
    pub begun_by: String,
    pub begun_at: Timestamp,
    /// Who said last that everything is deleted in AWS, and when.
    pub said_by: Option<String>,
    pub said_at: Option<Timestamp>,
    /// Grows each time somebody says so; work of an older turn does nothing.
    pub turn: u32,
    /// Since when every door has refused, without a break.
    pub refused_since: Option<Timestamp>,
    pub state: RemovalState,
    /// Of the present turn, oldest first.
    pub tries: Vec<DoorTry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RemovalState {
    /// The owner has yet to delete what the guide names.
    Begun,
    Looking,
    /// Looks again by itself.
    Waiting {
        why: RemovalWait,
        next_at: Timestamp,
    },
    /// Something answers although it was said to be deleted.
    StillAnswers,
    /// Nothing could be said for too long.
    GaveUp {
        detail: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum RemovalWait {
    /// IAM takes a moment until every part of AWS knows that a role is gone.
    StillAnswers,
    /// Refused once; seen again before it counts.
    Confirming,
    Trouble {
        detail: String,
    },
}

impl RemovalWait {
    /// One sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::StillAnswers => {
                "It still answers. A role that was deleted takes a moment until every part of AWS knows it; it is tried again.".to_owned()
            }
            Self::Confirming => {
                "Every way in was refused. It counts when it is seen a second time.".to_owned()
            }
            Self::Trouble { detail } => {
                format!("Nothing is known yet: {detail} It is tried again.")
            }
        }
    }
}

/// How many tries are kept; the newest ones.
const KEPT: usize = 60;

impl Removal {
    #[must_use]
    pub const fn begun(by: String, at: Timestamp) -> Self {
        Self {
            begun_by: by,
            begun_at: at,
            said_by: None,
            said_at: None,
            turn: 0,
            refused_since: None,
            state: RemovalState::Begun,
            tries: Vec::new(),
        }
    }

    /// Somebody says that everything is deleted. A second time within a turn begins another one, with
    /// its own two looks: what was refused long ago proves nothing.
    pub fn said(&mut self, by: String, at: Timestamp) {
        self.said_by = Some(by);
        self.said_at = Some(at);
        self.turn = self.turn.saturating_add(1);
        self.refused_since = None;
        self.state = RemovalState::Looking;
        self.tries.clear();
    }

    /// Takes over what a look of the present turn has shown; `true` when access is gone.
    pub fn looked(&mut self, look: LookedAtDoors, now: Timestamp) -> bool {
        let found = judge(&look, self, now);
        self.tries.extend(look.tries);
        let surplus = self.tries.len().saturating_sub(KEPT);
        self.tries.drain(..surplus);
        match found {
            Found::Gone => return true,
            Found::Confirm { again_at } => {
                self.refused_since = self.refused_since.or(Some(now));
                self.waits(RemovalWait::Confirming, again_at);
            }
            Found::StillAnswers { again_at } => {
                self.refused_since = None;
                match again_at {
                    Some(at) => self.waits(RemovalWait::StillAnswers, at),
                    None => self.state = RemovalState::StillAnswers,
                }
            }
            Found::Unknown { detail, again_at } => match again_at {
                Some(at) => self.waits(RemovalWait::Trouble { detail }, at),
                None => self.state = RemovalState::GaveUp { detail },
            },
        }
        false
    }

    fn waits(&mut self, why: RemovalWait, next_at: Timestamp) {
        self.state = RemovalState::Waiting { why, next_at };
    }

    /// When it looks again by itself.
    #[must_use]
    pub const fn next_at(&self) -> Option<Timestamp> {
        match &self.state {
            RemovalState::Waiting { next_at, .. } => Some(*next_at),
            _ => None,
        }
    }
}

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{Timestamp, ids::CheckId};

/// Where a step is. A state carries only what exists in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum StepState {
    Locked {
        why: LockReason,
    },
    /// The person can act.
    Open,
    Checking {
        check: CheckId,
        since: Timestamp,
    },
    Passed {
        at: Timestamp,
    },
    /// The person must act; the last report says how.
    Blocked {
        at: Timestamp,
    },
    /// Not the customer's fault; tried again at `next_at`.
    Waiting {
        check: Option<CheckId>,
        since: Timestamp,
        next_at: Timestamp,
        why: WaitReason,
        /// Until when a refusal still counts as "not visible yet".
        patience_ends_at: Option<Timestamp>,
    },
    /// Was fine and no longer is as it is wanted.
    Drifted {
        passed_at: Timestamp,
        found_at: Timestamp,
        #[serde(default)]
        why: DriftReason,
    },
    Skipped {
        by: String,
        at: Timestamp,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum LockReason {
    Needs {
        step: StepKind,
    },
    /// This version of Landfast cannot do it yet.
    Coming,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// A new role takes a moment until every part of IAM knows it.
    NewRole,
    /// Followed from the page: nothing answers yet.
    NotDeployed,
    /// AWS or Landfast has trouble.
    Trouble,
    /// Everything is in place; AWS delivers within a day.
    FirstDelivery,
    /// The organization is read, and its accounts are tried.
    RollOut,
}

/// What a step drifted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftReason {
    /// Something in the account is not as it was proven to be.
    #[default]
    Finding,
    /// The role is as safe as it was, but something newer is wanted of it.
    UpdateAvailable,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected finding or update_available; found {found:?}")]
pub struct UnknownDriftReason {
    pub found: String,
}

impl DriftReason {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::UpdateAvailable => "update_available",
        }
    }

    /// # Errors
    /// [`UnknownDriftReason`] for a text that no version of Landfast has written.
    pub fn parse(text: &str) -> Result<Self, UnknownDriftReason> {
        [Self::Finding, Self::UpdateAvailable]
            .into_iter()
            .find(|why| why.as_str() == text)
            .ok_or_else(|| UnknownDriftReason {
                found: text.chars().take(40).collect(),
            })
    }
}

impl StepState {
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Locked { .. } => "locked",
            Self::Open => "open",
            Self::Checking { .. } => "checking",
            Self::Passed { .. } => "passed",
            Self::Blocked { .. } => "blocked",
            Self::Waiting { .. } => "waiting",
            Self::Drifted { .. } => "drifted",
            Self::Skipped { .. } => "skipped",
        }
    }

    /// One line for a table.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        match self {
            Self::Locked {
                why: LockReason::Needs { .. },
            } => "An earlier step must pass first",
            Self::Locked {
                why: LockReason::Coming,
            } => "Comes with a later version",
            Self::Open => "Ready to set up",
            Self::Checking { .. } => "Checking",
            Self::Passed { .. } => "Proven",
            Self::Blocked { .. } => "Something must be changed in AWS",
            Self::Waiting {
                why: WaitReason::NewRole,
                ..
            } => "A new role takes a moment",
            Self::Waiting {
                why: WaitReason::NotDeployed,
                ..
            } => "Nothing answers yet; still looking",
            Self::Waiting {
                why: WaitReason::Trouble,
                ..
            } => "Could not be checked; tried again by itself",
            Self::Waiting {
                why: WaitReason::FirstDelivery,
                ..
            } => "In place; AWS delivers for the first time within a day",
            Self::Waiting {
                why: WaitReason::RollOut,
                ..
            } => "Accounts are being read and tried",
            Self::Drifted {
                why: DriftReason::Finding,
                ..
            } => "Was proven, no longer is",
            Self::Drifted {
                why: DriftReason::UpdateAvailable,
                ..
            } => "Proven; an update is available",
            Self::Skipped { .. } => "Set up later",
        }
    }
}

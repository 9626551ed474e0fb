use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// One operation on a StackSet (`StackSetOperationSummary`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    pub id: String,
    pub action: OperationAction,
    pub status: OperationStatus,
    pub created_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// In how many accounts and regions it failed, as far as AWS has counted.
    pub failed: Option<u32>,
    /// AWS's words.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationAction {
    Create,
    Update,
    Delete,
    DetectDrift,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationStatus {
    Queued,
    Running,
    Stopping,
    Stopped,
    Succeeded,
    Failed,
    Unknown,
}

impl OperationStatus {
    /// Whether something is still to come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running | Self::Stopping)
    }
}

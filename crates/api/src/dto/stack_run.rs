use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Time;

/// Whom Landfast is to roll out to. Left out: everybody below the root, also who comes later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunDraft {
    /// Ids of units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// Only these accounts of the units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// The unit that comes first; the rest waits until every account of it is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canary: Option<String>,
    /// Whether the rest follows the canary without a click.
    #[serde(default)]
    pub by_itself: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    Start,
    Retry,
    Update,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Landfast or AWS is at work, or it waits for what `waits` says.
    Walking,
    Stopping,
    /// Every leg was walked; accounts that failed say so themselves.
    Done,
    Stopped,
    /// What was found does not allow it.
    Refused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunLegKind {
    /// The StackSet is made, or found as it is wanted.
    Make,
    Deploy,
    /// Accounts that failed, once more.
    Redo,
    /// The StackSet and all its instances get the current template.
    Update,
    /// Every account of the canary is proven by Landfast's own probes.
    Prove,
    /// Somebody says that it may go on.
    Gate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunLegState {
    Done,
    Current,
    Coming,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunLegView {
    pub kind: RunLegKind,
    pub state: RunLegState,
    /// Ids of the units that it is about.
    pub units: Vec<String>,
    /// The accounts that it is limited to; empty for all of the units.
    pub accounts: Vec<String>,
    /// The operation's id in AWS.
    #[schema(required)]
    pub operation_id: Option<String>,
}

/// A roll-out that Landfast runs itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StackRunView {
    pub run_id: String,
    pub kind: RunKind,
    /// An e-mail address, or `token:NAME`.
    pub by: String,
    pub began_at: Time,
    #[schema(required)]
    pub ended_at: Option<Time>,
    pub state: RunState,
    /// Why nothing moves just now, or why it was refused.
    #[schema(required)]
    pub waits: Option<String>,
    pub legs: Vec<RunLegView>,
}

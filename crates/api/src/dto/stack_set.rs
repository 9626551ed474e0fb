use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Time;

/// How far the StackSet of a roll-out is in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackState {
    /// The StackSet has no instance there.
    None,
    /// Its turn is still to come, or it is being deployed.
    Pending,
    /// AWS says that it is deployed as the StackSet is now.
    Current,
    /// Deployed as the StackSet was before.
    Outdated,
    Failed,
}

/// Why a StackSet did not reach an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackReason {
    RoleNameTaken,
    PolicyDenies,
    RegionClosed,
    AccountSuspended,
    TrustedAccessOff,
    ExecutionRoleMissing,
    ToleranceExceeded,
    Stopped,
    /// AWS's own words are beside it.
    Other,
}

/// In what the StackSet is not as the roll-out wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackSetFlawKind {
    OtherTemplate,
    WrongParameter,
    OtherChoice,
    NoAutoDeployment,
    NotServiceManaged,
    NoManagedExecution,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StackSetFlawView {
    pub kind: StackSetFlawKind,
    pub expected: String,
    pub found: String,
    pub remedy: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackSetAction {
    Create,
    Update,
    Delete,
    DetectDrift,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StackSetOperationState {
    Queued,
    Running,
    Stopping,
    Stopped,
    Succeeded,
    Failed,
    Unknown,
}

/// One operation on the StackSet, as AWS tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StackSetOperationView {
    pub operation_id: String,
    pub action: StackSetAction,
    pub state: StackSetOperationState,
    #[schema(required)]
    pub created_at: Option<Time>,
    #[schema(required)]
    pub ended_at: Option<Time>,
    /// In how many accounts it failed, as far as AWS has counted.
    #[schema(required)]
    pub failed: Option<u32>,
    /// AWS's words.
    #[schema(required)]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StackCount {
    pub stack: StackState,
    pub accounts: u64,
}

/// Why the StackSet was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotLookedView {
    pub because: String,
    /// What to do next; `null` when it is tried again by itself.
    #[schema(required)]
    pub remedy: Option<String>,
}

/// What was seen of the StackSet of a roll-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StackSetView {
    pub name: String,
    pub region: String,
    /// The last look, whatever it gave; `null` until there was one.
    #[schema(required)]
    pub looked_at: Option<Time>,
    /// The last whole look. What follows is of that one.
    #[schema(required)]
    pub read_at: Option<Time>,
    #[schema(required)]
    pub not_looked: Option<NotLookedView>,
    /// Whether there is a StackSet of that name; `null` before a whole look.
    #[schema(required)]
    pub exists: Option<bool>,
    /// Whether AWS is still at work on it.
    pub at_work: bool,
    /// Ids of the units that it targets.
    pub units: Vec<String>,
    /// In what it is not as the roll-out wants it.
    pub flaws: Vec<StackSetFlawView>,
    /// The newest first; `null` where the payer's role may not list them.
    #[schema(required)]
    pub operations: Option<Vec<StackSetOperationView>>,
    /// Of the accounts that are in the organization, without the payer.
    pub by_stack: Vec<StackCount>,
    /// Instances in accounts that are not known to be in the organization.
    pub elsewhere: u64,
}

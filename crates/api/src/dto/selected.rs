use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ActionView, PermitView, Time};

/// Which linked accounts are to be activated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivationDraft {
    /// 1 to 500 linked accounts of the payer.
    pub account_ids: Vec<String>,
    /// The role there that trusts the payer; `OrganizationAccountAccessRole` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_role: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivationState {
    /// For its permit to be open.
    Waiting,
    Running,
    /// Accounts that are not begun are left, those under way finish.
    Stopping,
    Stopped,
    Done,
}

/// Why an account could not be activated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivationReason {
    MemberRoleMissing,
    RefusedByScp,
    MemberRoleLacksRights,
    StackNameTaken,
    RoleNameTaken,
    RegionClosed,
    AccountUnavailable,
    StackFailed,
    NotProven,
    PermitEnded,
    GaveUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivatedState {
    Queued,
    /// Its registration is made, and it is entered.
    Entering,
    /// Its stack is being made.
    Creating,
    /// Its role is checked.
    Proving,
    Done,
    Failed,
    Skipped,
}

/// How many accounts of an activation are how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivationCounts {
    pub all: u32,
    pub queued: u32,
    pub under_way: u32,
    pub done: u32,
    pub failed: u32,
    pub skipped: u32,
}

/// The activation of selected accounts of a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivationView {
    pub activation_id: String,
    pub payer: String,
    pub state: ActivationState,
    /// One sentence about how it stands.
    pub summary: String,
    pub member_role: String,
    pub begun_by: String,
    pub begun_at: Time,
    #[schema(required)]
    pub ended_at: Option<Time>,
    pub counts: ActivationCounts,
    /// By which it enters the accounts; `null` when its record is gone.
    #[schema(required)]
    pub permit: Option<PermitView>,
    /// `stop`, `retry`.
    pub actions: Vec<ActionView>,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivationList {
    pub items: Vec<ActivationView>,
}

/// One account of an activation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivatedView {
    pub account_id: String,
    /// As AWS Organizations has it.
    pub name: String,
    pub state: ActivatedState,
    /// Of one that failed.
    #[schema(required)]
    pub reason: Option<ActivationReason>,
    /// What was found, or what is waited for.
    #[schema(required)]
    pub detail: Option<String>,
    /// What to do before it is tried again.
    #[schema(required)]
    pub remedy: Option<String>,
    /// Page of the reason.
    #[schema(required, example = "/help/member_role_missing")]
    pub help: Option<String>,
    /// How often it was begun.
    pub attempt: u32,
    /// When the present state began.
    #[schema(required)]
    pub since: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivatedPage {
    pub items: Vec<ActivatedView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivatedQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ActivatedState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Which accounts that failed are tried again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivationRetry {
    /// All that failed, and those that a stop left, when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_ids: Option<Vec<String>>,
}

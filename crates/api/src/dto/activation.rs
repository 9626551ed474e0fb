use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, DoorTryView, ExportStackView, GuideStepView, RemovalState, Time};

/// What a permit lets Landfast do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PermitWay {
    /// Enter selected accounts by their role that trusts the payer.
    Selected,
    /// Roll out by StackSet.
    StackSet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PermitState {
    /// Its stack was never seen.
    Asked,
    /// It can be used, by Landfast and nobody else.
    Open,
    /// It answers others too, and is not used.
    Unsafe,
    /// It ran out by itself; its stack may still be there.
    RanOut,
    /// No longer needed: its owner deletes the stack.
    Ending,
    /// AWS refuses its role, seen twice.
    Gone,
}

/// A role in a payer for one activation alone. Its external id is among the parameters of the stack while that is
/// awaited, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermitView {
    pub permit_id: String,
    pub payer: String,
    pub way: PermitWay,
    pub state: PermitState,
    /// One sentence about the state.
    pub summary: String,
    /// What the last look gave, where that was not what was hoped for.
    #[schema(required)]
    pub last: Option<String>,
    /// When its door was looked at last; `null` before the first look.
    #[schema(required)]
    pub looked_at: Option<Time>,
    pub role_arn: String,
    /// The accounts that it can enter; empty for `stack_set`.
    pub account_ids: Vec<String>,
    /// The role there that it enters by; `null` for `stack_set`.
    #[schema(required)]
    pub member_role: Option<String>,
    pub asked_by: String,
    pub asked_at: Time,
    /// Nobody can use the role afterwards.
    pub valid_until: Time,
    /// When it was seen to answer first, while it is open.
    #[schema(required)]
    pub open_since: Option<Time>,
    /// When it was proven gone.
    #[schema(required)]
    pub gone_at: Option<Time>,
    /// What the payer's owner launches, while that is awaited.
    #[schema(required)]
    pub stack: Option<ExportStackView>,
    #[schema(required)]
    pub why_not_ready: Option<String>,
    /// How its owner deletes the stack.
    pub guide: Vec<GuideStepView>,
    /// How far the proof is that it is gone; `null` while it may still be used.
    #[schema(required)]
    pub ending: Option<RemovalState>,
    /// What was tried since somebody said last that the stack is deleted, oldest first.
    pub tries: Vec<DoorTryView>,
    /// When it looks again by itself at a role that is to go.
    #[schema(required)]
    pub next_at: Option<Time>,
    /// `check`, `end`.
    pub actions: Vec<ActionView>,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermitList {
    pub items: Vec<PermitView>,
}

/// What a permit is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PermitDraft {
    pub way: PermitWay,
    /// For `selected`, and refused otherwise: 1 to 500 linked accounts of the payer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_ids: Option<Vec<String>>,
    /// For `selected`, and refused otherwise: the role there that trusts the payer; `OrganizationAccountAccessRole` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_role: Option<String>,
}

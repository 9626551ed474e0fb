use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    AccountStatus, ActionView, ParameterView, StackReason, StackRunView, StackSetView, StackState,
    TagAccess, Time,
};

/// The organization of a payer with how much of it is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganizationView {
    /// The payer's account id.
    pub payer: String,
    #[schema(required)]
    pub organization_id: Option<String>,
    /// The last whole reading; `null` until there was one.
    #[schema(required)]
    pub read_at: Option<Time>,
    /// The last look, whatever it gave.
    #[schema(required)]
    pub looked_at: Option<Time>,
    /// Why the last look read nothing, or not the units.
    #[schema(required)]
    pub trouble: Option<String>,
    pub coverage: CoverageView,
    /// Depth first; empty where the units cannot be read.
    pub units: Vec<UnitView>,
    /// The StackSet of the roll-out; `null` until somebody has begun one.
    #[schema(required)]
    pub stack_set: Option<StackSetView>,
    /// `discover`.
    pub actions: Vec<ActionView>,
}

/// How many accounts stand how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoverageView {
    /// Accounts to which access is proven.
    pub covered: u64,
    /// Accounts to which access is wanted: active in AWS and in the organization.
    pub wanted: u64,
    /// Whole per cent, rounded down.
    pub per_cent: u64,
    /// Those that there are, each standing once.
    pub by_standing: Vec<StandingCount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingCount {
    pub standing: MemberStanding,
    pub accounts: u64,
}

/// A root or an organizational unit, with the coverage of everything in it and below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitView {
    pub unit_id: String,
    pub name: String,
    /// 0 for the root.
    pub depth: u32,
    pub coverage: CoverageView,
}

/// How far an account of an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
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

/// Where an account is in its life, as AWS Organizations says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    PendingActivation,
    Active,
    Suspended,
    PendingClosure,
    Closed,
}

/// An account of a payer's organization, registered or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    pub account_id: String,
    /// As AWS Organizations has it.
    pub name: String,
    pub state: MemberState,
    /// Names of the units from below the root down; `null` where they cannot be read.
    #[schema(required)]
    pub unit: Option<String>,
    #[schema(required)]
    pub unit_id: Option<String>,
    #[schema(required)]
    pub joined_at: Option<Time>,
    pub first_seen_at: Time,
    #[schema(required)]
    pub left_at: Option<Time>,
    pub standing: MemberStanding,
    /// What to do next; `null` when nothing is left to do.
    #[schema(required)]
    pub next: Option<String>,
    /// The roll-out's StackSet there; `null` where it was not looked at, and for the payer, which no
    /// StackSet reaches.
    #[schema(required)]
    pub stack: Option<StackState>,
    /// Of one that failed.
    #[schema(required)]
    pub stack_reason: Option<StackReason>,
    /// The same for people.
    #[schema(required)]
    pub stack_why: Option<String>,
    /// AWS's own words.
    #[schema(required)]
    pub stack_words: Option<String>,
    /// Why the last try to enter it failed, while it is not registered.
    #[schema(required)]
    pub refused: Option<String>,
    #[schema(required)]
    pub tried_at: Option<Time>,
    /// Of its registration; `null` when it is not registered.
    #[schema(required)]
    pub registered: Option<AccountStatus>,
    /// When access was proven last.
    #[schema(required)]
    pub proven_at: Option<Time>,
    /// Whether it can be selected to be activated.
    pub activate: ActionView,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberPage {
    pub items: Vec<MemberView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// Of all pages.
    pub total: u64,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MembersQuery {
    /// Part of the id or the name, whatever the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<MemberStanding>,
    /// Only accounts in which the StackSet is so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack: Option<StackState>,
    /// Only accounts in this unit and below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// How the role is rolled out to the linked accounts of a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RolloutView {
    pub payer: String,
    /// Whether somebody has begun it; everything below is empty until then.
    pub begun: bool,
    pub capabilities: Vec<String>,
    #[schema(required)]
    pub tag_access: Option<TagAccess>,
    pub stack_set_name: String,
    #[schema(required)]
    pub region: Option<String>,
    /// In the bucket from which CloudFormation reads it.
    #[schema(required)]
    pub template_url: Option<String>,
    /// Where the template is downloaded from this server, where there is no bucket.
    #[schema(required)]
    pub template_download: Option<String>,
    /// The page of the AWS console on which a StackSet is made.
    #[schema(required)]
    pub create_url: Option<String>,
    /// The target that reaches every account; `null` where the units cannot be read.
    #[schema(required)]
    pub root_id: Option<String>,
    pub parameters: Vec<ParameterView>,
    /// Two commands for a shell that is signed in to the payer.
    #[schema(required)]
    pub aws_cli: Option<String>,
    /// The call of the Terraform module with `use_stackset`; `null` unless the module deploys the payer.
    #[schema(required)]
    pub terraform: Option<String>,
    #[schema(required)]
    pub why_not_ready: Option<String>,
    /// The last run of it by Landfast itself.
    #[schema(required)]
    pub run: Option<StackRunView>,
    /// `plan`, `check`; `start`, `stop`, `retry`, `update` and `go_on` of a run by Landfast.
    pub actions: Vec<ActionView>,
}

/// What is wanted of every linked account. Left out: as it is, or the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloutDraft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag_access: Option<String>,
}

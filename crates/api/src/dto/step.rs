use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, CheckView, Instructions, ReportView, Time};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepName {
    ApiAccess,
    BillingExport,
    LinkedAccounts,
}

impl StepName {
    /// The text on the wire and in paths.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApiAccess => "api-access",
            Self::BillingExport => "billing-export",
            Self::LinkedAccounts => "linked-accounts",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepStateName {
    Locked,
    Open,
    Checking,
    Passed,
    Blocked,
    Waiting,
    Drifted,
    Skipped,
}

/// A step in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepSummary {
    pub step: StepName,
    pub title: String,
    pub state: StepStateName,
    /// For people.
    pub summary: String,
}

/// Where a step is. A state carries only what exists in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum StepState {
    Locked {
        why: String,
        /// Not in this version.
        coming: bool,
    },
    /// Somebody can act.
    Open,
    Checking {
        check_id: String,
        since: Time,
    },
    Passed {
        at: Time,
    },
    /// Somebody must act; the report says how.
    Blocked {
        at: Time,
    },
    /// Not the customer's fault; tried again by itself at `next_at`.
    Waiting {
        #[schema(required)]
        check_id: Option<String>,
        since: Time,
        next_at: Time,
        why: WaitReason,
        /// Until when a refusal still counts as "not visible yet".
        #[schema(required)]
        patience_ends_at: Option<Time>,
    },
    /// Was fine and no longer is as it is wanted.
    Drifted {
        passed_at: Time,
        found_at: Time,
        why: DriftReason,
    },
    Skipped {
        at: Time,
        /// An e-mail address, or `token:NAME`.
        by: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// A new role takes a moment until every part of AWS knows it.
    NewRole,
    /// The page follows: nothing answers yet.
    NotDeployed,
    /// AWS or Landfast has trouble.
    Trouble,
    /// Everything is in place; AWS delivers a billing export for the first time within a day.
    FirstDelivery,
    /// The organization is read, and its accounts are tried.
    RollOut,
}

/// What a step drifted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriftReason {
    /// Something in the account is not as it was proven to be.
    Finding,
    /// The role is as safe as it was, but something newer is wanted of it.
    UpdateAvailable,
}

/// A step with everything that a page about it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    pub step: StepName,
    pub title: String,
    /// What the step is for.
    pub about: String,
    pub state: StepState,
    /// Grows with every change of what is wanted.
    pub revision: u32,
    /// The last complete look; `null` before the first.
    #[schema(required)]
    pub report: Option<ReportView>,
    /// The check that runs, or the last one.
    #[schema(required)]
    pub check: Option<CheckView>,
    pub actions: Vec<ActionView>,
    /// Only of steps that somebody deploys something for.
    #[schema(required)]
    pub instructions: Option<Instructions>,
}

/// A pasted role. Nothing is trusted until a check passes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChoice {
    pub role_arn: String,
}

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Time;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    Ready,
    Leased,
    /// Gave up after the last attempt; somebody must look.
    Dead,
}

/// A piece of durable work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkView {
    #[schema(example = "wrk_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub work_id: String,
    pub kind: String,
    pub state: WorkState,
    pub attempts: u32,
    pub max_attempts: u32,
    pub run_at: Time,
    #[schema(required)]
    pub account_id: Option<String>,
    #[schema(required)]
    pub last_error: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkList {
    pub items: Vec<WorkView>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WorkQuery {
    /// All states when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<WorkState>,
}

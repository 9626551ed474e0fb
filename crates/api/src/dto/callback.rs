use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ProblemCode, Time};

/// Whether stacks tell the server that they are done, and whether it hears them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CallbackView {
    /// The topic that stacks call back by; `null` where the server has none. Then it looks for roles
    /// by itself, which comes to the same end a little later.
    #[schema(
        required,
        example = "arn:PARTITION:sns:us-east-1:999999999999:landfast-callback"
    )]
    pub topic_arn: Option<String>,
    /// Stacks of this region call back, others do not.
    #[schema(required, example = "us-east-1")]
    pub region: Option<String>,
    /// When the queue was last read, to the minute.
    #[schema(required)]
    pub read_at: Option<Time>,
    /// When the last message came.
    #[schema(required)]
    pub message_at: Option<Time>,
    /// Why the queue cannot be read; `null` when it can.
    #[schema(required)]
    pub problem: Option<CallbackProblem>,
}

/// Why the queue of callbacks cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CallbackProblem {
    pub code: ProblemCode,
    /// What AWS said.
    pub detail: String,
    /// Since when.
    #[schema(required)]
    pub since: Option<Time>,
    /// What to do.
    pub hints: Vec<String>,
    /// Path of the page about it.
    #[schema(example = "/help/callback_unreadable")]
    pub help: String,
}

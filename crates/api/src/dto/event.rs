use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventTopic {
    Account,
    Activity,
    Work,
    Bills,
}

/// Something changed: fetch it again. Carries no data; it can be lost or doubled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventView {
    pub topic: EventTopic,
    /// `null`: any account may have changed.
    #[schema(required)]
    pub account_id: Option<String>,
}

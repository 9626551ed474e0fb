use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, CapabilityView, Method, Secret, StepView, Time};

/// Whether a link opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnerLinkState {
    Works,
    Expired,
    Revoked,
}

/// A link for the owner of one account, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerLinkView {
    #[schema(example = "olk_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub link_id: String,
    pub state: OwnerLinkState,
    /// An e-mail address, or `token:NAME`.
    pub made_by: String,
    pub made_at: Time,
    pub expires_at: Time,
    /// To the minute; `null` while nobody has opened it.
    #[schema(required)]
    pub last_used_at: Option<Time>,
    #[schema(required)]
    pub revoked_by: Option<String>,
    #[schema(required)]
    pub revoked_at: Option<Time>,
    /// `revoke`.
    pub actions: Vec<ActionView>,
}

/// The links of one account, newest first. What ended more than 90 days ago may be forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerLinkList {
    pub items: Vec<OwnerLinkView>,
    /// `make`.
    pub actions: Vec<ActionView>,
    /// Days that a link works when nobody chose.
    pub usual_days: u32,
    pub most_days: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnerLinkDraft {
    /// 1 to 30; 7 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 30)]
    pub expires_in_days: Option<u32>,
}

/// A link that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewOwnerLinkView {
    /// An address; below that of the console where the server does not know its own. The secret is
    /// behind the `#`, which no browser sends. Shown once.
    pub link: Secret,
    pub view: OwnerLinkView,
}

/// What the holder of a link sees: one account, who asks, what for, and what is left to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerView {
    /// Who made the link: an e-mail address, or `token:NAME`.
    pub asked_by: String,
    /// The name of the workspace.
    pub workspace: String,
    /// Until when the link works.
    pub expires_at: Time,
    /// Twelve digits.
    #[schema(example = "012345678901")]
    pub account_id: String,
    pub name: String,
    /// Home region: where the stack belongs.
    pub region: String,
    pub partition: String,
    pub method: Method,
    /// Whether everything that is asked of the owner is there and proven.
    pub done: bool,
    /// Why there is nothing to do, whatever there was before; `null` when there may be something.
    #[schema(required)]
    pub why_nothing: Option<String>,
    /// Those steps that an owner has a part in, with the actions that a link allows.
    pub steps: Vec<StepView>,
    /// What the role may do with the choices made for this account.
    pub grants: Vec<CapabilityView>,
    /// What the role cannot do, one sentence each.
    pub cannot: Vec<String>,
}

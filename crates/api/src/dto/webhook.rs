use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Secret, Time};

/// How a receiver wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFormat {
    /// The event as JSON.
    Landfast,
    /// `{"text": …}`, as Slack and its like take it.
    Slack,
}

/// Whether a webhook is told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    Enabled,
    /// A person turned it off.
    Disabled,
    /// Stopped by the server: the receiver answered 410.
    Gone,
    /// Stopped by the server: nothing could be delivered for five days.
    Failing,
}

/// A webhook, without its URL and its signing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookView {
    #[schema(example = "whk_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub webhook_id: String,
    pub name: String,
    /// Scheme and host of the URL.
    #[schema(example = "https://hooks.slack.com")]
    pub origin: String,
    /// The last four characters of the URL; empty when it is short.
    pub url_end: String,
    pub format: WebhookFormat,
    /// Actions of the activity, or the words that they begin with; empty for all.
    pub kinds: Vec<String>,
    pub state: WebhookState,
    pub created_at: Time,
    /// An e-mail address, or `token:NAME`.
    pub created_by: String,
    /// Since when every try has failed; `null` after a success.
    #[schema(required)]
    pub failing_since: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookList {
    /// By name.
    pub items: Vec<WebhookView>,
    /// Every kind that a webhook may want.
    pub kinds: Vec<WebhookKindView>,
}

/// The first word of actions of the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookKindView {
    #[schema(example = "access")]
    pub kind: String,
    /// What it is about, for people.
    pub about: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookDraft {
    /// 1 to 60 characters on one line.
    pub name: String,
    /// An `https` URL of the public Internet. Sealed at once and never shown again.
    pub url: Secret,
    #[serde(default = "landfast")]
    #[schema(default = "landfast")]
    pub format: WebhookFormat,
    /// Empty, or left out, for all.
    #[serde(default)]
    pub kinds: Vec<String>,
}

const fn landfast() -> WebhookFormat {
    WebhookFormat::Landfast
}

/// What is left out stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<WebhookFormat>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<String>>,
    /// `true` also starts one again that the server had stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// A webhook with the signing secret that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewWebhookView {
    /// `whsec_` and base64, as Standard Webhooks has it. Shown once.
    pub secret: Secret,
    pub view: WebhookView,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be tried, at first or again.
    Waiting,
    Delivered,
    /// Not tried any more.
    Failed,
}

/// One event on its way to one webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryView {
    /// The receiver's `webhook-id`; the same at every try.
    #[schema(example = "msg_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub delivery_id: String,
    /// The action of the activity, or `webhook.test`.
    #[schema(example = "access.proven")]
    pub kind: String,
    pub summary: String,
    #[schema(required)]
    pub account_id: Option<String>,
    pub state: DeliveryState,
    pub tries: u32,
    pub created_at: Time,
    #[schema(required)]
    pub last_try_at: Option<Time>,
    /// The HTTP status of the last try, if there was an answer.
    #[schema(required)]
    pub last_status: Option<u16>,
    /// What went wrong at last, for people.
    #[schema(required)]
    pub last_error: Option<String>,
    /// When it is tried next.
    #[schema(required)]
    pub next_at: Option<Time>,
}

/// Newest first; of the last 14 days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryPage {
    pub items: Vec<DeliveryView>,
    #[schema(required)]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveriesQuery {
    /// Deliveries on a page: 1 to 200, 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

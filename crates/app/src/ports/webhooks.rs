//! Webhooks and what is on its way to them.

use async_trait::async_trait;
use landfast_domain::{
    Timestamp,
    ids::{DeliveryId, WebhookId, WorkId},
    webhook::{Answer, WebhookEvent, WebhookFormat},
};
use secrecy::SecretString;

use super::rows::NewWork;

/// Whether a webhook is told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookState {
    Enabled,
    /// A person turned it off.
    Disabled,
    /// Stopped by Landfast: its receiver answered 410.
    Gone,
    /// Stopped by Landfast: nothing but failures for days.
    Failing,
}

impl WebhookState {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

/// A webhook, without its URL and its signing secret: both are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    pub name: String,
    /// Scheme, host and port of the URL.
    pub origin: String,
    /// The end of the URL; empty when the URL is short.
    pub last4: String,
    pub format: WebhookFormat,
    /// Audit actions, or the words that they begin with; empty for all.
    pub kinds: Vec<String>,
    pub state: WebhookState,
    /// An e-mail address, or `token:NAME`.
    pub created_by: String,
    pub created_at: Timestamp,
    /// Since when every try has failed; `None` after a success.
    pub failing_since: Option<Timestamp>,
}

impl Webhook {
    /// The table in whose name its secrets are sealed.
    pub const TABLE: &'static str = "webhooks";
    /// The sealed field with the whole URL.
    pub const URL: &'static str = "url";
    /// The sealed field with the signing secret.
    pub const SECRET: &'static str = "secret";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// To be tried, at first or again.
    Waiting,
    Delivered,
    /// Not tried any more.
    Failed,
}

/// One event on its way to one webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub webhook: WebhookId,
    pub event: WebhookEvent,
    pub state: DeliveryState,
    /// Tries that have an end; a worker that dies in the middle of one counts none.
    pub tries: u32,
    pub created_at: Timestamp,
    pub last_try_at: Option<Timestamp>,
    /// The HTTP status of the last try, if there was an answer.
    pub last_status: Option<u16>,
    /// For people. Never holds the URL.
    pub last_error: Option<String>,
    /// When it is tried next, while it waits.
    pub next_at: Option<Timestamp>,
}

impl Delivery {
    /// The kind of the work that carries it.
    pub const WORK: &'static str = "webhook_delivery";
    /// How many of the installation are tried at a time; half of what a worker does at once.
    const LANES: u32 = 4;
    /// How often a worker may die of it.
    const MAX_ATTEMPTS: u32 = 5;

    /// A delivery that was not tried yet.
    #[must_use]
    pub fn new(webhook: &WebhookId, event: WebhookEvent, now: Timestamp) -> Self {
        Self {
            id: event.id.clone(),
            webhook: webhook.clone(),
            event,
            state: DeliveryState::Waiting,
            tries: 0,
            created_at: now,
            last_try_at: None,
            last_status: None,
            last_error: None,
            next_at: Some(now),
        }
    }

    fn lane(&self) -> u32 {
        let last = self.webhook.as_str().bytes().last();
        u32::from(last.unwrap_or_default()) % Self::LANES
    }

    /// The work that tries it once, at `run_at`. One at a time for each webhook, and no more at a time
    /// than there are [`Self::LANES`]: slow receivers must not keep the worker from its checks.
    #[must_use]
    pub fn work(&self, id: WorkId, run_at: Timestamp) -> NewWork {
        NewWork {
            id,
            kind: Self::WORK,
            payload: serde_json::json!({ "v": "1", "delivery": self.id }),
            run_at,
            max_attempts: Self::MAX_ATTEMPTS,
            account: None,
            dedup_key: Some(format!("webhook_delivery:{}", self.id)),
            concurrency_key: Some(format!("webhooks:{}", self.lane())),
        }
    }
}

/// What is sent to a receiver.
pub struct Parcel {
    pub url: SecretString,
    /// `whsec_` and base64.
    pub secret: SecretString,
    pub id: DeliveryId,
    /// The time of this try: a part of what is signed.
    pub at: Timestamp,
    pub body: String,
}

/// Sends to receivers, and to nowhere that webhooks may not go.
#[async_trait]
pub trait WebhookSender: Send + Sync {
    async fn send(&self, parcel: &Parcel) -> Answer;
}

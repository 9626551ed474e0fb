//! Webhooks: where they may lead, what they carry, and what the receiver's answer means.

mod address;
mod cidr;
mod endpoint;
mod event;
mod kinds;
mod reach;
mod retry;
mod settle;

pub use address::is_global;
pub use cidr::{Cidr, MalformedCidr};
pub use endpoint::{Endpoint, Host, MalformedEndpoint, Scheme};
pub use event::{WebhookEvent, WebhookFormat};
pub use kinds::{KINDS, KindsError, check_kinds, wants};
pub use reach::{Reach, Unreachable};
pub use retry::{LONGEST_RETRY_AFTER, TRIES, next_try};
pub use settle::{Answer, DeliveryEnd, FAILING_FOR, Settled, StopReason, Unreached, settle};

/// The audit action by which Landfast says that it stopped a webhook. No webhook carries it: a
/// receiver that fails must not be told of it by itself.
pub const STOPPED: &str = "webhook.stopped";

/// The type of the event that a person sends to try a webhook. It is in no audit log.
pub const TEST: &str = "webhook.test";

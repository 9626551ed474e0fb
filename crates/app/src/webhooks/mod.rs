//! Webhooks: kept by operators, told of every change, tried again for a day.
//!
//! The store writes a delivery for every webhook that wants an audit entry, in the transaction of
//! that entry. What is here sends it: look (`deliver`), ask the receiver, settle (`settle`).

mod deliver;
mod draft;
mod edit;
mod read;
mod secret;
mod settle;
mod tidy;
mod trial;

pub use draft::{NewWebhook, WebhookDraft};
pub use edit::WebhookEdit;

pub(crate) use tidy::TIDY;

//! Sends webhooks: signed, by a client that connects to no address that was not judged.
//!
//! Implements the port [`WebhookSender`](landfast_app::ports::WebhookSender). Follows no redirect,
//! uses no proxy, keeps no connection, and reads 4 KiB of an answer at most.

mod failure;
mod resolve;
mod send;
mod sign;

pub use resolve::{Lookup, SystemLookup};
pub use send::{Limits, Sender};

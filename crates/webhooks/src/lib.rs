//! Sends webhooks: signed, by a client that connects to no address that was not judged; and answers
//! to CloudFormation, by another such client.
//!
//! Implements the port [`WebhookSender`](landfast_app::ports::WebhookSender). Follows no redirect,
//! uses no proxy, keeps no connection, and reads 4 KiB of an answer at most.

mod answer;
mod failure;
mod resolve;
mod send;
mod sign;

pub use answer::Answerer;
pub use resolve::{Lookup, SystemLookup};
pub use send::{Limits, Sender};

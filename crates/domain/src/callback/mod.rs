//! Callbacks: the stack of an account tells Landfast that it has come so far, by a custom resource
//! whose provider is an SNS topic of Landfast's own account.
//!
//! What such a message says is a hint and nothing more. It may start a look that the schedule or an
//! open page would have taken too; nothing in it is ever believed. So no signature of SNS is needed.

mod answer;
mod hurry;
mod request;
mod response_url;
mod settings;
mod stack_id;
mod topic;

pub use answer::{Answered, MAX_ANSWER, NextStep, PHYSICAL_ID, answer, next_step};
pub use hurry::{BETWEEN, hurry};
pub use request::{MAX_MESSAGE, NoRequest, Request, RequestType, read};
pub use response_url::{MalformedResponseUrl, ResponseUrl};
pub use settings::CallbackSettings;
pub use stack_id::{MalformedStackId, StackId};
pub use topic::{MalformedTopic, SimulatedOrigin, TopicArn};

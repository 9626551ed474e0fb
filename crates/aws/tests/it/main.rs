//! The ports through their front door, over an HTTP client that replays answers of AWS.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod activation;
mod assume;
mod bills;
mod callbacks;
mod errors;
mod identity;
mod keys;
mod logs;
mod objects;
mod replay;
mod session;
mod stack_set;
mod stack_set_change;
mod stub;
mod templates;
mod traps;
mod web_identity;
mod world;

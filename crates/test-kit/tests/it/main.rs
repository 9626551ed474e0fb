//! Whole use cases: people, registration, checks, the schedule, crashes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod access;
mod accounts;
mod activation_crash;
mod activations;
mod bills;
mod bills_crash;
mod bills_read;
mod callback_crash;
mod callbacks;
mod changes;
mod crash;
mod issuer;
mod issuer_crash;
mod issuer_keys;
mod key_crash;
mod key_rotation;
mod keys;
mod killed;
mod linked_crash;
mod linked_step;
mod machine;
mod mistakes;
mod organization;
mod owner_links;
mod patience;
mod people;
mod permit_crash;
mod permits;
mod removal;
mod removal_crash;
mod rollout;
mod rotation;
mod schedule;
mod stack_run;
mod stack_run_crash;
mod stack_set;
mod support;
mod webhook_crash;
mod webhooks;

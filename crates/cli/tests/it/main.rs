//! The program as people start it: its exit codes, and what it must never write.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bills;
mod canary;
mod commands;
mod commitments;
mod issuer;
mod on_s3;
mod program;
mod stub_aws;
mod traps;

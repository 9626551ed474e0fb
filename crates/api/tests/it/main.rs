//! The real router on a store in memory and a scripted AWS. One binary: linking costs more than running.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy knows tests by #[test] alone; what they stand on may fail as loudly"
)]

mod access;
mod access_rows;
mod accounts;
mod body;
mod commitments;
mod console;
mod document;
mod events;
mod http;
mod issuer;
mod lists;
mod logs;
mod metrics;
mod mistakes;
mod origins;
mod owner_links;
mod people;
mod problems;
mod registration;
mod security;
mod terraform;
mod world;

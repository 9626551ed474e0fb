//! One contract, kept on SQLite in memory, SQLite in a file, and PostgreSQL.
//!
//! PostgreSQL takes part when `LANDFAST_TEST_POSTGRES_URL` names a server on which the tests may make
//! schemas; `cargo xtask test` starts one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy knows tests by #[test] alone; what they stand on may fail as loudly"
)]

#[macro_use]
mod support;

mod accounts;
mod audit;
mod callbacks;
mod checks;
mod commitments;
mod deployments;
mod files;
mod issuer_keys;
mod keys;
mod links;
mod lists;
mod migrations;
mod organizations;
mod people;
mod permits;
mod queue;
mod races;
mod rows;
mod seal;
mod tenants;
mod transactions;
mod webhooks;

//! Durable work, in the same database as the changes that ask for it.
//!
//! A row is *ready*, *leased* by a worker, or *dead*; work that is done is gone. Two unique indexes
//! hold over all servers: one ready row for each dedup key of a workspace, one leased row for each
//! concurrency key. A worker that dies says nothing: its lease runs out and the row is taken again.

mod buried;
mod enqueue;
mod find;
mod lease;
mod row;
mod settle;

pub(crate) use buried::{buried, told};
pub(crate) use enqueue::{forget, insert, retry};
pub(crate) use find::{counts, list, next_at};
pub(crate) use lease::{extend, lease};
pub(crate) use settle::{done, failed};

const READY: &str = "ready";
const LEASED: &str = "leased";
const DEAD: &str = "dead";

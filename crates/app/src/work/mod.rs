//! Doing the durable work: lease, run, tell. Knows the kinds of work; the queue itself is the store's.

mod buried;
mod run;
mod worker;

pub use worker::{Worker, WorkerSettings};

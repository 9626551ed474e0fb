//! The audit log of a workspace: a chain of hashes without gaps, which can only grow.

mod append;
mod chain;
mod list;
mod verify;

pub(crate) use append::{append, begin};
pub(crate) use list::list;
pub(crate) use verify::verify;

const TABLE: &str = "audit";

//! Accounts with their steps.

mod due;
mod list;
mod names;
mod read;
mod row;
mod write;

pub(crate) use due::{due, role_claimed};
pub(crate) use list::list;
pub(crate) use names::names;
pub(crate) use read::{find, find_held, hold, known};
pub(crate) use write::{delete, insert, save};

const TABLE: &str = "accounts";

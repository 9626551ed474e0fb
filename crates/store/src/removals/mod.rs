//! Removals under way, receipts and orphans.

mod orphan;
mod receipt;
mod under_way;

pub(crate) use orphan::{forget as orphan_forget, list as orphans, put as orphan_put};
pub(crate) use receipt::{find as receipt_find, insert as receipt_insert, list as receipts};
pub(crate) use under_way::{find, forget, put};

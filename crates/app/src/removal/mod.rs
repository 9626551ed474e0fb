//! Taking access back: begun by an operator, proven by trying every door, ended by a receipt.

mod act;
mod doors;
mod finish;
mod look;
mod orphans;
mod read;
mod record_only;

pub use act::RemovalStatus;
pub use record_only::RecordRemoved;

pub(crate) use look::RemovalWork;

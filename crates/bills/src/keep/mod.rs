//! The store of bills: Parquet files on a disk or in an object store, and small documents that say
//! which of them count.
//!
//! ```text
//! v1/payer=012345678901/report=acme/period=2026-10/current.json
//! v1/payer=012345678901/report=acme/period=2026-10/version=01k…/lines-00001.parquet
//!                                                               _rollup.parquet
//!                                                               _ledger.json
//! ```
//!
//! A month is replaced whole or not at all. Its files are staged under a new version, read back and
//! counted; only if every sum is the source's, to the last digit, is `current.json` put, which is one
//! atomic act. Whatever dies before leaves the month as it was. It is put on the condition that it is
//! still the one that counted when the reading began: of two imports of a month at once, one loses and
//! sees it. Names with `_` are passed over by the engines that take a folder for a table (Hive, Athena,
//! Spark).

mod below;
mod count;
mod error;
mod keys;
mod names;
mod objects;
mod pending;
mod record;
mod rollup;
mod stage;
mod store;
mod sweep;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod write;

pub use count::Cells;
pub use error::{Error, Result};
pub use names::{Place, VersionId};
pub use objects::LocalObjects;
pub use record::{Before, Current, Keys, Origin, Record, SourceFile, StoredFile};
pub use rollup::{ROLLUP_FORMAT, schema as rollup_schema, since as in_rollup_since};
pub use stage::{Stage, Staged};
pub use store::{Objects, Store};
pub use sweep::{KEPT, Swept};

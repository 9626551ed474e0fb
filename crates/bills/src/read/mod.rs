//! Reading a delivery: rows as the store keeps them, and the ledger of what was read.

mod batch;
#[cfg(test)]
mod broken_tests;
mod chunks;
mod columns;
#[cfg(test)]
mod cur_tests;
mod error;
mod file;
mod files;
#[cfg(test)]
mod focus_tests;
mod limits;
#[cfg(test)]
mod made_tests;
mod maps;
mod moment;
mod names;
mod parquet_rows;
#[cfg(test)]
mod real_tests;
mod records;
mod row;
mod taker;
mod text_rows;
mod unpack;
mod zip;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use arrow::record_batch::RecordBatch;
use landfast_domain::bill::{Ledger, Period};
use serde::{Deserialize, Serialize};

pub use error::{Failure, Fault, ReadError};
pub use limits::Limits;

use crate::{report::Delivery, source::Source};

/// What is imported as one: a payer's month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Part {
    /// Twelve digits of AWS's payers. In FOCUS files of other clouds, and in anonymized ones, any text:
    /// encode it before it becomes part of a path.
    pub payer: String,
    pub period: Period,
}

/// What was read of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartRead {
    /// Counted from the source, row by row.
    pub ledger: Ledger,
    /// Whose bill it is, as FOCUS files say: `AWS`, `Microsoft`. Empty for Cost and Usage Reports.
    pub providers: BTreeSet<String>,
}

/// What was read, by payer and month. A month that has begun and has no rows yet is there too.
pub type Reading = BTreeMap<Part, PartRead>;

/// Reads all files of a delivery into batches of [`crate::schema::lines`], each of one payer and month.
///
/// Files are read by several threads; `sink` is called by the caller's. The order of batches is that
/// of no file. A failure may come after batches have been taken: nothing counts until this returns.
///
/// # Errors
/// [`Failure::Sink`] with what `sink` failed with, and [`Failure::Read`] for everything that is wrong
/// with the files: what, where, and what to do next.
pub fn read<E>(
    delivery: &Delivery,
    source: Arc<dyn Source>,
    limits: &Limits,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    files::read(delivery, source, limits, sink)
}

/// The names of a file's columns.
///
/// # Errors
/// [`ReadError`] for a file that is not there or has none.
pub fn header(
    source: Arc<dyn Source>,
    key: &str,
    limits: &Limits,
) -> Result<Vec<String>, ReadError> {
    files::header(source, key, limits).map_err(|fault| ReadError {
        file: key.to_owned(),
        fault,
    })
}

//! How much of a file is believed.

use serde::{Deserialize, Serialize};

/// Limits of what is read: a file that goes beyond is refused, whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes that one file may unpack to. AWS splits reports at about a gigabyte packed.
    pub unpacked_bytes: u64,
    /// Bytes that a byte may unpack to. Real bills: up to 30.
    pub ratio: u64,
    /// Bytes unpacked below which no ratio is too high: a month that begins is nearly empty.
    pub ratio_from: u64,
    /// Bytes of a line of text.
    pub line_bytes: usize,
    /// Bytes of a cell.
    pub cell_bytes: usize,
    pub columns: usize,
    /// Rows of a file.
    pub rows: u64,
    /// Bytes that a row group of a Parquet file may unpack to.
    pub row_group_bytes: u64,
    /// Bytes of a Parquet file's footer.
    pub footer_bytes: usize,
    /// Payers and months in one delivery.
    pub parts: usize,
    /// Rows of a batch.
    pub batch_rows: usize,
    /// Files that are read at once.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: 64 << 30,
            ratio: 200,
            ratio_from: 64 << 20,
            line_bytes: 4 << 20,
            cell_bytes: 1 << 20,
            columns: 2_000,
            rows: 100_000_000,
            row_group_bytes: 4 << 30,
            footer_bytes: 64 << 20,
            parts: 500,
            batch_rows: 8_192,
            threads: 2,
        }
    }
}

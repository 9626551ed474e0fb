//! The table in which AWS says that it is replacing the files of a report for Athena.
//!
//! AWS CUR User Guide, "Querying Cost and Usage Reports using Amazon Athena": `cost_and_usage_data_status`
//! holds `READY` or `UPDATING`.

use std::fs;

use arrow::array::AsArray;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{Delivery, Flaw, locate::Mount};

const FOLDER: &str = "cost_and_usage_data_status";
/// It has one row of one column.
const LARGEST: u64 = 1 << 20;

/// # Errors
/// [`Flaw::BeingReplaced`] while the files of the delivery are being replaced.
pub(super) fn demand_ready(mount: &Mount, delivery: &Delivery) -> Result<(), Flaw> {
    let Some(first) = delivery.files.first() else {
        return Ok(());
    };
    // `<report>/<report>/year=2026/month=1/<file>`: the table is beside the second `<report>`.
    let file = mount.root.join(mount.key(first));
    let Some(root) = file.ancestors().nth(4).filter(|_| first.contains("/year=")) else {
        return Ok(());
    };
    for entry in fs::read_dir(root.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten()
    {
        let is_small = entry.metadata().is_ok_and(|found| found.len() <= LARGEST);
        if is_small && fs::read(entry.path()).is_ok_and(|table| says_updating(table.into())) {
            return Err(Flaw::BeingReplaced);
        }
    }
    Ok(())
}

/// What is no such table says nothing.
fn says_updating(table: Bytes) -> bool {
    let batches = ParquetRecordBatchReaderBuilder::try_new(table).and_then(|found| found.build());
    batches.into_iter().flatten().flatten().any(|batch| {
        let column = batch.column_by_name("status");
        let texts = column.and_then(|column| column.as_string_opt::<i32>());
        texts.is_some_and(|texts| texts.iter().flatten().any(|text| text == "UPDATING"))
    })
}

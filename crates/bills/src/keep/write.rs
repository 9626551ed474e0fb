//! Lines to Parquet and back.

use std::sync::Arc;

use arrow::{
    array::RecordBatch,
    datatypes::{DataType, Field, Schema, SchemaRef},
};
use bytes::Bytes;
use parquet::{
    arrow::{
        ArrowWriter, ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
    },
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{
        metadata::SortingColumn,
        properties::{EnabledStatistics, WriterProperties},
    },
    schema::types::ColumnPath,
};
use sha2::{Digest as _, Sha256};

use super::{
    count::{COUNTED, Cells, NAMES},
    error::{Error, Result},
    keys::Seen,
    pending::Pending,
};
use crate::schema;

/// Rows of a row group: about four days of a file that holds a month.
const GROUP_ROWS: usize = 1 << 17;
/// Columns that are filtered by: their smallest and largest value is known of each page.
const FILTERED: [&str; 5] = ["day", "account_id", "service_code", "line_type", "region"];

fn properties(sorted_by: &[i32]) -> Result<WriterProperties> {
    let level = ZstdLevel::try_new(1).map_err(|why| failed("the level of zstd", why))?;
    let by = sorted_by.iter().map(|column| SortingColumn {
        column_idx: *column,
        descending: false,
        nulls_first: true,
    });
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_created_by(format!("landfast {}", env!("CARGO_PKG_VERSION")))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_sorting_columns(Some(by.collect()));
    for name in FILTERED {
        let column = ColumnPath::from(name);
        properties = properties.set_column_statistics_enabled(column, EnabledStatistics::Page);
    }
    Ok(properties.build())
}

fn failed(path: &str, source: ParquetError) -> Error {
    Error::Parquet {
        path: path.to_owned(),
        source,
    }
}

/// A file of the lines, sorted, and the keys that are in them.
pub(super) fn lines(pending: Pending, key: &str) -> Result<(Vec<u8>, Seen)> {
    let sorted = pending.sorted()?;
    let mut seen = Seen::default();
    let chunks = sorted.chunks(GROUP_ROWS).map(|chunk| {
        let chunk = chunk?;
        seen.add(&chunk)?;
        Ok(chunk)
    });
    let by = ["day", "service_code", "account_id"];
    let file = encoded(schema::lines(), &by, chunks, key)?;
    Ok((file, seen))
}

/// One batch as a file.
pub(super) fn rollup(batch: RecordBatch, key: &str) -> Result<Vec<u8>> {
    let schema = batch.schema();
    encoded(
        schema,
        &["day", "service_code", "account_id"],
        [Ok(batch)],
        key,
    )
}

fn encoded(
    schema: SchemaRef,
    sorted_by: &[&str],
    batches: impl IntoIterator<Item = Result<RecordBatch>>,
    key: &str,
) -> Result<Vec<u8>> {
    // Columns of maps come last, so these numbers are those of Parquet's columns too.
    let places = sorted_by
        .iter()
        .filter_map(|name| i32::try_from(schema.index_of(name).ok()?).ok());
    let properties = properties(&places.collect::<Vec<_>>())?;
    let wrong = |why| failed(key, why);
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties)).map_err(wrong)?;
    for batch in batches {
        writer.write(&batch?).map_err(wrong)?;
    }
    writer.into_inner().map_err(wrong)
}

/// Counts a file of the store.
pub(super) fn count(file: Bytes, key: &str) -> Result<Cells> {
    let wrong = |why| failed(key, why);
    let options = ArrowReaderOptions::new();
    let plain = ArrowReaderMetadata::load(&file, options.clone()).map_err(wrong)?;
    let options = options.with_schema(with_dictionaries(plain.schema()));
    let metadata = Arc::clone(plain.metadata());
    let metadata = ArrowReaderMetadata::try_new(metadata, options).map_err(wrong)?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
    let columns = COUNTED.into_iter().chain(["rows"]);
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns);
    let reader = builder
        .with_projection(mask)
        .with_batch_size(8 << 10)
        .build()
        .map_err(wrong)?;
    let mut cells = Cells::default();
    for batch in reader {
        cells.add(&batch?)?;
    }
    Ok(cells)
}

/// The names that are counted are few: as dictionaries, as they are in the file, each is looked at once.
fn with_dictionaries(schema: &Schema) -> SchemaRef {
    let of = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let field = |field: &Arc<Field>| match NAMES.contains(&field.name().as_str()) {
        true => Arc::new(field.as_ref().clone().with_data_type(of())),
        false => Arc::clone(field),
    };
    let fields: Vec<_> = schema.fields().iter().map(field).collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// Hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

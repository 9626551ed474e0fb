//! Files for spreadsheets and for other engines.

use std::io::{self, Write};

use arrow::{array::RecordBatch, datatypes::SchemaRef};
use datafusion::execution::SendableRecordBatchStream;
use futures::TryStreamExt as _;
use landfast_domain::{
    bill::ask::{Cell, FileFormat, Limits},
    spreadsheet::defused,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};

use super::{
    cells,
    error::{Error, Result, of_query},
};

/// Writes rows up to the limit.
pub async fn write(
    mut batches: SendableRecordBatchStream,
    format: FileFormat,
    limits: &Limits,
    to: &mut (dyn Write + Send),
) -> Result<u64> {
    let mut file = Writing::begin(format, &batches.schema(), to)?;
    let mut left = limits.rows;
    while let Some(batch) = batches.try_next().await.map_err(of_query)? {
        let batch = batch.slice(0, left.min(batch.num_rows()));
        left -= batch.num_rows();
        file.add(&batch)?;
        if left == 0 {
            break;
        }
    }
    file.end()?;
    Ok((limits.rows - left) as u64)
}

/// Writes rows that are there.
pub fn one(rows: &RecordBatch, format: FileFormat, to: &mut (dyn Write + Send)) -> Result<u64> {
    let mut file = Writing::begin(format, &rows.schema(), to)?;
    file.add(rows)?;
    file.end()?;
    Ok(rows.num_rows() as u64)
}

enum Writing<'a> {
    Csv(Box<csv::Writer<&'a mut (dyn Write + Send)>>),
    Parquet(Box<ArrowWriter<&'a mut (dyn Write + Send)>>),
}

impl<'a> Writing<'a> {
    fn begin(
        format: FileFormat,
        schema: &SchemaRef,
        to: &'a mut (dyn Write + Send),
    ) -> Result<Self> {
        match format {
            FileFormat::Csv => {
                let mut csv = csv::Writer::from_writer(to);
                let names = schema.fields().iter().map(|field| defused(field.name()));
                csv.write_record(names).map_err(csv_failed)?;
                Ok(Self::Csv(Box::new(csv)))
            }
            FileFormat::Parquet => {
                let level = ZstdLevel::try_new(3).map_err(parquet_failed)?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(level))
                    .build();
                let parquet = ArrowWriter::try_new(to, schema.clone(), Some(properties));
                Ok(Self::Parquet(Box::new(parquet.map_err(parquet_failed)?)))
            }
        }
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<()> {
        match self {
            Self::Parquet(file) => file.write(batch).map_err(parquet_failed),
            Self::Csv(file) => {
                for row in cells::rows(batch)? {
                    file.write_record(row.iter().map(in_csv))
                        .map_err(csv_failed)?;
                }
                Ok(())
            }
        }
    }

    fn end(self) -> Result<()> {
        match self {
            Self::Csv(mut file) => Ok(file.flush()?),
            Self::Parquet(file) => file.close().map(|_| ()).map_err(parquet_failed),
        }
    }
}

/// Numbers as they are, also those below zero; they are never text that somebody chose.
fn in_csv(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => defused(text),
        other => other.shown(),
    }
}

fn csv_failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(why) => Error::Write(why),
        other => Error::Write(io::Error::other(format!("{other:?}"))),
    }
}

fn parquet_failed(error: ParquetError) -> Error {
    match error {
        ParquetError::External(why) => match why.downcast::<io::Error>() {
            Ok(why) => Error::Write(*why),
            Err(why) => Error::Engine(why),
        },
        other => Error::Engine(Box::new(other)),
    }
}

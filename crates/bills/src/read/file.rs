//! One file of a delivery.

use std::sync::Arc;

use super::{
    Fault, Limits, Reading,
    columns::Layout,
    files::of_io,
    parquet_rows::ParquetFile,
    taker::{Emit, Halt, Taker},
    text_rows::TextFile,
    unpack::{self, Opened},
};
use crate::{
    report::{Delivery, Format},
    source::Source,
};

/// A file that has been opened, up to the names of its columns.
enum Begun {
    Text(Box<TextFile>),
    Parquet(ParquetFile),
}

impl Begun {
    fn open(source: Arc<dyn Source>, key: &str, limits: &Limits) -> Result<Self, Fault> {
        let file = source.open(key).map_err(of_io)?;
        Ok(match unpack::open(file, key, limits)? {
            Opened::Text(text) => Self::Text(Box::new(TextFile::open(text, limits)?)),
            Opened::Parquet => Self::Parquet(ParquetFile::open(source, key, limits)?),
        })
    }

    fn header(&self) -> &[String] {
        match self {
            Self::Text(file) => &file.header,
            Self::Parquet(file) => &file.header,
        }
    }
}

/// The names of a file's columns.
pub(super) fn header(
    source: Arc<dyn Source>,
    key: &str,
    limits: &Limits,
) -> Result<Vec<String>, Fault> {
    Begun::open(source, key, limits).map(|begun| begun.header().to_vec())
}

/// Reads a file whole.
pub(super) fn read<'a>(
    delivery: &Delivery,
    source: Arc<dyn Source>,
    key: &str,
    limits: &'a Limits,
    emit: &'a mut Emit<'a>,
) -> Result<Reading, Halt> {
    let before = source.stamp(key).map_err(of_io)?;
    let begun = Begun::open(Arc::clone(&source), key, limits)?;
    demand_columns(delivery, &begun)?;
    let layout = Layout::new(begun.header().to_vec(), delivery.format)?;
    let reading = rows(begun, &layout, delivery, limits, emit);
    // Asked also after a failure: what looks damaged may have been replaced in the middle.
    if source.stamp(key).map_err(of_io)? != before {
        return Err(Fault::Overwritten.into());
    }
    reading
}

fn rows(
    begun: Begun,
    layout: &Layout,
    delivery: &Delivery,
    limits: &Limits,
    emit: &mut Emit<'_>,
) -> Result<Reading, Halt> {
    let mut taker = Taker::new(layout, delivery.period, limits, emit);
    match begun {
        Begun::Text(mut file) => {
            while let Some(row) = file.next(layout)? {
                taker.take(&row)?;
            }
        }
        Begun::Parquet(file) => {
            let mut batches = file.batches(layout, limits)?;
            while let Some(rows) = batches.next()? {
                for at in 0..rows.length {
                    taker.take(&rows.row(at, layout))?;
                }
            }
        }
    }
    taker.finish()
}

/// Text says by the order of its columns what a cell means: it has to be the manifest's. Columns of
/// Parquet have their names with them; those of an export have to be there.
fn demand_columns(delivery: &Delivery, begun: &Begun) -> Result<(), Fault> {
    let (listed, found) = (&delivery.columns, begun.header());
    let other = |place: usize| {
        let name = |of: &[String]| of.get(place).cloned().unwrap_or_default();
        Err(Fault::OtherColumns {
            place: place + 1,
            expected: name(listed),
            found: name(found),
        })
    };
    match begun {
        _ if listed.is_empty() => Ok(()),
        Begun::Text(_) => {
            let longest = listed.len().max(found.len());
            let differs = (0..longest).find(|place| listed.get(*place) != found.get(*place));
            differs.map_or(Ok(()), other)
        }
        // How manifests of legacy reports name the columns of Parquet is not documented.
        Begun::Parquet(_) if delivery.format == Format::LegacyCur => Ok(()),
        Begun::Parquet(_) => {
            let missing = listed.iter().find(|name| !found.contains(name));
            missing.map_or(Ok(()), |missing| {
                Err(Fault::NotABill {
                    missing: missing.clone(),
                    found: crate::report::beginning(found),
                })
            })
        }
    }
}

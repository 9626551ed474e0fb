//! Lines that wait to be written, and the order in which they are.

use std::collections::{BTreeMap, BTreeSet};

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray},
    compute::interleave_record_batch,
    datatypes::Date32Type,
};

use super::error::{Error, Result};
use crate::schema;

/// Lines of one file: few files, and a sort over as many lines as memory bears.
const FILE_ROWS: usize = 1 << 20;
/// Bytes of lines that wait for one file. While it is written the next is read: two wait at most.
const FILE_BYTES: usize = 176 << 20;

/// Lines in the order in which they came.
#[derive(Debug, Default)]
pub struct Pending {
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl Pending {
    /// # Errors
    /// [`Error::Columns`] unless the batch has the columns of the store.
    pub fn push(&mut self, batch: RecordBatch) -> Result<()> {
        if batch.schema_ref().fields() != schema::lines().fields() {
            return Err(Error::Columns {
                found: batch.schema_ref().to_string(),
            });
        }
        self.rows += batch.num_rows();
        self.bytes += bytes(&batch)?;
        if batch.num_rows() > 0 {
            self.batches.push(batch);
        }
        Ok(())
    }

    pub const fn is_full(&self) -> bool {
        self.rows >= FILE_ROWS || self.bytes >= FILE_BYTES
    }

    pub const fn rows(&self) -> usize {
        self.rows
    }

    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The lines by day, service and account, so that a filter on a day or a service reads little.
    pub fn sorted(self) -> Result<Sorted> {
        let keys = [("service_code", true), ("account_id", false)];
        let [services, accounts] = keys.map(|(name, _)| Ranks::of(&self.batches, name));
        let mut order = Vec::with_capacity(self.rows);
        let mut row = 0_u128;
        for batch in &self.batches {
            let days = batch
                .column_by_name("day")
                .and_then(|days| days.as_primitive_opt::<Date32Type>());
            let service = column(batch, "service_code");
            let account = column(batch, "account_id");
            for place in 0..batch.num_rows() {
                let day = days.map_or(0, |days| days.value(place));
                // Days before 1970 sort first.
                let day = u128::from(day.cast_unsigned() ^ (1 << 31));
                let service = u128::from(services.rank(service, place));
                let account = u128::from(accounts.rank(account, place));
                order.push(day << 96 | service << 64 | account << 32 | row);
                row += 1;
            }
        }
        order.sort_unstable();
        Ok(Sorted {
            batches: self.batches,
            order,
        })
    }
}

/// What the lines take. Their arrays may be parts of one piece of memory, which counts once.
fn bytes(batch: &RecordBatch) -> Result<usize> {
    let of = |column: &ArrayRef| column.to_data().get_slice_memory_size();
    let bytes: std::result::Result<Vec<usize>, _> = batch.columns().iter().map(of).collect();
    Ok(bytes?.into_iter().sum())
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a StringArray> {
    batch.column_by_name(name)?.as_string_opt::<i32>()
}

/// The place of each text of a column among all of them.
struct Ranks(BTreeMap<String, u32>);

impl Ranks {
    fn of(batches: &[RecordBatch], name: &str) -> Self {
        let mut known = BTreeSet::new();
        for texts in batches.iter().filter_map(|batch| column(batch, name)) {
            for text in texts.iter().flatten() {
                if !known.contains(text) {
                    known.insert(text.to_owned());
                }
            }
        }
        // Zero is for lines without a text.
        Self(known.into_iter().zip(1..).collect())
    }

    fn rank(&self, texts: Option<&StringArray>, place: usize) -> u32 {
        texts
            .filter(|texts| texts.is_valid(place))
            .and_then(|texts| self.0.get(texts.value(place)).copied())
            .unwrap_or(0)
    }
}

/// Lines and the order in which they are written.
pub struct Sorted {
    batches: Vec<RecordBatch>,
    /// The low 32 bits are the number of the line among all.
    order: Vec<u128>,
}

impl Sorted {
    /// The lines in batches of `rows`.
    pub fn chunks(&self, rows: usize) -> impl Iterator<Item = Result<RecordBatch>> + '_ {
        let batches: Vec<&RecordBatch> = self.batches.iter().collect();
        let starts: Vec<usize> = self
            .batches
            .iter()
            .scan(0, |next, batch| {
                let start = *next;
                *next += batch.num_rows();
                Some(start)
            })
            .collect();
        self.order.chunks(rows).map(move |chunk| {
            let places: Vec<(usize, usize)> = chunk
                .iter()
                .map(|key| {
                    let row = usize::try_from(key & u128::from(u32::MAX)).unwrap_or(usize::MAX);
                    let batch = starts.partition_point(|start| *start <= row) - 1;
                    (batch, row - starts.get(batch).copied().unwrap_or(0))
                })
                .collect();
            Ok(interleave_record_batch(&batches, &places)?)
        })
    }
}

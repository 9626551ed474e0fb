//! The files of a delivery, several at once.

use std::sync::Arc;

use arrow::record_batch::RecordBatch;

use super::{Failure, Fault, Limits, Part, ReadError, Reading};
use crate::{report::Delivery, source::Source};

pub(super) fn read<E>(
    delivery: &Delivery,
    source: Arc<dyn Source>,
    limits: &Limits,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    let _ = (delivery, source, limits, sink);
    Err(ReadError {
        file: String::new(),
        fault: Fault::Missing,
    }
    .into())
}

pub(super) fn header(
    source: Arc<dyn Source>,
    key: &str,
    limits: &Limits,
) -> Result<Vec<String>, Fault> {
    let _ = (source, key, limits);
    Err(Fault::Missing)
}

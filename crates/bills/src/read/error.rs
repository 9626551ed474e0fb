//! What can be wrong with the files of a bill, said so that somebody can act on it.

use std::io;

/// Why a delivery was not read.
#[derive(Debug, thiserror::Error)]
pub enum Failure<E> {
    #[error(transparent)]
    Read(#[from] ReadError),
    /// What took the batches failed.
    #[error("the batches were not taken")]
    Sink(#[source] E),
}

/// A file that could not be read as part of a bill.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {fault}. {}", fault.next())]
pub struct ReadError {
    /// Its key.
    pub file: String,
    /// What is said of it is part of the error's own text.
    pub fault: Fault,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the delivery lists this file, and it is not there")]
    Missing,
    #[error("it could not be read: {0}")]
    Unreadable(io::Error),
    #[error("it was overwritten while it was read")]
    Overwritten,
    #[error("it is {hours} hours newer than the manifest that lists it; AWS writes manifests last")]
    NewerThanManifest { hours: i64 },
    #[error("expected a file of a bill; found an empty one")]
    Empty,
    #[error("expected {expected}, found {found}")]
    NotPacked {
        expected: &'static str,
        found: String,
    },
    #[error("it ends in the middle: expected the end of {what}, found none after {bytes} bytes")]
    Truncated { what: &'static str, bytes: u64 },
    #[error("its content and its checksum do not belong together")]
    Checksum,
    #[error("what is packed in it is damaged: {why}")]
    Damaged { why: String },
    #[error("expected at most {limit} {of}, found more")]
    Beyond { of: &'static str, limit: u64 },
    #[error(
        "expected the columns that the manifest lists; column {place} is {found:?} and not {expected:?}"
    )]
    OtherColumns {
        place: usize,
        expected: String,
        found: String,
    },
    #[error(
        "expected the columns of a bill; {missing} is not there. Its columns begin with {found}"
    )]
    NotABill { missing: String, found: String },
    #[error("row {row} has {found} cells; expected {expected}, as many as there are columns")]
    Ragged {
        row: u64,
        expected: usize,
        found: usize,
    },
    #[error("row {row}, column {column}: expected {expected}, found {found:?}")]
    Cell {
        row: u64,
        column: String,
        expected: &'static str,
        found: String,
    },
    #[error("row {row} is of {found}; the manifest is of {expected}")]
    OtherPeriod {
        row: u64,
        expected: String,
        found: String,
    },
    #[error("a sum of more than 38 digits")]
    Overflow,
    /// In the words of the process that read it.
    #[error("{said}")]
    Told { said: String, next: String },
    #[error("the process that read it was ended: {how}")]
    Ended { how: String },
    #[error("the process that read it said nothing for {seconds} seconds")]
    Silent { seconds: u64 },
}

impl Fault {
    /// What to do about it.
    #[must_use]
    pub fn next(&self) -> &str {
        match self {
            Self::Missing => {
                "Fetch the whole delivery again; where it stays away, wait for AWS's next one"
            }
            Self::Unreadable(_) => "Look at the rights and the disk, then try again",
            Self::Overwritten => "AWS is delivering now: try again in an hour",
            Self::Empty
            | Self::NotPacked { .. }
            | Self::Truncated { .. }
            | Self::Checksum
            | Self::Damaged { .. } => {
                "Fetch the file again; where it stays so, wait for AWS's next delivery"
            }
            Self::Told { next, .. } => next,
            Self::Ended { .. } | Self::Silent { .. } => {
                "It took more memory or time than a bill needs: look where the files are from"
            }
            Self::Beyond { .. } => "Bills that AWS delivers stay far below: look where it is from",
            Self::OtherColumns { .. }
            | Self::OtherPeriod { .. }
            | Self::NewerThanManifest { .. } => {
                "File and manifest are of two deliveries: fetch both again"
            }
            Self::NotABill { .. } => {
                "Name a Cost and Usage Report or a FOCUS file, or add the column to the export's query"
            }
            Self::Ragged { .. } | Self::Cell { .. } | Self::Overflow => {
                "Somebody changed the file, or it is of a format that is not known: take AWS's own"
            }
        }
    }
}

//! Why the store could not do it.

use std::{error::Error as _, io};

use arrow::error::ArrowError;
use landfast_domain::bill::{Difference, Overflow};
use parquet::errors::ParquetError;

use super::names::Place;

pub type Result<T> = std::result::Result<T, Error>;

/// What was attempted in the store, and failed. The month is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the disk is full: {doing} {path} needs more room than there is")]
    Full {
        doing: &'static str,
        path: String,
        #[source]
        source: object_store::Error,
    },
    #[error("{doing} {path} in the store of bills failed")]
    Objects {
        doing: &'static str,
        path: String,
        #[source]
        source: object_store::Error,
    },
    #[error("opening the store of bills at {path} failed")]
    Open {
        path: String,
        #[source]
        source: io::Error,
    },
    #[error("lines could not be put into columns")]
    Arrow(#[from] ArrowError),
    #[error("{path} could not be written or read as Parquet")]
    Parquet {
        path: String,
        #[source]
        source: ParquetError,
    },
    #[error("{path} is not what Landfast writes there")]
    Record {
        path: String,
        #[source]
        source: serde_json::Error,
    },
    #[error("expected {path} in format 1, found format {found}: a newer Landfast wrote it")]
    Newer { path: String, found: u32 },
    #[error("expected lines of {expected}, found a line of {found}")]
    Elsewhere { expected: String, found: String },
    #[error("expected the columns of the store, found others: {found}")]
    Columns { found: String },
    #[error("{path} was read back with other bytes than were written")]
    Bytes { path: String },
    #[error("what was written is not what was read: {}", shown(.0))]
    Sums(Vec<Difference>),
    #[error("sums of more than 38 digits")]
    Overflow(#[from] Overflow),
    #[error("expected a payer and a report with names of 1 to {limit} bytes, found {name:?}")]
    Name { name: String, limit: usize },
    /// The lines of this import are gone again.
    #[error("another import replaced {place} while this one was reading")]
    Overtaken { place: Box<Place> },
    #[error("reading {place} took more than {hours} hours; others may clear away what takes a day")]
    TooLong { place: Box<Place>, hours: u64 },
    #[error(
        "{path} was replaced although it was told to stay: what bills are kept in knows no conditional writes"
    )]
    Unconditional { path: String },
    #[error("a thread that writes bills died")]
    Thread(#[source] tokio::task::JoinError),
}

impl Error {
    pub(super) fn objects(
        doing: &'static str,
        path: &object_store::path::Path,
        source: object_store::Error,
    ) -> Self {
        let path = path.to_string();
        if is_full(&source) {
            return Self::Full {
                doing,
                path,
                source,
            };
        }
        Self::Objects {
            doing,
            path,
            source,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn next(&self) -> &'static str {
        match self {
            Self::Full { .. } => "Make room, then import again: nothing was changed",
            Self::Objects { .. } | Self::Open { .. } => {
                "Look at the folder or bucket of the bills and the rights to it, then try again: nothing was changed"
            }
            Self::Overtaken { .. } => "Look at what counts now, and import again if that is not it",
            Self::TooLong { .. } => {
                "Import again, on a faster machine or with fewer months at once"
            }
            Self::Unconditional { .. } => {
                "Keep bills in a storage that knows If-None-Match and If-Match, as Amazon S3 does"
            }
            Self::Newer { .. } => "Use the newer Landfast with this data folder",
            Self::Record { .. } => {
                "Somebody else wrote into the store: import the month again, or take the folder back"
            }
            Self::Bytes { .. } | Self::Sums(_) => {
                "Import again; where it stays so, look for a fault of the disk"
            }
            Self::Elsewhere { .. }
            | Self::Columns { .. }
            | Self::Overflow(_)
            | Self::Name { .. } => "Take the bill as AWS delivered it",
            Self::Arrow(_) | Self::Parquet { .. } | Self::Thread(_) => {
                "Import again; where it stays so, this is a fault of Landfast: please report it"
            }
        }
    }
}

/// Whether the cause is that there is no room: no space, or a quota.
fn is_full(error: &object_store::Error) -> bool {
    let mut cause = error.source();
    while let Some(why) = cause {
        let kind = why.downcast_ref::<io::Error>().map(io::Error::kind);
        if let Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) = kind {
            return true;
        }
        cause = why.source();
    }
    false
}

/// The first few: all of them would hide them.
fn shown(differences: &[Difference]) -> String {
    const SHOWN: usize = 3;
    let mut texts: Vec<String> = differences
        .iter()
        .take(SHOWN)
        .map(|found| {
            format!(
                "{} is {} in the source and {} in the store",
                found.what, found.here, found.there
            )
        })
        .collect();
    if differences.len() > SHOWN {
        texts.push(format!("and {} more", differences.len() - SHOWN));
    }
    texts.join("; ")
}

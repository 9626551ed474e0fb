//! Why a question was not answered.

use std::{io, time::Duration};

use datafusion::error::DataFusionError;

use crate::keep;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Question(String),
    #[error("the query is not one that can be answered: {0}")]
    Sql(String),
    #[error("the query was not done after {} s", .0.as_secs())]
    Time(Duration),
    #[error("the query needs more memory than it may have: {0}")]
    Memory(String),
    #[error(transparent)]
    Store(#[from] keep::Error),
    #[error("the bills could not be asked")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the file could not be written")]
    Write(#[from] io::Error),
}

impl Error {
    /// What to do about it.
    #[must_use]
    pub const fn next(&self) -> &'static str {
        match self {
            Self::Question(_) => "Ask for less, or for something else",
            Self::Sql(_) => {
                "Write one SELECT over the table bills; \"DESCRIBE bills\" lists its columns"
            }
            Self::Time(_) | Self::Memory(_) => {
                "Ask for fewer months, filter by day, or group by fewer columns"
            }
            Self::Store(why) => why.next(),
            Self::Engine(_) => "Try again; where it stays so, import the month again",
            Self::Write(_) => "Look at the folder, its rights and the room on the disk",
        }
    }
}

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(why) => Self::Memory(first_line(why)),
            _ => Self::Engine(Box::new(error)),
        }
    }
}

impl From<arrow::error::ArrowError> for Error {
    fn from(error: arrow::error::ArrowError) -> Self {
        Self::Engine(Box::new(error))
    }
}

/// An error of a query that somebody wrote: what is wrong is in the query unless the engine says otherwise.
pub(super) fn of_query(error: DataFusionError) -> Error {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(why) => Error::Memory(first_line(why)),
        DataFusionError::ObjectStore(_)
        | DataFusionError::IoError(_)
        | DataFusionError::ParquetError(_) => Error::Engine(Box::new(error)),
        root => Error::Sql(first_line(&root.strip_backtrace())),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

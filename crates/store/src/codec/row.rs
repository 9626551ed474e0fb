use std::fmt::Display;

use landfast_app::ports::StoreError;
use landfast_domain::Timestamp;

use crate::fault::Result;

/// The row that is being read, for the error when it cannot be.
#[derive(Clone, Copy)]
pub(crate) struct RowRef<'a> {
    pub(crate) table: &'static str,
    /// Its key, as a person would look for it.
    pub(crate) key: &'a str,
}

impl RowRef<'_> {
    pub(crate) fn bad(self, column: &'static str, why: impl Display) -> StoreError {
        StoreError::Row {
            table: self.table,
            column,
            row: self.key.to_owned(),
            why: why.to_string(),
        }
    }

    /// What a parser made of a column.
    pub(crate) fn read<T, E: Display>(
        self,
        column: &'static str,
        parsed: Result<T, E>,
    ) -> Result<T> {
        parsed.map_err(|why| self.bad(column, why))
    }

    /// The same for a column that may be empty.
    pub(crate) fn read_some<T, E: Display>(
        self,
        column: &'static str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>> {
        text.map(|text| self.read(column, parse(text))).transpose()
    }

    pub(crate) fn small(self, column: &'static str, number: i64) -> Result<u32> {
        u32::try_from(number).map_err(|_| {
            self.bad(
                column,
                format!("expected a count from 0 to {}, found {number}", u32::MAX),
            )
        })
    }

    pub(crate) fn hash(self, column: &'static str, bytes: &[u8]) -> Result<[u8; 32]> {
        bytes.try_into().map_err(|_| {
            self.bad(
                column,
                format!("expected the 32 bytes of a SHA-256, found {}", bytes.len()),
            )
        })
    }
}

pub(crate) fn time(ms: Option<i64>) -> Option<Timestamp> {
    ms.map(Timestamp::from_unix_ms)
}

pub(crate) fn ms(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::unix_ms)
}

//! Questions about the bills in the store.
//!
//! A question is plain data, and so is its answer: amounts are exact decimals, never of two currencies
//! at once. The trait [`Questions`] is the only door; that DataFusion answers is known in this folder
//! and nowhere else. All questions are scans, filters, sums and the largest few: of the shape that a
//! distributed engine could take over.

mod answer;
mod bills;
mod cells;
mod choose;
mod day;
mod dimension;
mod engine;
mod error;
mod export;
mod plan;
mod question;
mod read;
#[cfg(test)]
mod rollup_tests;
mod sql;
#[cfg(test)]
mod tests;
mod top;

use std::io::Write;

use async_trait::async_trait;

pub use answer::{Answer, AnswerRow, AnsweredFrom, Cell, Column, Table};
pub use bills::Bills;
pub use day::{Day, MalformedDay};
pub use dimension::{Dimension, UnknownDimension};
pub use error::{Error, Result};
pub use export::{Export, FileFormat};
pub use question::{
    Filter, Granularity, Limits, Measure, Order, Page, Question, Range, Selection, UnreadableFilter,
};

/// Whoever answers questions about bills.
#[async_trait]
pub trait Questions: Send + Sync {
    /// Sums, by time and by up to three things.
    ///
    /// # Errors
    /// [`Error::Question`] for one that cannot be answered, and what went wrong with answering.
    async fn ask(&self, question: &Question) -> Result<Answer>;

    /// The lines behind a sum, the most expensive first.
    ///
    /// # Errors
    /// What went wrong with reading them.
    async fn lines(&self, of: &Selection, page: Page) -> Result<Table>;

    /// A query in SQL over the table `bills`. It can only read, and only that.
    ///
    /// # Errors
    /// [`Error::Sql`] for a query that is none or does more than read; [`Error::Time`] and
    /// [`Error::Memory`] for one that takes too much.
    async fn sql(&self, text: &str, limits: &Limits) -> Result<Table>;

    /// Writes lines, or what a query finds, as a file. Returns the number of rows.
    ///
    /// # Errors
    /// As of the question, and [`Error::Write`].
    async fn export(
        &self,
        what: &Export,
        format: FileFormat,
        limits: &Limits,
        to: &mut (dyn Write + Send),
    ) -> Result<u64>;
}

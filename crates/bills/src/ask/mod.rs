//! Questions about the bills in the store.
//!
//! Questions and answers are plain data of the domain. The trait [`Questions`] is the only door; that
//! DataFusion answers is known in this folder and nowhere else.

mod bills;
mod catalogue;
mod cells;
mod choose;
mod columns;
mod engine;
mod error;
mod export;
mod plan;
mod read;
#[cfg(test)]
mod rollup_tests;
mod sql;
mod sums;
#[cfg(test)]
pub(crate) mod tests;
mod top;

use std::io::Write;

use async_trait::async_trait;

pub use bills::Bills;
pub use engine::Memory;
pub use error::{Error, Result};
use landfast_domain::bill::ask::{
    Answer, Catalogue, Export, FileFormat, Limits, Page, Question, Selection, Table,
};

/// Whoever answers questions about bills.
#[async_trait]
pub trait Questions: Send + Sync {
    /// The months there are, and the keys of their tags.
    ///
    /// # Errors
    /// What went wrong with reading them.
    async fn catalogue(&self) -> Result<Catalogue>;

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

    /// Writes lines, sums, or what a query finds, as a file. Returns the number of rows.
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

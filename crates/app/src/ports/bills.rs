//! Where bills are kept and asked. The crate `bills` is behind it.

use std::{fs::File, path::PathBuf};

use async_trait::async_trait;
use landfast_domain::{
    AccountId,
    bill::{
        Ledger, ManifestDigest, Period,
        ask::{Answer, Catalogue, Export, FileFormat, Limits, Page, Question, Selection, Table},
    },
    ids::WorkspaceId,
};

/// A month of one report. Workspaces never meet: each has a store of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillOf {
    pub workspace: WorkspaceId,
    pub payer: AccountId,
    pub report: String,
    pub period: Period,
}

/// A delivery that is in the store now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The store's name for it.
    pub version: String,
    /// Counted from the source, and equal to what was counted again from the store.
    pub ledger: Ledger,
}

/// Why a delivery is not in the store. What was kept before is untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// Something is wrong with what was delivered: what, what was expected, and what to do.
    Bad(String),
    /// This machine could not do it now, such as for a full disk; it is worth trying again.
    Trouble(String),
}

/// Keeps bills.
#[async_trait]
pub trait BillKeeper: Send + Sync {
    /// A folder of this machine for the files of one delivery, each under its key. It is the same one
    /// for the same delivery, so that what was fetched is not fetched again; those of other deliveries
    /// of the month are deleted.
    ///
    /// # Errors
    /// What the machine said.
    async fn gather(&self, of: &BillOf, digest: &ManifestDigest) -> Result<PathBuf, String>;
    /// Reads what was gathered and makes it the month's version, as a whole or not at all. Doing it
    /// twice is doing it once.
    async fn take_in(&self, of: &BillOf, digest: &ManifestDigest) -> Result<TakenIn, NotTaken>;
    /// Deletes what was gathered for the month, whatever the delivery.
    ///
    /// # Errors
    /// What the machine said.
    async fn clear(&self, of: &BillOf) -> Result<(), String>;
    /// Deletes everything that is kept and gathered of a payer's bills.
    ///
    /// # Errors
    /// What the machine said; some of it may be gone then.
    async fn forget(&self, workspace: &WorkspaceId, payer: &AccountId) -> Result<(), String>;
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnswered {
    pub why: Unanswered,
    /// What happened, and what to do.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// It is none that can be answered.
    Question,
    /// It takes more time or memory than one may.
    TooMuch,
    /// The store could not be read.
    Trouble,
}

/// A file that has no name any more: it is gone as soon as nobody reads it.
#[derive(Debug)]
pub struct Exported {
    pub rows: u64,
    pub file: File,
}

/// Answers questions about the bills of a workspace, and of no other.
#[async_trait]
pub trait BillAnswers: Send + Sync {
    /// # Errors
    /// [`NotAnswered`], here and below.
    async fn catalogue(&self, of: &WorkspaceId) -> Result<Catalogue, NotAnswered>;
    async fn ask(&self, of: &WorkspaceId, question: &Question) -> Result<Answer, NotAnswered>;
    /// The lines behind a sum, the most expensive first.
    async fn lines(
        &self,
        of: &WorkspaceId,
        selection: &Selection,
        page: Page,
    ) -> Result<Table, NotAnswered>;
    /// One query, which can only read, and only the table `bills`.
    async fn sql(
        &self,
        of: &WorkspaceId,
        text: &str,
        limits: &Limits,
    ) -> Result<Table, NotAnswered>;
    async fn export(
        &self,
        of: &WorkspaceId,
        what: &Export,
        format: FileFormat,
        limits: &Limits,
    ) -> Result<Exported, NotAnswered>;
}

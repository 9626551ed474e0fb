use std::path::PathBuf;

use sea_orm::DbErr;

use crate::fault::Cause;

/// Why the database cannot be served from. Each says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Older SQLite can damage a database in WAL mode when the log starts over (fixed in 3.51.3).
    #[error(
        "expected SQLite {expected} or newer, found {found}: older ones can corrupt the database; build Landfast with the SQLite that it brings"
    )]
    SqliteTooOld {
        expected: &'static str,
        found: String,
    },
    #[error(
        "the database was migrated by a newer Landfast: it has the migration {found}, this version knows up to {known}; start that newer version, or restore the backup from before the upgrade"
    )]
    SchemaNewer { found: String, known: String },
    #[error("another Landfast serves the database {} already; stop it first, or use PostgreSQL to run several", path.display())]
    InUse { path: PathBuf },
    #[error("the file {} could not be {doing}; check that its folder exists and that this user may write there", path.display())]
    File {
        path: PathBuf,
        doing: &'static str,
        source: std::io::Error,
    },
    #[error(
        "the address of the PostgreSQL database could not be read: {why}; expected postgres://USER:PASSWORD@HOST/DATABASE"
    )]
    Address { why: String },
    #[error("could not {doing}; check that the database is reachable, writable and not full")]
    Unavailable {
        doing: &'static str,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    pub(crate) fn unavailable(doing: &'static str, why: &DbErr) -> Self {
        Self::Unavailable {
            doing,
            source: Box::new(Cause::of(why)),
        }
    }
}

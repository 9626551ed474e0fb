//! Opening the database: one connection for writes and a few for reads on SQLite, a pool on PostgreSQL.

mod lock;
mod postgres;
mod sqlite;

use std::{fs::File, path::PathBuf, time::Duration};

use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions};
use secrecy::SecretString;

use crate::error::Error;

/// How a transaction that writes begins. On SQLite it takes the write lock at once: a transaction
/// that reads first and wants to write later can be refused by one that was quicker.
pub(crate) const WRITE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};

/// How long a caller waits for a connection, and SQLite for a lock, before it is "unavailable".
const PATIENCE: Duration = Duration::from_secs(5);

/// Where the rows are.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file of one server; made when it is missing.
    SqliteFile(PathBuf),
    /// Gone with the store. Has one connection: reading while a transaction is open waits for its end.
    SqliteMemory,
    /// `postgres://USER:PASSWORD@HOST/DATABASE`; several servers may share it.
    Postgres(SecretString),
}

#[derive(Debug, Clone)]
pub struct Settings {
    pub location: Location,
}

/// The two ways into the database. On PostgreSQL both are the same pool.
pub(crate) struct Connections {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    /// Held as long as the store lives.
    pub(crate) lock: Option<File>,
}

/// Whether this process will serve from the database, or only looks in beside a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Serving,
    Beside,
}

pub(crate) async fn connect(settings: &Settings, presence: Presence) -> Result<Connections, Error> {
    match &settings.location {
        Location::SqliteFile(path) => sqlite::file(path, presence).await,
        Location::SqliteMemory => sqlite::memory().await,
        Location::Postgres(address) => postgres::pool(address).await,
    }
}

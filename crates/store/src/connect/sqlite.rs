use std::path::Path;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, SqlxSqliteConnector,
    sea_query::{Func, Query},
};
use sqlx::{
    ConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Connections, PATIENCE, Presence, lock};
use crate::{error::Error, fault::from_sqlx};

/// Versions before it can corrupt a database in WAL mode (sqlite.org, "WAL-reset bug").
const OLDEST: (u32, u32, u32) = (3, 51, 3);
const OLDEST_TEXT: &str = "3.51.3";
/// Reads that run at the same time; more than the cores of a small machine gain nothing.
const READERS: u32 = 4;

pub(super) async fn file(path: &Path, presence: Presence) -> Result<Connections, Error> {
    let path = lock::prepare(path)?;
    let lock = match presence {
        Presence::Serving => Some(lock::serve_alone(&path)?),
        Presence::Beside => None,
    };
    let options = common()
        .filename(&path)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL may lose the last commits at a power cut: what was acknowledged must stay.
        .synchronous(SqliteSynchronous::Full);
    let writer = pool(1, options.clone()).await?;
    let reader = pool(READERS, options.pragma("query_only", "ON")).await?;
    Ok(Connections {
        writer,
        reader,
        lock,
    })
}

pub(super) async fn memory() -> Result<Connections, Error> {
    let only = pool(1, common().filename(":memory:")).await?;
    Ok(Connections {
        writer: only.clone(),
        reader: only,
        lock: None,
    })
}

fn common() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

async fn pool(
    connections: u32,
    options: SqliteConnectOptions,
) -> Result<DatabaseConnection, Error> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        // A database in memory lives as long as its connection does.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(|why| unavailable(from_sqlx(why)))?;
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    new_enough(&version(&db).await.map_err(unavailable)?)?;
    Ok(db)
}

fn unavailable(why: DbErr) -> Error {
    Error::unavailable("open the SQLite database", &why)
}

async fn version(db: &DatabaseConnection) -> Result<String, DbErr> {
    let ask = Query::select()
        .expr(Func::cust("sqlite_version"))
        .to_owned();
    let row = db.query_one(&ask).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("sqlite_version()".to_owned()))?
        .try_get_by_index(0)
}

fn new_enough(found: &str) -> Result<(), Error> {
    let mut numbers = found.split('.').map(|part| part.parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    match (next(), next(), next()) {
        (Some(major), Some(minor), Some(patch)) if (major, minor, patch) >= OLDEST => Ok(()),
        _ => Err(Error::SqliteTooOld {
            expected: OLDEST_TEXT,
            found: found.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_odd_versions_are_refused() {
        for (text, fits) in [
            ("3.51.3", true),
            ("3.51.4", true),
            ("3.52.0", true),
            ("4.0.0", true),
            ("3.51.2", false),
            ("3.46.0", false),
            ("3.9.99", false),
            ("3.51", false),
            ("", false),
        ] {
            assert_eq!(new_enough(text).is_ok(), fits, "{text}");
        }
    }
}

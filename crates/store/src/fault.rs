//! What the database's errors mean.

use std::fmt;

use landfast_app::ports::{Conflict, StoreError};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Every constraint that a person can run into: its name in PostgreSQL, its columns in SQLite.
const CONFLICTS: [(&str, &str, Conflict); 7] = [
    (
        "accounts_pkey",
        "accounts.workspace_id, accounts.id",
        Conflict::AccountId,
    ),
    (
        "accounts_name",
        "accounts.workspace_id, accounts.name_folded",
        Conflict::AccountName,
    ),
    (
        "accounts_bound_id",
        "accounts.external_id, accounts.id",
        Conflict::ExternalId,
    ),
    (
        "accounts_proven_role",
        "accounts.proven_role_arn",
        Conflict::ProvenRole,
    ),
    (
        "workspaces_name",
        "workspaces.name_folded",
        Conflict::WorkspaceName,
    ),
    ("users_email", "users.email", Conflict::Email),
    (
        "commitments_name",
        "commitments.workspace_id, commitments.name_folded",
        Conflict::CommitmentName,
    ),
];

/// The words of a database error, without the values of the row: PostgreSQL puts those in a detail,
/// and an external id among them must not reach a log.
#[derive(Debug)]
pub(crate) struct Cause(String);

impl Cause {
    pub(crate) fn of(error: &DbErr) -> Self {
        match database_error(error) {
            Some(found) => {
                let code = found
                    .code()
                    .map_or_else(String::new, |code| format!(" ({code})"));
                Self(format!("{}{code}", found.message()))
            }
            None => Self(error.to_string()),
        }
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cause {}

/// Turns a database error into the port's; `doing` completes "while trying to …".
pub(crate) fn fault(doing: &'static str) -> impl Fn(DbErr) -> StoreError {
    move |error| match conflict(&error) {
        Some(conflict) => StoreError::Conflict(conflict),
        None => StoreError::Unavailable {
            doing,
            source: Box::new(Cause::of(&error)),
        },
    }
}

/// A use of the port that the database was never asked about.
pub(crate) fn refused(doing: &'static str, why: &'static str) -> StoreError {
    StoreError::Unavailable {
        doing,
        source: Box::new(Cause::text(why)),
    }
}

/// Whether the error is the violation of this unique index or key.
pub(crate) fn violates(error: &DbErr, index: &str, columns: &str) -> bool {
    let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() else {
        return false;
    };
    match database_error(error).and_then(sqlx::error::DatabaseError::constraint) {
        Some(constraint) => constraint == index,
        None => message.rsplit("failed: ").next() == Some(columns),
    }
}

fn conflict(error: &DbErr) -> Option<Conflict> {
    let (.., conflict) = CONFLICTS
        .into_iter()
        .find(|(index, columns, _)| violates(error, index, columns))?;
    Some(conflict)
}

fn database_error(error: &DbErr) -> Option<&(dyn sqlx::error::DatabaseError + 'static)> {
    let (DbErr::Conn(RuntimeErr::SqlxError(inner))
    | DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    match inner.as_ref() {
        sqlx::Error::Database(found) => Some(found.as_ref()),
        _ => None,
    }
}

/// An error of opening the database, in SeaORM's words.
pub(crate) fn from_sqlx(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

use std::time::Duration;

use crate::{
    ports::{Conflict, StoreError},
    problem::ProblemCode,
};

/// A use case refused, or could not be carried out. `detail`, `fields` and `hints` are for people
/// outside; `source` is for the log and never leaves the server.
#[derive(Debug, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct Error {
    pub code: ProblemCode,
    /// What happened, what was expected and what was found.
    pub detail: String,
    pub fields: Vec<FieldProblem>,
    /// What to do next.
    pub hints: Vec<String>,
    /// How long to wait before the same can succeed, where waiting is the cure and its time is known.
    pub retry_after: Option<Duration>,
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What is wrong with one field of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    pub path: &'static str,
    pub code: ProblemCode,
    pub detail: String,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    #[must_use]
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            hints: Vec::new(),
            retry_after: None,
            source: None,
        }
    }

    /// An error about one field; its detail is the field's.
    #[must_use]
    pub fn field(code: ProblemCode, path: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let fields = vec![FieldProblem {
            path,
            code,
            detail: detail.clone(),
        }];
        Self {
            fields,
            ..Self::new(code, detail)
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    #[must_use]
    pub fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl From<FieldProblem> for Error {
    fn from(problem: FieldProblem) -> Self {
        Self {
            fields: vec![problem.clone()],
            ..Self::new(problem.code, problem.detail)
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let plain = match &error {
            StoreError::Conflict(conflict) => conflict_error(*conflict),
            StoreError::Cursor => Self::new(ProblemCode::CursorInvalid, "The cursor was not made by this list.")
                .hint("Start again without a cursor."),
            StoreError::Row { .. } => Self::new(ProblemCode::Internal, "A stored row could not be read.")
                .hint("The server's log names table, column and row. A newer version may have written it."),
            StoreError::LeaseLost => Self::new(ProblemCode::Internal, "Another worker took the work over."),
            StoreError::Unavailable { .. } => {
                Self::new(ProblemCode::Unavailable, "The database could not be used; nothing was changed.")
                    .hint("Try again in a moment. If it stays, the server's log says why.")
            }
        };
        plain.caused_by(error)
    }
}

fn conflict_error(conflict: Conflict) -> Error {
    match conflict {
        Conflict::AccountId => Error::field(
            ProblemCode::AccountIdTaken,
            "account_id",
            "This account id is registered already.",
        ),
        Conflict::AccountName => Error::field(
            ProblemCode::AccountNameTaken,
            "name",
            "An account of this name is registered already.",
        ),
        Conflict::WorkspaceName => Error::field(
            ProblemCode::WorkspaceNameTaken,
            "name",
            "A workspace of this name is there already.",
        ),
        Conflict::Email => Error::field(
            ProblemCode::UserExists,
            "email",
            "A user with this e-mail address is there already.",
        ),
        Conflict::CommitmentName => Error::field(
            ProblemCode::CommitmentNameTaken,
            "name",
            "A contract of this name is there already.",
        ),
        Conflict::ExternalId | Conflict::ProvenRole => Error::new(
            ProblemCode::Internal,
            "Two registrations came out alike; nothing was changed.",
        )
        .hint("Try again."),
    }
}

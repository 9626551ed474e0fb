//! Refusals on their way out.

mod status;
mod write;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use landfast_app::{Error, FieldProblem, ProblemCode};

pub(crate) use status::status;
pub(crate) use write::write;

/// What a handler gives back instead of an answer. The outermost layer knows the request id, logs
/// the failure once and writes it as a problem.
#[derive(Debug)]
pub(crate) struct Failure(pub Error);

pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self(Error::new(code, detail))
    }

    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self(self.0.hint(hint))
    }

    /// The request has a form that this address does not take.
    pub fn misunderstood(detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::BodyInvalid, detail)
    }

    /// The same, about one field of the request.
    pub fn field(path: &'static str, detail: impl Into<String>) -> Self {
        Self(Error::field(ProblemCode::BodyInvalid, path, detail))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(self.0.code.kind()).into_response();
        response.extensions_mut().insert(Carried(Arc::new(self.0)));
        response
    }
}

/// The failure inside a response that has no body yet.
#[derive(Debug, Clone)]
pub(crate) struct Carried(pub Arc<Error>);

/// The DTO of one field.
fn field_view(field: &FieldProblem) -> crate::dto::FieldProblem {
    crate::dto::FieldProblem {
        path: field.path.to_owned(),
        code: crate::convert::problem_code(field.code),
        detail: field.detail.clone(),
    }
}

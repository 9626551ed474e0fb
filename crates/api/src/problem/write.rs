use std::{error::Error as StdError, fmt, time::Duration};

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, header};
use landfast_app::{Error, Kind};

use super::{field_view, status};
use crate::{convert::problem_code, dto::Problem};

/// How long a caller waits at least where waiting helps and nobody knows better.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Logs the failure, once, and writes it as a problem.
pub(crate) fn write(error: &Error, request_id: &str) -> Response {
    log(error, request_id);
    let kind = error.code.kind();
    let code = problem_code(error.code);
    let problem = Problem {
        code,
        title: code.title().to_owned(),
        detail: error.detail.clone(),
        fields: error.fields.iter().map(field_view).collect(),
        hints: error.hints.clone(),
        request_id: request_id.to_owned(),
        help: format!("/help/{code}"),
    };
    let mut response = (status(kind), Json(problem)).into_response();
    if let Some((name, value)) = companion(error) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The header that RFC 9110 asks for beside some statuses.
fn companion(error: &Error) -> Option<(HeaderName, HeaderValue)> {
    let retry = |wait: Duration| {
        let seconds = wait.as_millis().div_ceil(1000).to_string();
        let value = HeaderValue::from_str(&seconds).ok()?;
        Some((header::RETRY_AFTER, value))
    };
    match error.code.kind() {
        Kind::Unauthenticated => Some((
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"landfast\""),
        )),
        Kind::Unavailable => retry(error.retry_after.unwrap_or(RETRY_AFTER)),
        Kind::TooMany => error.retry_after.and_then(retry),
        Kind::Invalid
        | Kind::NotFound
        | Kind::Denied
        | Kind::Conflict
        | Kind::TooLarge
        | Kind::MethodNotAllowed
        | Kind::Bug => None,
    }
}

fn log(error: &Error, request_id: &str) {
    let code = problem_code(error.code).as_str();
    match error.code.kind() {
        Kind::Bug => {
            tracing::error!(request.id = request_id, code, cause = %Chain(error), "a request failed inside Landfast")
        }
        Kind::Unavailable => {
            tracing::warn!(request.id = request_id, code, cause = %Chain(error), "a request could not be carried out")
        }
        // The caller's own doing: its text may repeat what the caller sent, so it is not logged.
        Kind::Invalid
        | Kind::NotFound
        | Kind::Unauthenticated
        | Kind::Denied
        | Kind::Conflict
        | Kind::TooLarge
        | Kind::MethodNotAllowed
        | Kind::TooMany => tracing::debug!(request.id = request_id, code, "a request was refused"),
    }
}

/// An error with everything that caused it.
struct Chain<'a>(&'a Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)?;
        let mut next = self.0.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

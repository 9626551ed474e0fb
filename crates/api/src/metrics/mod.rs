//! `/metrics` in the text format of Prometheus. Counts and sums; no id of anything is a label.

mod access;
mod registry;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::header;

pub(crate) use registry::Metrics;

use crate::{extract::Operator, problem::Outcome, server::Server};

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// For operators, and for programs on the same machine when the settings say so.
pub(crate) async fn show(
    State(server): State<Server>,
    operator: Option<Operator>,
    request: Request,
) -> Outcome<Response> {
    if operator.is_none() {
        access::local(&server, &request)?;
    }
    let work = server.app.work_counts().await?;
    let text = server.metrics.render(server.app.tally(), work);
    Ok(([(header::CONTENT_TYPE, TEXT)], text).into_response())
}

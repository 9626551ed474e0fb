use std::{panic::AssertUnwindSafe, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use landfast_app::ProblemCode;
use tokio::time::{Instant, timeout};

use super::RequestId;
use crate::{
    problem::{Carried, Failure, write},
    server::Server,
};

/// The route that writes a file before it answers, which may be of millions of rows.
const FILE: &str = "/api/v1/bills/export";
/// How many times as long as others that may take.
const FILE_TIMES: u32 = 20;

/// The outermost layer: gives the request its id, bounds its time, writes its failure, counts it and
/// logs it in one line. The line has no query string and no body.
pub(crate) async fn observe(
    State(server): State<Server>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::mint(&server);
    request.headers_mut().remove(RequestId::HEADER);
    request.extensions_mut().insert(id.clone());
    let method = method_name(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("console", MatchedPath::as_str)
        .to_owned();
    let start = Instant::now();
    let time = match route == FILE {
        true => server.settings.timeout * FILE_TIMES,
        false => server.settings.timeout,
    };
    let response = written(answer(time, request, next).await, &id);
    let (status, took) = (response.status().as_u16(), start.elapsed());
    server.metrics.request(method, &route, status, took);
    tracing::info!(request.id = %id.0, method, route, status, ms = millis(took), "request");
    response
}

async fn answer(time: Duration, request: Request, next: Next) -> Response {
    let body = AssertUnwindSafe(next.run(request)).catch_unwind();
    match timeout(time, body).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Failure::new(
            ProblemCode::Internal,
            "The request met a defect of Landfast.",
        )
        .hint("The server's log has more under this request id.")
        .into_response(),
        Err(_) => Failure::new(
            ProblemCode::Unavailable,
            "The request took too long and was given up.",
        )
        .hint("Look whether it took effect, then try again.")
        .into_response(),
    }
}

fn written(mut response: Response, id: &RequestId) -> Response {
    if let Some(Carried(error)) = response.extensions_mut().remove::<Carried>() {
        let mut problem = write(&error, &id.0);
        // Headers that inner layers have set, such as Allow and those of security.
        for (name, value) in response.headers() {
            problem
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        response = problem;
    }
    if let Some(value) = id.header_value() {
        response.headers_mut().insert(RequestId::HEADER, value);
    }
    response
}

/// A closed set, so that strange methods cannot fill the metrics.
fn method_name(method: &http::Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN
        .into_iter()
        .find(|name| *name == method.as_str())
        .unwrap_or("other")
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::header;
use landfast_app::ProblemCode;
use tower::{Layer, ServiceExt};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};

use crate::problem::Failure;

/// Keeps other sites from acting with a person's cookie: a call that changes something must come
/// from a page of this server, by `Sec-Fetch-Site` or else by `Origin` and `Host`.
///
/// A call with the header `Authorization` is exempt: no other site can send it unasked (the Fetch
/// standard makes it ask first, and this server never agrees), and the cookie beside it is not read.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    let guarded = CsrfLayer::new().with_rejection_response(Refuse).layer(next);
    match guarded.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

#[derive(Clone, Copy)]
struct Refuse;

impl ResponseForProtectionError<axum::body::Body> for Refuse {
    fn response_for_protection_error(&mut self, _: ProtectionError) -> Response {
        Failure::new(
            ProblemCode::Forbidden,
            "The call came from a page of another site and changed nothing.",
        )
        .hint(
            "Use the console at its own address. Programs send an API token instead of the cookie.",
        )
        .into_response()
    }
}

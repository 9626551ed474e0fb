use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

/// Made once: the document is the same for everybody.
static DOCUMENT: LazyLock<Option<String>> =
    LazyLock::new(|| crate::document().to_pretty_json().ok());

/// The OpenAPI document. It tells nothing about this installation, so that nobody has to sign in.
pub(super) async fn show() -> Response {
    match &*DOCUMENT {
        Some(text) => ([(header::CONTENT_TYPE, "application/json")], text.as_str()).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

use axum::{
    extract::Request,
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use landfast_app::ProblemCode;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::html::page;
use crate::problem::Failure;

/// The console as `web` builds it. Debug builds read the folder at run time.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Console;

/// Names under this folder carry a hash of their content, so that they never change.
const HASHED: &str = "assets/";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for again each time; the answer is 304 while nothing changed.
const ASK_AGAIN: &str = "no-cache";

/// Every address that is nothing else: a file of the console, or the console itself, which routes in
/// the browser.
pub(crate) async fn console(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::new(
            ProblemCode::MethodNotAllowed,
            "This address takes GET and HEAD only.",
        )
        .into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    match Console::get(path) {
        Some(file) if !path.is_empty() => answer(path, &file, request.headers()),
        _ if path.contains('.') => {
            Failure::new(ProblemCode::NotFound, "There is no such file.").into_response()
        }
        _ => match Console::get("index.html") {
            Some(file) => answer("index.html", &file, request.headers()),
            None => not_built(),
        },
    }
}

fn answer(path: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag = etag(file);
    let caching = if path.starts_with(HASHED) {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let fresh = asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| Some(known) == tag.as_ref());
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        content(path, file)
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Some(tag) = tag {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn content(path: &str, file: &EmbeddedFile) -> Response {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let text = matches!(mime.type_().as_str(), "text") || mime.subtype().as_str() == "javascript";
    let charset = if text { "; charset=utf-8" } else { "" };
    (
        [(header::CONTENT_TYPE, format!("{mime}{charset}"))],
        file.data.clone().into_owned(),
    )
        .into_response()
}

/// Weak: the same file may come compressed or not.
fn etag(file: &EmbeddedFile) -> Option<HeaderValue> {
    let hash: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    HeaderValue::from_str(&format!("W/\"{hash}\"")).ok()
}

fn not_built() -> Response {
    let body = "<h1>The console is not built</h1>\n\
        <p>This server was built without the console's files. In the folder <code>web</code>, run \
        <code>npm ci</code> and <code>npm run build</code>, then build the server again. The API under \
        <code>/api/v1</code> and the command line work without it.</p>\n";
    (StatusCode::OK, Html(page("Console", body))).into_response()
}

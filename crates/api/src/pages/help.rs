use std::borrow::Cow;

use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use http::{StatusCode, header};
use rust_embed::RustEmbed;

use super::{
    html::{escape, page as whole},
    markdown,
};

/// One page for each problem code, check, mistake and trap.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../docs/codes"]
#[allow_missing = true]
struct Codes;

const STYLE: &str = include_str!("../../assets/help.css");

/// The page about a problem code, a check, a mistake or a trap, as Markdown. The checks of permissions share one.
#[must_use]
pub fn help_markdown(code: &str) -> Option<String> {
    let name = if code.starts_with("permission.") {
        "permission"
    } else {
        code
    };
    let known = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let file = known.then(|| Codes::get(&format!("{name}.md"))).flatten()?;
    String::from_utf8(file.data.into_owned()).ok()
}

pub(super) async fn page(Path(code): Path<String>) -> Response {
    match help_markdown(&code) {
        Some(text) => {
            let title = markdown::title(&text).unwrap_or(&code).replace('`', "");
            Html(whole(&title, &markdown::html(&text))).into_response()
        }
        None => not_there().into_response(),
    }
}

fn not_there() -> (StatusCode, Html<String>) {
    let said = "<h1>No such page</h1>\n<p>There is no help page at this address. <a href=\"/help\">All pages</a></p>\n";
    (StatusCode::NOT_FOUND, Html(whole("Help", said)))
}

/// Every page by the name of its code.
pub(super) async fn index() -> Html<String> {
    let mut names: Vec<Cow<'static, str>> = Codes::iter().collect();
    names.sort();
    let line = |file: &str| {
        let code = escape(file.trim_end_matches(".md"));
        format!("<li><a href=\"/help/{code}\">{code}</a></li>\n")
    };
    let list: String = names.iter().map(|file| line(file)).collect();
    Html(whole(
        "Help",
        &format!("<h1>Problems, checks, mistakes and traps</h1>\n<ul>\n{list}</ul>\n"),
    ))
}

pub(super) async fn style() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        STYLE,
    )
}

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
use crate::dto::ProblemCode;

/// One page per problem code and per check.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../docs/codes"]
#[allow_missing = true]
struct Codes;

const STYLE: &str = include_str!("../../assets/help.css");

/// The page about a problem code or a check, as Markdown. The checks of permissions share one.
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
        None => not_there(&code).into_response(),
    }
}

/// A code without a page of its own still says what it is called.
fn not_there(code: &str) -> (StatusCode, Html<String>) {
    let known = ProblemCode::ALL.iter().find(|known| known.as_str() == code);
    let (status, said) = match known {
        Some(known) => (
            StatusCode::OK,
            format!(
                "<h1>{}</h1>\n<p>{}.</p>\n",
                escape(code),
                escape(known.title())
            ),
        ),
        None => (
            StatusCode::NOT_FOUND,
            "<h1>No such page</h1>\n<p>There is no help page at this address.</p>\n".to_owned(),
        ),
    };
    (
        status,
        Html(whole(
            code,
            &format!("{said}<p><a href=\"/help\">All pages</a></p>\n"),
        )),
    )
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
        &format!("<h1>Problems and checks</h1>\n<ul>\n{list}</ul>\n"),
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

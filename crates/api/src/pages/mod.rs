//! What people see: the console's files, and a page about each code.

mod console;
mod help;
mod html;
mod markdown;
mod module;
mod openapi;
mod zip;

use axum::{Router, routing::get};

pub(crate) use console::console;
pub use help::help_markdown;

use landfast_domain::module_call::MODULE_PATH;

use crate::server::Server;

pub(crate) fn router() -> Router<Server> {
    Router::new()
        .route("/help", get(help::index))
        .route("/help/style.css", get(help::style))
        .route("/help/{code}", get(help::page))
        .route("/api/v1/openapi.json", get(openapi::show))
        .route(MODULE_PATH, get(module::show))
}

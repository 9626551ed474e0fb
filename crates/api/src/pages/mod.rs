//! What people see: the console's files, and a page about each code.

mod console;
mod help;
mod html;
mod issuer;
mod markdown;
mod members_csv;
mod module;
mod openapi;
mod template;
mod zip;

use axum::{Router, routing::get};

pub(crate) use console::console;
pub use help::help_markdown;
pub(crate) use members_csv::members_csv;

use landfast_domain::{module_call::MODULE_PATH, oidc::IssuerUrl};

use crate::server::Server;

/// Below it are the templates, by file name.
pub(crate) const TEMPLATES_PATH: &str = "/templates";

/// `issuer`: the address of the server as an OIDC issuer.
pub(crate) fn router(issuer: Option<&IssuerUrl>) -> Router<Server> {
    Router::new()
        .route("/help", get(help::index))
        .route("/help/style.css", get(help::style))
        .route("/help/{code}", get(help::page))
        .route("/api/v1/openapi.json", get(openapi::show))
        .route(MODULE_PATH, get(module::show))
        .route(&format!("{TEMPLATES_PATH}/{{file}}"), get(template::show))
        .merge(issuer::router(issuer))
}

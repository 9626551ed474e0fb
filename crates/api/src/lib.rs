//! Landfast over HTTP: `/api/v1`, its OpenAPI document, the console's files and the help pages.
//!
//! Handlers translate and decide nothing: a request becomes domain values, a use case of the crate
//! `app` answers, `convert` makes the DTO. Every refusal is a [`dto::Problem`].

mod convert;
mod document;
pub mod dto;
mod events;
mod extract;
mod guard;
mod metrics;
mod pages;
mod problem;
mod routes;
mod serve;
mod server;

pub use convert::kind_of;
pub use document::document;
pub use events::Events;
pub use landfast_app::Kind;
pub use pages::help_markdown;
pub use serve::serve;
pub use server::{HttpSettings, MetricsAccess, router};

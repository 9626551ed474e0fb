//! The templates, to be handed to CloudFormation where no bucket holds them. They tell nothing about
//! an account, so that nobody has to sign in.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

use crate::server::Server;

/// The name holds the hash of the content: what was read once never changes.
const CACHE: &str = "public, max-age=31536000, immutable";

pub(super) async fn show(State(server): State<Server>, Path(file): Path<String>) -> Response {
    let app = &server.app;
    let mut all = std::iter::once(app.template())
        .chain(app.issuer_template())
        .chain(app.bill_templates())
        .chain(app.permit_templates());
    match all.find(|template| template.file_name == file) {
        Some(template) => (
            [
                (header::CONTENT_TYPE, "application/yaml".to_owned()),
                (header::CACHE_CONTROL, CACHE.to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    format!("attachment; filename=\"{file}\""),
                ),
            ],
            template.body.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

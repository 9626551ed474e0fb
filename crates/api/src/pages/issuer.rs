//! The two documents of the OIDC issuer, for AWS and everybody else.

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{StatusCode, header};
use landfast_domain::oidc::{DISCOVERY_PATH, IssuerUrl, JWKS_PATH};

use crate::{problem::Failure, server::Server};

/// Seconds. A new key is out for a day before it signs.
const CACHE: &str = "public, max-age=300";

pub(super) fn router(issuer: Option<&IssuerUrl>) -> Router<Server> {
    let Some(issuer) = issuer else {
        return Router::new();
    };
    let at = |path: &str| format!("{}{path}", issuer.path());
    Router::new()
        .route(&at(DISCOVERY_PATH), get(show))
        .route(&at(JWKS_PATH), get(show))
}

async fn show(State(server): State<Server>, request: Request) -> Result<Response, Failure> {
    let documents = server.app.issuer_documents().await?;
    let mut documents = documents.into_iter();
    let found = documents.find(|one| request.uri().path().ends_with(one.path));
    Ok(match found {
        Some(document) => (
            [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, CACHE),
            ],
            document.text,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

use axum::{Json, extract::State};

use crate::{
    convert::issuer_view,
    dto::{IssuerView, ProblemCode as P},
    extract::{Operator, Reader},
    problem::Outcome,
    server::Server,
};

/// The server as an OIDC issuer: its address, its keys and what it publishes.
#[utoipa::path(get, path = "/issuer", operation_id = "getIssuer", tag = "server",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "The issuer, also where there is none.", body = IssuerView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<IssuerView>> {
    let state = server.app.issuer_state().await?;
    Ok(Json(issuer_view(&state, actor.role)))
}

/// Makes the key that signs next. It is published first, and signs a day later.
#[utoipa::path(post, path = "/issuer/keys", operation_id = "rotateIssuer", tag = "server",
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::IssuerUnavailable, P::ActionNotAllowed, P::SecretKeyUnusable]))),
    responses((status = 200, description = "The issuer with its new key.", body = IssuerView)))]
pub(super) async fn rotate(
    State(server): State<Server>,
    Operator(actor): Operator,
) -> Outcome<Json<IssuerView>> {
    let state = server.app.rotate_issuer(&actor).await?;
    Ok(Json(issuer_view(&state, actor.role)))
}

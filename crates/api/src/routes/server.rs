use axum::{Json, extract::State};

use crate::{
    convert::{callback_view, identity_view},
    dto::{CallbackView, Health, HealthStatus, IdentityView},
    extract::Reader,
    problem::Outcome,
    server::Server,
};

/// Whether server and database answer.
#[utoipa::path(get, path = "/health", operation_id = "getHealth", tag = "server",
    extensions(("x-landfast-role" = json!("none"))),
    responses((status = 200, description = "Both answer.", body = Health)))]
pub(super) async fn health(State(server): State<Server>) -> Outcome<Json<Health>> {
    server.app.ready().await?;
    Ok(Json(Health {
        status: HealthStatus::Ok,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }))
}

/// As whom the server itself talks to AWS, where that came from, and what else was tried.
#[utoipa::path(get, path = "/identity", operation_id = "getIdentity", tag = "server",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "What is known, also when there is no identity.", body = IdentityView)))]
pub(super) async fn identity(State(server): State<Server>, _reader: Reader) -> Json<IdentityView> {
    let found = server.app.identity().await;
    let tried = server.app.identity_sources().await;
    Json(identity_view(
        &found,
        tried,
        server.app.identity_traps().await,
    ))
}

/// Whether stacks tell the server that they are done, and whether it hears them.
#[utoipa::path(get, path = "/callback", operation_id = "getCallback", tag = "server",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "How callbacks go, also where there are none.", body = CallbackView)))]
pub(super) async fn callback(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<CallbackView>> {
    Ok(Json(callback_view(server.app.callback(&actor).await?)))
}

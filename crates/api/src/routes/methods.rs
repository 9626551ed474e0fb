use axum::{Json, extract::State};
use landfast_domain::Method;

use crate::{
    convert::methods_view,
    dto::{MethodsChoice, MethodsView},
    extract::{Body, Operator, Reader},
    problem::Outcome,
    server::Server,
};

/// The methods that are off until an operator turns them on.
#[utoipa::path(get, path = "/settings/methods", operation_id = "getMethods", tag = "accounts",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "How they stand in this workspace.", body = MethodsView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<MethodsView>> {
    Ok(Json(methods_view(&server.app.methods(&actor).await?)))
}

/// Turns methods on or off. Accounts that use one go on as they are.
#[utoipa::path(put, path = "/settings/methods", operation_id = "setMethods", tag = "accounts", request_body = MethodsChoice,
    extensions(("x-landfast-role" = json!("operator"))),
    responses((status = 200, description = "How they stand now.", body = MethodsView)))]
pub(super) async fn choose(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(choice): Body<MethodsChoice>,
) -> Outcome<Json<MethodsView>> {
    let methods = match choice.access_keys {
        Some(on) => server.app.switch_method(&actor, Method::AccessKeys, on),
        None => return Ok(Json(methods_view(&server.app.methods(&actor).await?))),
    };
    Ok(Json(methods_view(&methods.await?)))
}

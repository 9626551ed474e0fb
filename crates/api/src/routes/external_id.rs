use axum::{Json, extract::State};

use crate::{
    convert::external_id_view,
    dto::{ExternalIdView, ProblemCode as P},
    extract::{Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The external id of an account, and the one that takes its place while it is rotated.
#[utoipa::path(get, path = "/accounts/{account_id}/external-id", operation_id = "getExternalId", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "The external id.", body = ExternalIdView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<ExternalIdView>> {
    let account = server.app.account(&actor, &account).await?;
    Ok(Json(external_id_view(&account, actor.role)))
}

/// Mints the next external id. Both are known from now on. Asked twice, the first one stays.
#[utoipa::path(post, path = "/accounts/{account_id}/external-id/rotation", operation_id = "beginRotation", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "Both external ids.", body = ExternalIdView)))]
pub(super) async fn begin(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<ExternalIdView>> {
    let account = server.app.begin_rotation(&actor, &account).await?;
    Ok(Json(external_id_view(&account, actor.role)))
}

/// Gives the old external id up; refused while anything answers to it.
#[utoipa::path(post, path = "/accounts/{account_id}/external-id/rotation/finish", operation_id = "finishRotation", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 200, description = "The new external id alone.", body = ExternalIdView)))]
pub(super) async fn finish(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<ExternalIdView>> {
    let account = server.app.finish_rotation(&actor, &account).await?;
    Ok(Json(external_id_view(&account, actor.role)))
}

/// Forgets the new external id; refused once it is the only one that is answered.
#[utoipa::path(delete, path = "/accounts/{account_id}/external-id/rotation", operation_id = "cancelRotation", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 200, description = "The old external id alone.", body = ExternalIdView)))]
pub(super) async fn cancel(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<ExternalIdView>> {
    let account = server.app.cancel_rotation(&actor, &account).await?;
    Ok(Json(external_id_view(&account, actor.role)))
}

use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{access_key_view, check_view, key_draft},
    dto::{AccessKeyDraft, AccessKeyView, CheckView, ProblemCode as P},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The account's access key: its end, its age and its last test. Never the secret.
#[utoipa::path(get, path = "/accounts/{account_id}/access-key", operation_id = "getAccessKey", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "What is stored.", body = AccessKeyView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<AccessKeyView>> {
    let keys = server.app.account_keys(&actor, &account).await?;
    Ok(Json(access_key_view(&keys, actor.role)))
}

/// Saves a key and tests it. One that is refused is forgotten; the one in use stays until then.
#[utoipa::path(put, path = "/accounts/{account_id}/access-key", operation_id = "saveAccessKey", tag = "steps", request_body = AccessKeyDraft,
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::MethodDisabled, P::AccessKeyIdInvalid, P::AccessKeyTemporary,
        P::SecretAccessKeyInvalid, P::SecretKeyUnusable, P::ActionNotAllowed]))),
    responses((status = 202, description = "The check that tests it; to be asked for until it is done.", body = CheckView)))]
pub(super) async fn save(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
    Body(draft): Body<AccessKeyDraft>,
) -> Outcome<(StatusCode, Json<CheckView>)> {
    let draft = key_draft(draft);
    let check = server.app.save_key(&actor, &account, &draft).await?;
    Ok((StatusCode::ACCEPTED, Json(check_view(&check))))
}

/// Replaces the key by a new one, or goes on where a rotation stopped.
#[utoipa::path(post, path = "/accounts/{account_id}/access-key/rotation", operation_id = "rotateAccessKey", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 202, description = "The rotation; to be asked for by `getAccessKey` until it does not run any more.", body = AccessKeyView)))]
pub(super) async fn rotate(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<(StatusCode, Json<AccessKeyView>)> {
    let keys = server.app.rotate_key(&actor, &account).await?;
    let view = access_key_view(&keys, actor.role);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

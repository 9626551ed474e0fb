use axum::{Json, extract::State, http::StatusCode};

use crate::{
    convert::{permit_draft, permit_view},
    dto::{PermitDraft, PermitList, PermitView, ProblemCode as P},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The permits of a payer, newest first.
#[utoipa::path(get, path = "/accounts/{account_id}/permits", operation_id = "listPermits", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The newest of them.", body = PermitList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
) -> Outcome<Json<PermitList>> {
    let found = server.app.permits(&actor, &payer).await?;
    let url = server.settings.public_url.as_deref();
    let items = found
        .iter()
        .map(|one| permit_view(one, actor.role, url))
        .collect();
    Ok(Json(PermitList { items }))
}

/// Asks a payer's owner for a permit: a role for one activation, which he grants by a stack.
#[utoipa::path(post, path = "/accounts/{account_id}/permits", operation_id = "askForPermit", tag = "organizations",
    request_body = PermitDraft,
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed,
        P::AccountIdsInvalid, P::MemberRoleInvalid]))),
    responses((status = 201, description = "The permit, with what to launch.", body = PermitView)))]
pub(super) async fn ask(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
    Body(draft): Body<PermitDraft>,
) -> Outcome<(StatusCode, Json<PermitView>)> {
    let draft = permit_draft(draft)?;
    let status = server.app.ask_for_permit(&actor, &payer, &draft).await?;
    let url = server.settings.public_url.as_deref();
    let view = permit_view(&status, actor.role, url);
    Ok((StatusCode::CREATED, Json(view)))
}

/// One permit.
#[utoipa::path(get, path = "/accounts/{account_id}/permits/{permit_id}", operation_id = "getPermit", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("permit_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::PermitNotFound]))),
    responses((status = 200, description = "The permit.", body = PermitView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf((payer, id)): PathOf<(String, String)>,
) -> Outcome<Json<PermitView>> {
    let status = server.app.permit(&actor, &payer, &id).await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(permit_view(&status, actor.role, url)))
}

/// Looks for the permit's stack now, and by itself for half an hour from now on.
#[utoipa::path(post, path = "/accounts/{account_id}/permits/{permit_id}/checks", operation_id = "checkPermit", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("permit_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::PermitNotFound, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is being looked for.", body = PermitView)))]
pub(super) async fn check(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((payer, id)): PathOf<(String, String)>,
) -> Outcome<(StatusCode, Json<PermitView>)> {
    let status = server.app.check_permit(&actor, &payer, &id).await?;
    let url = server.settings.public_url.as_deref();
    let view = permit_view(&status, actor.role, url);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Says that the permit's stack is deleted, or was never launched: its role is tried until AWS refuses it.
#[utoipa::path(post, path = "/accounts/{account_id}/permits/{permit_id}/end", operation_id = "endPermit", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("permit_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::PermitNotFound]))),
    responses((status = 202, description = "It is being tried; or it is proven gone.", body = PermitView)))]
pub(super) async fn end(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((payer, id)): PathOf<(String, String)>,
) -> Outcome<(StatusCode, Json<PermitView>)> {
    let status = server.app.end_permit(&actor, &payer, &id).await?;
    let url = server.settings.public_url.as_deref();
    let view = permit_view(&status, actor.role, url);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{new_owner_link_view, owner_link_list},
    dto::{NewOwnerLinkView, OwnerLinkDraft, OwnerLinkList, ProblemCode as P},
    extract::{Operator, OptionalBody, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The links that were made for the account's owner, without their secrets.
#[utoipa::path(get, path = "/accounts/{account_id}/owner-links", operation_id = "listOwnerLinks", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "Newest first.", body = OwnerLinkList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<OwnerLinkList>> {
    let links = server.app.owner_links(&actor, &account).await?;
    let account = server.app.account(&actor, &account).await?;
    let now = server.app.now();
    Ok(Json(owner_link_list(&links, &account, actor.role, now)))
}

/// Makes a link by which the account's owner sets it up without a sign-in. It is shown once.
#[utoipa::path(post, path = "/accounts/{account_id}/owner-links", operation_id = "makeOwnerLink", tag = "accounts",
    request_body = Option<OwnerLinkDraft>,
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::OwnerLinkExpiryInvalid, P::ActionNotAllowed]))),
    responses((status = 201, description = "The link.", body = NewOwnerLinkView)))]
pub(super) async fn make(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
    OptionalBody(draft): OptionalBody<OwnerLinkDraft>,
) -> Outcome<(StatusCode, Json<NewOwnerLinkView>)> {
    let days = draft.expires_in_days;
    let new = server.app.make_owner_link(&actor, &account, days).await?;
    let public_url = server.settings.public_url.as_deref();
    let view = new_owner_link_view(&new, actor.role, server.app.now(), public_url);
    Ok((StatusCode::CREATED, Json(view)))
}

/// Ends a link, at once. One that has ended stays as it is.
#[utoipa::path(delete, path = "/accounts/{account_id}/owner-links/{link_id}", operation_id = "revokeOwnerLink",
    tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits"), ("link_id" = String, Path, description = "`olk_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::OwnerLinkNotFound]))),
    responses((status = 204, description = "It opens nothing any more.")))]
pub(super) async fn revoke(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((account, link)): PathOf<(String, String)>,
) -> Outcome<StatusCode> {
    server
        .app
        .revoke_owner_link(&actor, &account, &link)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link for the owner of an account of a payer's organization. An account that is not registered yet
/// is registered by that: by its name in the organization, by console stack, with the usual choices.
#[utoipa::path(post, path = "/accounts/{account_id}/linked/{linked_id}/owner-links",
    operation_id = "makeLinkedOwnerLink", tag = "organizations", request_body = Option<OwnerLinkDraft>,
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("linked_id" = String, Path, description = "Twelve digits of an account of its organization")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::OwnerLinkExpiryInvalid, P::ActionNotAllowed]))),
    responses((status = 201, description = "The link.", body = NewOwnerLinkView)))]
pub(super) async fn make_for_linked(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((payer, account)): PathOf<(String, String)>,
    OptionalBody(draft): OptionalBody<OwnerLinkDraft>,
) -> Outcome<(StatusCode, Json<NewOwnerLinkView>)> {
    let (app, days) = (&server.app, draft.expires_in_days);
    let new = app
        .make_linked_owner_link(&actor, &payer, &account, days)
        .await?;
    let public_url = server.settings.public_url.as_deref();
    let view = new_owner_link_view(&new, actor.role, app.now(), public_url);
    Ok((StatusCode::CREATED, Json(view)))
}

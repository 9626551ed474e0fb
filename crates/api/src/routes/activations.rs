use axum::{Json, extract::State, http::StatusCode};
use landfast_app::{
    Error, ProblemCode,
    ports::{Cursor, ItemQuery},
};
use landfast_domain::ids::ActivationId;

use super::PAGE;
use crate::{
    convert::{activated_asked, activated_view, activation_view},
    dto::{
        ActivatedPage, ActivatedQuery, ActivationDraft, ActivationList, ActivationRetry,
        ActivationView, ProblemCode as P,
    },
    extract::{Body, Operator, Params, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// Begins to activate linked accounts of a payer, through a permit that is asked for with it.
#[utoipa::path(post, path = "/accounts/{account_id}/linked/activate", operation_id = "activateLinked", tag = "organizations",
    request_body = ActivationDraft,
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed,
        P::AccountIdsInvalid, P::MemberRoleInvalid]))),
    responses((status = 201, description = "The activation, with the permit that it waits for.", body = ActivationView)))]
pub(super) async fn begin(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
    Body(draft): Body<ActivationDraft>,
) -> Outcome<(StatusCode, Json<ActivationView>)> {
    let draft = landfast_app::ActivationDraft {
        account_ids: draft.account_ids,
        member_role: draft.member_role,
    };
    let status = server.app.activate(&actor, &payer, &draft).await?;
    let url = server.settings.public_url.as_deref();
    let view = activation_view(&status, actor.role, url);
    Ok((StatusCode::CREATED, Json(view)))
}

/// The activations of a payer, newest first.
#[utoipa::path(get, path = "/accounts/{account_id}/activations", operation_id = "listActivations", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The newest of them.", body = ActivationList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(payer): PathOf<String>,
) -> Outcome<Json<ActivationList>> {
    let found = server.app.activations(&actor, &payer).await?;
    let url = server.settings.public_url.as_deref();
    let items = found
        .iter()
        .map(|one| activation_view(one, actor.role, url))
        .collect();
    Ok(Json(ActivationList { items }))
}

/// One activation.
#[utoipa::path(get, path = "/accounts/{account_id}/activations/{activation_id}", operation_id = "getActivation", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("activation_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound, P::ActivationNotFound]))),
    responses((status = 200, description = "The activation.", body = ActivationView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf((payer, id)): PathOf<(String, String)>,
) -> Outcome<Json<ActivationView>> {
    let status = server.app.activation(&actor, &payer, &id).await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(activation_view(&status, actor.role, url)))
}

/// The accounts of an activation, in the order in which they are begun.
#[utoipa::path(get, path = "/accounts/{account_id}/activations/{activation_id}/accounts", operation_id = "listActivated", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("activation_id" = String, Path, description = "As the list names it"), ActivatedQuery),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::BodyInvalid, P::CursorInvalid, P::AccountIdInvalid, P::AccountNotFound, P::ActivationNotFound]))),
    responses((status = 200, description = "One page.", body = ActivatedPage)))]
pub(super) async fn accounts(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf((payer, id)): PathOf<(String, String)>,
    Params(query): Params<ActivatedQuery>,
) -> Outcome<Json<ActivatedPage>> {
    let activation = ActivationId::parse(&id).map_err(|_| {
        let detail = "There is no activation with this id of this payer.";
        Error::new(ProblemCode::ActivationNotFound, detail)
    })?;
    let asked = ItemQuery {
        activation,
        state: query.state.map(activated_asked),
        limit: query.limit.unwrap_or(PAGE),
        cursor: query.cursor.map(Cursor),
    };
    let page = server.app.activation_items(&actor, &payer, asked).await?;
    Ok(Json(ActivatedPage {
        items: page.items.iter().map(activated_view).collect(),
        next_cursor: page.next.map(|cursor| cursor.0),
    }))
}

/// Tries accounts that failed again, and goes on with those that a stop left.
#[utoipa::path(post, path = "/accounts/{account_id}/activations/{activation_id}/retry", operation_id = "retryActivation", tag = "organizations",
    request_body = ActivationRetry,
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("activation_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActivationNotFound, P::AccountIdsInvalid, P::ActionNotAllowed]))),
    responses((status = 202, description = "It goes on, or waits for a permit.", body = ActivationView)))]
pub(super) async fn retry(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((payer, id)): PathOf<(String, String)>,
    Body(retry): Body<ActivationRetry>,
) -> Outcome<(StatusCode, Json<ActivationView>)> {
    let chosen = retry.account_ids.as_deref();
    let status = server
        .app
        .retry_activation(&actor, &payer, &id, chosen)
        .await?;
    let url = server.settings.public_url.as_deref();
    let view = activation_view(&status, actor.role, url);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Begins no further account; those under way finish.
#[utoipa::path(post, path = "/accounts/{account_id}/activations/{activation_id}/stop", operation_id = "stopActivation", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer"),
        ("activation_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActivationNotFound]))),
    responses((status = 202, description = "It stops, or is over.", body = ActivationView)))]
pub(super) async fn stop(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((payer, id)): PathOf<(String, String)>,
) -> Outcome<(StatusCode, Json<ActivationView>)> {
    let status = server.app.stop_activation(&actor, &payer, &id).await?;
    let url = server.settings.public_url.as_deref();
    let view = activation_view(&status, actor.role, url);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

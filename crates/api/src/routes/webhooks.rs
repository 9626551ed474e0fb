use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{new_webhook_view, webhook_draft, webhook_edit, webhook_list, webhook_view},
    dto::{NewWebhookView, ProblemCode as P, WebhookDraft, WebhookList, WebhookPatch, WebhookView},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The webhooks of the workspace, without their URLs and secrets, and the kinds that there are.
#[utoipa::path(get, path = "/webhooks", operation_id = "listWebhooks", tag = "webhooks",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "All of them.", body = WebhookList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<WebhookList>> {
    Ok(Json(webhook_list(&server.app.webhooks(&actor).await?)))
}

/// Adds a webhook. Its signing secret is shown once.
#[utoipa::path(post, path = "/webhooks", operation_id = "addWebhook", tag = "webhooks", request_body = WebhookDraft,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WebhookNameInvalid, P::WebhookUrlInvalid, P::WebhookKindsInvalid,
            P::WebhookLimit, P::SecretKeyUnusable]))),
    responses((status = 201, description = "The webhook, enabled.", body = NewWebhookView)))]
pub(super) async fn add(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(draft): Body<WebhookDraft>,
) -> Outcome<(StatusCode, Json<NewWebhookView>)> {
    let draft = webhook_draft(draft);
    let new = server.app.add_webhook(&actor, &draft).await?;
    Ok((StatusCode::CREATED, Json(new_webhook_view(&new))))
}

/// One webhook.
#[utoipa::path(get, path = "/webhooks/{webhook_id}", operation_id = "getWebhook", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::WebhookNotFound]))),
    responses((status = 200, description = "The webhook.", body = WebhookView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(webhook): PathOf<String>,
) -> Outcome<Json<WebhookView>> {
    let webhook = server.app.webhook(&actor, &webhook).await?;
    Ok(Json(webhook_view(&webhook)))
}

/// Changes a webhook, turns it off or on.
#[utoipa::path(patch, path = "/webhooks/{webhook_id}", operation_id = "editWebhook", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`")), request_body = WebhookPatch,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WebhookNotFound, P::WebhookNameInvalid, P::WebhookUrlInvalid,
            P::WebhookKindsInvalid, P::SecretKeyUnusable]))),
    responses((status = 200, description = "As it is now.", body = WebhookView)))]
pub(super) async fn edit(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(webhook): PathOf<String>,
    Body(patch): Body<WebhookPatch>,
) -> Outcome<Json<WebhookView>> {
    let edit = webhook_edit(patch);
    let webhook = server.app.edit_webhook(&actor, &webhook, &edit).await?;
    Ok(Json(webhook_view(&webhook)))
}

/// Removes a webhook with everything that is on its way to it.
#[utoipa::path(delete, path = "/webhooks/{webhook_id}", operation_id = "removeWebhook", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::WebhookNotFound]))),
    responses((status = 204, description = "It is told nothing any more.")))]
pub(super) async fn remove(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(webhook): PathOf<String>,
) -> Outcome<StatusCode> {
    server.app.remove_webhook(&actor, &webhook).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces the signing secret. The old one signs nothing from now on; the new one is shown once.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/secret", operation_id = "replaceWebhookSecret", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`")),
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WebhookNotFound, P::SecretKeyUnusable]))),
    responses((status = 200, description = "The new secret.", body = NewWebhookView)))]
pub(super) async fn replace_secret(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(webhook): PathOf<String>,
) -> Outcome<Json<NewWebhookView>> {
    let new = server.app.replace_webhook_secret(&actor, &webhook).await?;
    Ok(Json(new_webhook_view(&new)))
}

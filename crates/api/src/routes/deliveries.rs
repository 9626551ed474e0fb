use axum::{Json, extract::State};
use http::StatusCode;
use landfast_app::ports::Cursor;

use super::PAGE;
use crate::{
    convert::delivery_view,
    dto::{DeliveriesQuery, DeliveryPage, DeliveryView, ProblemCode as P},
    extract::{Operator, Params, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// What was sent to a webhook in the last 14 days, and what is on its way; newest first.
#[utoipa::path(get, path = "/webhooks/{webhook_id}/deliveries", operation_id = "listDeliveries", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`"), DeliveriesQuery),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::WebhookNotFound, P::BodyInvalid, P::CursorInvalid]))),
    responses((status = 200, description = "One page.", body = DeliveryPage)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(webhook): PathOf<String>,
    Params(query): Params<DeliveriesQuery>,
) -> Outcome<Json<DeliveryPage>> {
    let (limit, cursor) = (query.limit.unwrap_or(PAGE), query.cursor.map(Cursor));
    let page = server
        .app
        .deliveries(&actor, &webhook, limit, cursor.as_ref())
        .await?;
    Ok(Json(DeliveryPage {
        items: page.items.into_iter().map(delivery_view).collect(),
        next_cursor: page.next.map(|cursor| cursor.0),
    }))
}

/// Sends a test event, whatever kinds the webhook wants.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/test", operation_id = "testWebhook", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`")),
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WebhookNotFound, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is on its way; the list of deliveries tells how it ended.",
        body = DeliveryView)))]
pub(super) async fn test(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(webhook): PathOf<String>,
) -> Outcome<(StatusCode, Json<DeliveryView>)> {
    let delivery = server.app.test_webhook(&actor, &webhook).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery_view(delivery))))
}

/// Sends an event again, with the same id, from the first try on.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
    operation_id = "redeliver", tag = "webhooks",
    params(("webhook_id" = String, Path, description = "`whk_…`"),
        ("delivery_id" = String, Path, description = "`msg_…`")),
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WebhookNotFound, P::DeliveryNotFound, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is on its way.", body = DeliveryView)))]
pub(super) async fn redeliver(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((webhook, delivery)): PathOf<(String, String)>,
) -> Outcome<(StatusCode, Json<DeliveryView>)> {
    let delivery = server.app.redeliver(&actor, &webhook, &delivery).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery_view(delivery))))
}

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use landfast_app::ports::Cursor;

use super::PAGE;
use crate::{
    convert::{orphan_view, receipt_view, removal_view},
    dto::{OrphansView, ProblemCode as P, ReceiptPage, ReceiptQuery, ReceiptView, RemovalView},
    extract::{Operator, Params, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// What has to be deleted in AWS to take access back, and how far that is.
#[utoipa::path(get, path = "/accounts/{account_id}/removal", operation_id = "getRemoval", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "The removal; also before it is begun.", body = RemovalView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<RemovalView>> {
    let status = server.app.removal(&actor, &account).await?;
    Ok(Json(removal_view(&status, actor.role)))
}

/// Begins to take access back. Asked twice, the first one stays.
#[utoipa::path(post, path = "/accounts/{account_id}/removal", operation_id = "beginRemoval", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "The removal.", body = RemovalView)))]
pub(super) async fn begin(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<RemovalView>> {
    let status = server.app.begin_removal(&actor, &account).await?;
    Ok(Json(removal_view(&status, actor.role)))
}

/// Gives the removal up: the account stays registered.
#[utoipa::path(delete, path = "/accounts/{account_id}/removal", operation_id = "cancelRemoval", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "No removal.", body = RemovalView)))]
pub(super) async fn cancel(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<RemovalView>> {
    let status = server.app.cancel_removal(&actor, &account).await?;
    Ok(Json(removal_view(&status, actor.role)))
}

/// Says that everything is deleted in AWS: every way in is tried, now and until it is proven or told.
/// Begins the removal if nobody has.
#[utoipa::path(post, path = "/accounts/{account_id}/removal/checks", operation_id = "proveRemoval", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 202, description = "It is being tried.", body = RemovalView)))]
pub(super) async fn look(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<(StatusCode, Json<RemovalView>)> {
    let status = server.app.look_at_removal(&actor, &account).await?;
    let view = removal_view(&status, actor.role);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Roles that earlier registrations of the account left behind, as its checks see them.
#[utoipa::path(get, path = "/accounts/{account_id}/orphans", operation_id = "listOrphans", tag = "accounts",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "All of them, oldest first.", body = OrphansView)))]
pub(super) async fn orphans(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<OrphansView>> {
    let found = server.app.orphans(&actor, &account).await?;
    let items = found.iter().map(orphan_view).collect();
    Ok(Json(OrphansView { items }))
}

/// The receipts of removed accounts, newest first.
#[utoipa::path(get, path = "/receipts", operation_id = "listReceipts", tag = "accounts", params(ReceiptQuery),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BodyInvalid, P::AccountIdInvalid, P::CursorInvalid]))),
    responses((status = 200, description = "One page.", body = ReceiptPage)))]
pub(super) async fn receipts(
    State(server): State<Server>,
    Reader(actor): Reader,
    Params(query): Params<ReceiptQuery>,
) -> Outcome<Json<ReceiptPage>> {
    let (limit, cursor) = (query.limit.unwrap_or(PAGE), query.cursor.map(Cursor));
    let account = query.account_id.as_deref();
    let page = server
        .app
        .receipts(&actor, account, limit, cursor.as_ref())
        .await?;
    Ok(Json(ReceiptPage {
        items: page.items.iter().map(receipt_view).collect(),
        next_cursor: page.next.map(|cursor| cursor.0),
    }))
}

/// One receipt.
#[utoipa::path(get, path = "/receipts/{receipt_id}", operation_id = "getReceipt", tag = "accounts",
    params(("receipt_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::ReceiptNotFound]))),
    responses((status = 200, description = "The receipt.", body = ReceiptView)))]
pub(super) async fn receipt(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(id): PathOf<String>,
) -> Outcome<Json<ReceiptView>> {
    let stored = server.app.receipt(&actor, &id).await?;
    Ok(Json(receipt_view(&stored)))
}

/// One receipt as a text to keep.
#[utoipa::path(get, path = "/receipts/{receipt_id}/text", operation_id = "getReceiptText", tag = "accounts",
    params(("receipt_id" = String, Path, description = "As the list names it")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::ReceiptNotFound]))),
    responses((status = 200, description = "A file.", body = String, content_type = "text/plain")))]
pub(super) async fn receipt_text(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(id): PathOf<String>,
) -> Outcome<Response> {
    let stored = server.app.receipt(&actor, &id).await?;
    let receipt = &stored.receipt;
    let file = format!(
        "attachment; filename=\"landfast-receipt-{}.txt\"",
        receipt.account
    );
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, receipt.text(&stored.sha256)).into_response())
}

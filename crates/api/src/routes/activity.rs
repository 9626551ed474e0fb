use axum::{Json, extract::State};
use landfast_app::ports::Cursor;

use super::PAGE;
use crate::{
    convert::{activity_view, verification_view},
    dto::{ActivityPage, ActivityQuery, ProblemCode as P, VerificationView},
    extract::{Params, Reader},
    problem::Outcome,
    server::Server,
};

/// The audit log of the workspace, newest first.
#[utoipa::path(get, path = "/activity", operation_id = "listActivity", tag = "activity", params(ActivityQuery),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BodyInvalid, P::AccountIdInvalid, P::CursorInvalid]))),
    responses((status = 200, description = "One page.", body = ActivityPage)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    Params(query): Params<ActivityQuery>,
) -> Outcome<Json<ActivityPage>> {
    let (limit, cursor) = (query.limit.unwrap_or(PAGE), query.cursor.map(Cursor));
    let page = server
        .app
        .activity(&actor, query.account_id.as_deref(), limit, cursor.as_ref())
        .await?;
    let items = page.items.into_iter().map(activity_view).collect();
    Ok(Json(ActivityPage {
        items,
        next_cursor: page.next.map(|cursor| cursor.0),
    }))
}

/// Walks the hash chain of the workspace's audit log.
#[utoipa::path(get, path = "/activity/verification", operation_id = "verifyActivity", tag = "activity",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "Whether every entry follows from the one before.", body = VerificationView)))]
pub(super) async fn verify(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<VerificationView>> {
    Ok(Json(verification_view(
        &server.app.verify_activity(&actor).await?,
    )))
}

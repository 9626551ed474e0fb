use axum::{Json, extract::State};
use http::StatusCode;
use landfast_app::ports::Cursor;

use super::PAGE;
use crate::{
    convert::{check_view, trigger},
    dto::{CheckPage, CheckRequest, CheckView, ChecksQuery, ProblemCode as P},
    extract::{Operator, OptionalBody, Params, PathOf, Reader},
    problem::{Failure, Outcome},
    server::Server,
};

/// Asks for a check. While one runs, the same one is given again, brought forward.
#[utoipa::path(post, path = "/accounts/{account_id}/steps/{step}/checks", operation_id = "startCheck", tag = "steps",
    request_body = Option<CheckRequest>,
    params(("account_id" = String, Path, description = "Twelve digits"), ("step" = crate::dto::StepName, Path)),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "The check; read it until its state is `done`.", body = CheckView)))]
pub(super) async fn start(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((account, step)): PathOf<(String, String)>,
    OptionalBody(request): OptionalBody<CheckRequest>,
) -> Outcome<(StatusCode, Json<CheckView>)> {
    let trigger = trigger(request.trigger).ok_or_else(|| {
        Failure::field(
            "trigger",
            "Expected person or follow; the schedule asks by itself.",
        )
    })?;
    let check = server
        .app
        .start_check(&actor, &account, &step, trigger)
        .await?;
    Ok((StatusCode::ACCEPTED, Json(check_view(&check))))
}

/// The checks of an account, newest first.
#[utoipa::path(get, path = "/accounts/{account_id}/checks", operation_id = "listChecks", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits"), ChecksQuery),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::BodyInvalid, P::AccountIdInvalid, P::AccountNotFound, P::CursorInvalid]))),
    responses((status = 200, description = "One page.", body = CheckPage)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
    Params(query): Params<ChecksQuery>,
) -> Outcome<Json<CheckPage>> {
    let cursor = query.cursor.map(Cursor);
    let page = server
        .app
        .checks(
            &actor,
            &account,
            query.limit.unwrap_or(PAGE),
            cursor.as_ref(),
        )
        .await?;
    let items = page.items.iter().map(check_view).collect();
    Ok(Json(CheckPage {
        items,
        next_cursor: page.next.map(|cursor| cursor.0),
    }))
}

/// One check.
#[utoipa::path(get, path = "/accounts/{account_id}/checks/{check_id}", operation_id = "getCheck", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits"), ("check_id" = String, Path, description = "`chk_…`")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::CheckNotFound]))),
    responses((status = 200, description = "The check.", body = CheckView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf((account, check)): PathOf<(String, String)>,
) -> Outcome<Json<CheckView>> {
    Ok(Json(check_view(
        &server.app.check(&actor, &account, &check).await?,
    )))
}

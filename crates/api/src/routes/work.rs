use axum::{Json, extract::State};
use landfast_app::ports::WorkFilter;

use crate::{
    convert::{work_state, work_view},
    dto::{ProblemCode as P, WorkList, WorkQuery, WorkView},
    extract::{Operator, Params, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The durable work of the workspace.
#[utoipa::path(get, path = "/work", operation_id = "listWork", tag = "activity", params(WorkQuery),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([P::BodyInvalid]))),
    responses((status = 200, description = "What waits, runs or gave up.", body = WorkList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
    Params(query): Params<WorkQuery>,
) -> Outcome<Json<WorkList>> {
    let filter = WorkFilter {
        state: query.state.map(work_state),
    };
    let rows = server.app.work(&actor, filter).await?;
    Ok(Json(WorkList {
        items: rows.into_iter().map(work_view).collect(),
    }))
}

/// Gives work that gave up its attempts back.
#[utoipa::path(post, path = "/work/{work_id}/retry", operation_id = "retryWork", tag = "activity",
    params(("work_id" = String, Path, description = "`wrk_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::WorkNotFound]))),
    responses((status = 200, description = "The work, ready again.", body = WorkView)))]
pub(super) async fn retry(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(work): PathOf<String>,
) -> Outcome<Json<WorkView>> {
    Ok(Json(work_view(server.app.retry_work(&actor, &work).await?)))
}

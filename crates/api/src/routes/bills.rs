use axum::{Json, extract::State, http::StatusCode};

use crate::{
    convert::bills_view,
    dto::{BillsView, ProblemCode as P},
    extract::{Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// What Landfast has of an account's bills, month by month.
#[utoipa::path(get, path = "/accounts/{account_id}/bills", operation_id = "getBills", tag = "bills",
    params(("account_id" = String, Path, description = "Twelve digits of the account that is billed")),
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::AccountIdInvalid, P::AccountNotFound]))),
    responses((status = 200, description = "All months; also before there is one.", body = BillsView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<BillsView>> {
    let found = server.app.bills(&actor, &account).await?;
    Ok(Json(bills_view(&found, actor.role)))
}

/// Has AWS's deliveries looked at now, and what is new read. Asked twice, it is done once.
#[utoipa::path(post, path = "/accounts/{account_id}/bills/sync", operation_id = "syncBills", tag = "bills",
    params(("account_id" = String, Path, description = "Twelve digits of the account that is billed")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is looked at.", body = BillsView)))]
pub(super) async fn sync(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
) -> Outcome<(StatusCode, Json<BillsView>)> {
    server.app.sync_bills(&actor, &account).await?;
    let found = server.app.bills(&actor, &account).await?;
    Ok((StatusCode::ACCEPTED, Json(bills_view(&found, actor.role))))
}

use axum::{Json, extract::State};

use crate::{
    convert::{billing_export_view, choice_draft, export_candidates},
    dto::{BillingExportView, ExportCandidates, ExportChoiceDraft, ProblemCode as P},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// A payer's billing export: what is chosen and what to launch.
#[utoipa::path(get, path = "/accounts/{account_id}/billing-export", operation_id = "getBillingExport", tag = "billing",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The billing export.", body = BillingExportView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<BillingExportView>> {
    let status = server.app.billing_export(&actor, &account).await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(billing_export_view(&status, actor.role, url)))
}

/// Chooses what the bill comes from. Another choice opens the step again; the same one changes nothing.
#[utoipa::path(put, path = "/accounts/{account_id}/billing-export", operation_id = "chooseBillingExport", tag = "billing",
    request_body = ExportChoiceDraft,
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed, P::ChoicesInvalid]))),
    responses((status = 200, description = "The billing export as it is now.", body = BillingExportView)))]
pub(super) async fn choose(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
    Body(draft): Body<ExportChoiceDraft>,
) -> Outcome<Json<BillingExportView>> {
    let (draft, existing) = choice_draft(draft);
    let app = &server.app;
    let status = app
        .choose_export(&actor, &account, &draft, existing.as_deref())
        .await?;
    let url = server.settings.public_url.as_deref();
    Ok(Json(billing_export_view(&status, actor.role, url)))
}

/// Asks AWS for the account's reports and exports, and says which can be taken over and why others
/// cannot.
#[utoipa::path(get, path = "/accounts/{account_id}/billing-export/candidates", operation_id = "listExportCandidates", tag = "billing",
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 200, description = "All of them, those that fit first.", body = ExportCandidates)))]
pub(super) async fn candidates(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf(account): PathOf<String>,
) -> Outcome<Json<ExportCandidates>> {
    let offer = server.app.export_candidates(&actor, &account).await?;
    Ok(Json(export_candidates(&offer)))
}

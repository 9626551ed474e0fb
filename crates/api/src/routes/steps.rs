use axum::{Json, extract::State};

use crate::{
    convert::step_view,
    dto::{ProblemCode as P, RoleChoice, StepView},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// A step with its state, report, actions and instructions.
#[utoipa::path(get, path = "/accounts/{account_id}/steps/{step}", operation_id = "getStep", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits"), ("step" = crate::dto::StepName, Path)),
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotFound, P::StepNotApplicable]))),
    responses((status = 200, description = "The step.", body = StepView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Reader(actor): Reader,
    PathOf((account, step)): PathOf<(String, String)>,
) -> Outcome<Json<StepView>> {
    let status = server.app.step(&actor, &account, &step).await?;
    Ok(Json(step_view(
        &status,
        actor.role,
        server.settings.public_url.as_deref(),
    )))
}

/// Takes a pasted role to be checked. Nothing is trusted until a check passes.
#[utoipa::path(put, path = "/accounts/{account_id}/role", operation_id = "setRole", tag = "steps", request_body = RoleChoice,
    params(("account_id" = String, Path, description = "Twelve digits")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::RoleArnInvalid, P::RoleArnOtherAccount, P::RoleArnOtherPartition,
        P::ActionNotAllowed]))),
    responses((status = 200, description = "The API access step as it is now.", body = StepView)))]
pub(super) async fn set_role(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(account): PathOf<String>,
    Body(choice): Body<RoleChoice>,
) -> Outcome<Json<StepView>> {
    let status = server
        .app
        .set_role(&actor, &account, &choice.role_arn)
        .await?;
    Ok(Json(step_view(
        &status,
        actor.role,
        server.settings.public_url.as_deref(),
    )))
}

/// Leaves a step for later.
#[utoipa::path(post, path = "/accounts/{account_id}/steps/{step}/skip", operation_id = "skipStep", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits"), ("step" = crate::dto::StepName, Path)),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 200, description = "The step as it is now.", body = StepView)))]
pub(super) async fn skip(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((account, step)): PathOf<(String, String)>,
) -> Outcome<Json<StepView>> {
    let status = server.app.skip_step(&actor, &account, &step).await?;
    Ok(Json(step_view(
        &status,
        actor.role,
        server.settings.public_url.as_deref(),
    )))
}

/// Takes a skipped step up again.
#[utoipa::path(post, path = "/accounts/{account_id}/steps/{step}/resume", operation_id = "resumeStep", tag = "steps",
    params(("account_id" = String, Path, description = "Twelve digits"), ("step" = crate::dto::StepName, Path)),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 200, description = "The step as it is now.", body = StepView)))]
pub(super) async fn resume(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf((account, step)): PathOf<(String, String)>,
) -> Outcome<Json<StepView>> {
    let status = server.app.resume_step(&actor, &account, &step).await?;
    Ok(Json(step_view(
        &status,
        actor.role,
        server.settings.public_url.as_deref(),
    )))
}

//! A roll-out that Landfast runs itself.

use axum::{Json, extract::State, http::StatusCode};
use landfast_app::RolloutStatus;

use crate::{
    convert::rollout_view,
    dto::{ProblemCode as P, RolloutView, RunDraft},
    extract::{Body, Operator, PathOf},
    problem::Outcome,
    server::Server,
};

type Accepted = (StatusCode, Json<RolloutView>);

fn accepted(server: &Server, status: &RolloutStatus, role: landfast_app::ports::Role) -> Accepted {
    let url = server.settings.public_url.as_deref();
    (StatusCode::ACCEPTED, Json(rollout_view(status, role, url)))
}

/// Has Landfast make the StackSet and deploy it, by the permit of the payer's owner.
#[utoipa::path(post, path = "/accounts/{account_id}/rollout/run", operation_id = "startRun", tag = "organizations", request_body = RunDraft,
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed, P::BodyInvalid]))),
    responses((status = 202, description = "It has begun.", body = RolloutView)))]
pub(super) async fn start(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
    Body(draft): Body<RunDraft>,
) -> Outcome<Accepted> {
    let draft = landfast_app::RunDraft {
        units: draft.units,
        accounts: draft.accounts,
        canary: draft.canary,
        by_itself: draft.by_itself,
    };
    let status = server.app.start_run(&actor, &payer, &draft).await?;
    Ok(accepted(&server, &status, actor.role))
}

/// Stops it; what AWS works on at the moment is finished.
#[utoipa::path(post, path = "/accounts/{account_id}/rollout/run/stop", operation_id = "stopRun", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is being stopped.", body = RolloutView)))]
pub(super) async fn stop(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
) -> Outcome<Accepted> {
    let status = server.app.stop_run(&actor, &payer).await?;
    Ok(accepted(&server, &status, actor.role))
}

/// Deploys again to exactly those accounts in which the StackSet has failed.
#[utoipa::path(post, path = "/accounts/{account_id}/rollout/run/retry", operation_id = "retryRun", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is being retried.", body = RolloutView)))]
pub(super) async fn retry(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
) -> Outcome<Accepted> {
    let status = server.app.retry_run(&actor, &payer).await?;
    Ok(accepted(&server, &status, actor.role))
}

/// Updates the StackSet and all its instances to the current template; parameters keep their values.
#[utoipa::path(post, path = "/accounts/{account_id}/rollout/run/update", operation_id = "updateRun", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "It is being updated.", body = RolloutView)))]
pub(super) async fn update(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
) -> Outcome<Accepted> {
    let status = server.app.update_run(&actor, &payer).await?;
    Ok(accepted(&server, &status, actor.role))
}

/// Lets the rest follow a canary that is proven.
#[utoipa::path(post, path = "/accounts/{account_id}/rollout/run/go-on", operation_id = "goOnWithRun", tag = "organizations",
    params(("account_id" = String, Path, description = "Twelve digits of a payer")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([
        P::AccountIdInvalid, P::AccountNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "It goes on.", body = RolloutView)))]
pub(super) async fn go_on(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(payer): PathOf<String>,
) -> Outcome<Accepted> {
    let status = server.app.go_on_with_run(&actor, &payer).await?;
    Ok(accepted(&server, &status, actor.role))
}

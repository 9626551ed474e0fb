//! What the holder of a link can do. No address here names an account: the link does.

use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{check_view, owner_step_view, owner_view, trigger},
    dto::{CheckRequest, CheckView, OwnerView, ProblemCode as P, RoleChoice, StepView},
    extract::{Body, Holder, OptionalBody, PathOf},
    problem::{Failure, Outcome},
    server::Server,
};

/// The one account of the link: who asks, what for, and what is left to do.
#[utoipa::path(get, path = "/owner", operation_id = "getOwnerPage", tag = "owner",
    extensions(("x-landfast-role" = json!("owner"))),
    responses((status = 200, description = "Everything that the owner's page shows.", body = OwnerView)))]
pub(super) async fn show(
    State(server): State<Server>,
    Holder(owner): Holder,
) -> Outcome<Json<OwnerView>> {
    let visit = server.app.owner_visit(&owner).await?;
    let public_url = server.settings.public_url.as_deref();
    Ok(Json(owner_view(&visit, server.app.manifest(), public_url)))
}

/// Asks for a check, as `startCheck` does.
#[utoipa::path(post, path = "/owner/steps/{step}/checks", operation_id = "startOwnerCheck", tag = "owner",
    request_body = Option<CheckRequest>, params(("step" = crate::dto::StepName, Path)),
    extensions(("x-landfast-role" = json!("owner")), ("x-landfast-problems" = json!([
        P::AccountNotFound, P::StepNotFound, P::StepNotApplicable, P::ActionNotAllowed]))),
    responses((status = 202, description = "The check; read the page until its state is `done`.", body = CheckView)))]
pub(super) async fn check(
    State(server): State<Server>,
    Holder(owner): Holder,
    PathOf(step): PathOf<String>,
    OptionalBody(request): OptionalBody<CheckRequest>,
) -> Outcome<(StatusCode, Json<CheckView>)> {
    let trigger = trigger(request.trigger).ok_or_else(|| {
        Failure::field(
            "trigger",
            "Expected person or follow; the schedule asks by itself.",
        )
    })?;
    let check = server.app.owner_check(&owner, &step, trigger).await?;
    Ok((StatusCode::ACCEPTED, Json(check_view(&check))))
}

/// Takes a pasted role of this account to be checked, as `setRole` does.
#[utoipa::path(put, path = "/owner/role", operation_id = "setOwnerRole", tag = "owner", request_body = RoleChoice,
    extensions(("x-landfast-role" = json!("owner")), ("x-landfast-problems" = json!([
        P::AccountNotFound, P::RoleArnInvalid, P::RoleArnOtherAccount, P::RoleArnOtherPartition, P::ActionNotAllowed]))),
    responses((status = 200, description = "The API access step as it is now.", body = StepView)))]
pub(super) async fn set_role(
    State(server): State<Server>,
    Holder(owner): Holder,
    Body(choice): Body<RoleChoice>,
) -> Outcome<Json<StepView>> {
    let status = server.app.owner_set_role(&owner, &choice.role_arn).await?;
    let public_url = server.settings.public_url.as_deref();
    Ok(Json(owner_step_view(&status, public_url)))
}

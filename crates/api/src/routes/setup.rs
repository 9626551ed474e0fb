use axum::{Json, extract::State, response::Response};
use landfast_app::SetUp;
use secrecy::SecretString;

use super::session::opened;
use crate::{
    dto::{ProblemCode as P, Secret, SessionView, SetupRequest, SetupStatus},
    extract::Body,
    problem::Outcome,
    server::Server,
};

/// Whether the installation waits for its first operator.
#[utoipa::path(get, path = "/setup", operation_id = "getSetup", tag = "sign-in",
    extensions(("x-landfast-role" = json!("none"))),
    responses((status = 200, description = "Waits or not.", body = SetupStatus)))]
pub(super) async fn needed(State(server): State<Server>) -> Outcome<Json<SetupStatus>> {
    Ok(Json(SetupStatus {
        needed: server.app.needs_set_up().await?,
    }))
}

/// Uses a one-time link: makes the first operator, or takes an invitation up, with the password that
/// the person chooses or has from another workspace. Signs in.
#[utoipa::path(post, path = "/setup", operation_id = "setUp", tag = "sign-in", request_body = SetupRequest,
    extensions(("x-landfast-role" = json!("none")), ("x-landfast-problems" = json!([
        P::OneTimeLinkInvalid, P::PasswordTooWeak, P::SignInFailed, P::TooManyAttempts, P::EmailInvalid, P::UserExists,
        P::WorkspaceNotFound, P::WorkspaceNameInvalid, P::WorkspaceNameTaken]))),
    responses((status = 200, description = "Signed in, with the session's cookie.", body = SessionView,
        headers(("set-cookie" = String, description = "The session.")))))]
pub(super) async fn set_up(
    State(server): State<Server>,
    Body(request): Body<SetupRequest>,
) -> Outcome<Response> {
    let asked = SetUp {
        link: after_hash(&request.link),
        email: request.email,
        password: request.password.into(),
        workspace: request.workspace,
    };
    Ok(opened(&server, &server.app.set_up(&asked).await?))
}

/// People paste the whole link.
fn after_hash(link: &Secret) -> SecretString {
    let text = link.reveal().trim();
    SecretString::from(
        text.rsplit_once('#')
            .map_or(text, |(_, secret)| secret)
            .to_owned(),
    )
}

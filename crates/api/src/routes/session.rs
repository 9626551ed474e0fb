use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use landfast_app::NewSession;

use crate::{
    convert::session_view,
    dto::{ProblemCode as P, SessionView, SignInRequest},
    extract::{Body, Credentials, Visitor, clear_cookie, session_cookie},
    problem::Outcome,
    server::Server,
};

/// Signs in with a password. Every time a new session.
#[utoipa::path(post, path = "/session", operation_id = "signIn", tag = "sign-in", request_body = SignInRequest,
    extensions(("x-landfast-role" = json!("none")),
        ("x-landfast-problems" = json!([P::SignInFailed, P::TooManyAttempts, P::WorkspaceNotFound]))),
    responses((status = 200, description = "Signed in, with the session's cookie.", body = SessionView,
        headers(("set-cookie" = String, description = "The session.")))))]
pub(super) async fn sign_in(
    State(server): State<Server>,
    Body(request): Body<SignInRequest>,
) -> Outcome<Response> {
    let credentials = landfast_app::Credentials {
        email: request.email,
        password: request.password.into(),
    };
    Ok(opened(&server, &server.app.sign_in(&credentials).await?))
}

/// Who is signed in, and where.
#[utoipa::path(get, path = "/session", operation_id = "getSession", tag = "sign-in",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "Of the session or the token.", body = SessionView)))]
pub(super) async fn show(Visitor(signed_in): Visitor) -> Json<SessionView> {
    Json(session_view(&signed_in))
}

/// Ends the session. Without one it does nothing; a token stays as it is.
#[utoipa::path(delete, path = "/session", operation_id = "signOut", tag = "sign-in",
    extensions(("x-landfast-role" = json!("none"))),
    responses((status = 204, description = "The session has ended.")))]
pub(super) async fn sign_out(
    State(server): State<Server>,
    headers: HeaderMap,
) -> Outcome<Response> {
    if let Some(Credentials::Session(secret)) = Credentials::of(&headers, &server) {
        server.app.sign_out(&secret).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = clear_cookie(server.settings.https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The answer to a sign-in.
pub(super) fn opened(server: &Server, session: &NewSession) -> Response {
    let mut response = Json(session_view(&session.signed_in)).into_response();
    if let Some(cookie) = session_cookie(&session.secret, session.lasts, server.settings.https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

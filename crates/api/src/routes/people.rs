use axum::{Json, extract::State};
use http::StatusCode;

use crate::{
    convert::{new_user_view, role, user_view},
    dto::{NewUserView, ProblemCode as P, UserDraft, UserList, UserPatch, UserView},
    extract::{Body, Operator, PathOf, Reader},
    problem::Outcome,
    server::Server,
};

/// The people in the workspace.
#[utoipa::path(get, path = "/users", operation_id = "listUsers", tag = "people",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "Those who are only invited too.", body = UserList)))]
pub(super) async fn list(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<UserList>> {
    let members = server.app.members(&actor).await?;
    Ok(Json(UserList {
        items: members.iter().map(user_view).collect(),
    }))
}

/// Invites a person. The link is shown once; somebody has to give it to them.
#[utoipa::path(post, path = "/users", operation_id = "inviteUser", tag = "people", request_body = UserDraft,
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::EmailInvalid, P::UserExists]))),
    responses((status = 201, description = "The person and the link.", body = NewUserView)))]
pub(super) async fn invite(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(draft): Body<UserDraft>,
) -> Outcome<(StatusCode, Json<NewUserView>)> {
    let new = server
        .app
        .invite(&actor, &draft.email, role(draft.role))
        .await?;
    Ok((StatusCode::CREATED, Json(new_user_view(&new))))
}

/// Makes a person an operator or a reader.
#[utoipa::path(patch, path = "/users/{user_id}", operation_id = "changeUserRole", tag = "people", request_body = UserPatch,
    params(("user_id" = String, Path, description = "`usr_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::UserNotFound, P::LastOperator]))),
    responses((status = 200, description = "The person as they are now.", body = UserView)))]
pub(super) async fn change_role(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(user): PathOf<String>,
    Body(patch): Body<UserPatch>,
) -> Outcome<Json<UserView>> {
    let member = server
        .app
        .change_role(&actor, &user, role(patch.role))
        .await?;
    Ok(Json(user_view(&member)))
}

/// Takes a person out of the workspace, at once.
#[utoipa::path(delete, path = "/users/{user_id}", operation_id = "removeUser", tag = "people",
    params(("user_id" = String, Path, description = "`usr_…`")),
    extensions(("x-landfast-role" = json!("operator")), ("x-landfast-problems" = json!([P::UserNotFound, P::LastOperator]))),
    responses((status = 204, description = "They reach the workspace no more.")))]
pub(super) async fn remove(
    State(server): State<Server>,
    Operator(actor): Operator,
    PathOf(user): PathOf<String>,
) -> Outcome<StatusCode> {
    server.app.remove_member(&actor, &user).await?;
    Ok(StatusCode::NO_CONTENT)
}

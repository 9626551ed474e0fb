use axum::{Json, extract::State};
use http::StatusCode;
use landfast_app::ports::Role;

use crate::{
    convert::workspace_view,
    dto::{ProblemCode as P, WorkspaceDraft, WorkspaceList, WorkspaceView},
    extract::{Body, Operator, Visitor},
    problem::Outcome,
    server::Server,
};

/// The workspaces of the caller, by name.
#[utoipa::path(get, path = "/workspaces", operation_id = "listWorkspaces", tag = "people",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "Of a token: its own.", body = WorkspaceList)))]
pub(super) async fn list(Visitor(signed_in): Visitor) -> Json<WorkspaceList> {
    Json(WorkspaceList {
        items: signed_in
            .workspaces
            .iter()
            .map(|(workspace, role)| workspace_view(workspace, *role))
            .collect(),
    })
}

/// Makes a workspace, with the caller as its first operator. Not for tokens.
#[utoipa::path(post, path = "/workspaces", operation_id = "createWorkspace", tag = "people", request_body = WorkspaceDraft,
    extensions(("x-landfast-role" = json!("operator")),
        ("x-landfast-problems" = json!([P::WorkspaceNameInvalid, P::WorkspaceNameTaken]))),
    responses((status = 201, description = "The new workspace.", body = WorkspaceView)))]
pub(super) async fn create(
    State(server): State<Server>,
    Operator(actor): Operator,
    Body(draft): Body<WorkspaceDraft>,
) -> Outcome<(StatusCode, Json<WorkspaceView>)> {
    let made = server.app.create_workspace(&actor, &draft.name).await?;
    Ok((
        StatusCode::CREATED,
        Json(workspace_view(&made, Role::Operator)),
    ))
}

use axum::{Json, extract::State};

use crate::{convert::permissions_view, dto::PermissionsView, extract::Reader, server::Server};

/// What the role may do in an account and why, and what it cannot do.
#[utoipa::path(get, path = "/permissions", operation_id = "getPermissions", tag = "server",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "Every action of the template.", body = PermissionsView)))]
pub(super) async fn show(State(server): State<Server>, _reader: Reader) -> Json<PermissionsView> {
    let app = &server.app;
    Json(permissions_view(
        app.manifest(),
        app.template(),
        app.template_url(),
    ))
}

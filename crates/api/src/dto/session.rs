use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Role, Secret, WorkspaceView};

/// Who is signed in, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// An e-mail address, or `token:NAME`.
    pub email: String,
    /// The role in `workspace`.
    pub role: Role,
    /// The workspace of this request.
    pub workspace: WorkspaceView,
    /// Every workspace that the header `Landfast-Workspace` may name.
    pub workspaces: Vec<WorkspaceView>,
    pub via: SignInMethod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    Session,
    Token,
}

/// An e-mail address and its password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    #[schema(example = "ada@example.com")]
    pub email: String,
    pub password: Secret,
}

/// Whether the installation waits for its first operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetupStatus {
    pub needed: bool,
}

/// A one-time link, and the password that its holder chooses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupRequest {
    /// The part of the link after `#`, or the whole link.
    pub link: Secret,
    /// Asked of the first operator only; an invitation carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// At least 12 characters.
    pub password: Secret,
    /// Name of the first workspace, `main` when left out. Asked of the first operator only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
}

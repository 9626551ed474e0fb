use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Role;

/// A workspace: what one tenant sees, and nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceView {
    #[schema(example = "ws_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub workspace_id: String,
    /// Unique over the installation, whatever the case.
    #[schema(example = "main")]
    pub name: String,
    /// What the caller may do in it.
    pub role: Role,
}

/// By name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceList {
    pub items: Vec<WorkspaceView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceDraft {
    /// 1 to 60 letters, digits, blanks, hyphens, dots or underscores.
    pub name: String,
}

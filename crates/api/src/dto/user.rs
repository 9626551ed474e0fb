use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Secret, Time};

/// What somebody may do in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees everything and changes everything.
    Operator,
    /// Sees everything, changes nothing.
    Reader,
}

impl Role {
    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Reader => "reader",
        }
    }
}

/// A person in the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserView {
    #[schema(example = "usr_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub user_id: String,
    pub email: String,
    pub role: Role,
    pub created_at: Time,
    /// Has not used the link yet, and reaches nothing until then.
    pub invited: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserList {
    pub items: Vec<UserView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserDraft {
    pub email: String,
    pub role: Role,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    pub role: Role,
}

/// A person who was just invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewUserView {
    pub user: UserView,
    /// One-time link relative to the server's address, shown once. With it the person chooses a
    /// password, or gives the one that they have from another workspace.
    #[schema(example = "/setup#…")]
    pub link: Secret,
    /// When the link ends.
    pub expires_at: Time,
}

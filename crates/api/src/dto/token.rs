use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Role, Secret, Time};

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenView {
    #[schema(example = "tok_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub token_id: String,
    pub name: String,
    pub role: Role,
    pub created_at: Time,
    /// An e-mail address, or `token:NAME`.
    pub created_by: String,
    pub expires_at: Time,
    /// To the minute.
    #[schema(required)]
    pub last_used_at: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenList {
    pub items: Vec<TokenView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenDraft {
    /// 1 to 60 characters on one line.
    pub name: String,
    pub role: Role,
    #[schema(minimum = 1, maximum = 366)]
    pub expires_in_days: u32,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewTokenView {
    /// For the header `Authorization: Bearer …`. Shown once.
    pub token: Secret,
    pub view: TokenView,
}

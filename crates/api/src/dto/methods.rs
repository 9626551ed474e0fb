use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Method, Time};

/// The methods that are off until an operator turns them on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodsView {
    pub items: Vec<MethodView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodView {
    pub method: Method,
    pub enabled: bool,
    /// An e-mail address, or `token:NAME`; `null` while nobody has ever switched it.
    #[schema(required)]
    pub changed_by: Option<String>,
    #[schema(required)]
    pub changed_at: Option<Time>,
    /// Why a role is better, one reason an item.
    pub why_roles_are_better: Vec<String>,
}

/// Which methods the workspace allows; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodsChoice {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_keys: Option<bool>,
}

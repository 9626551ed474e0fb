use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Method, Time};

/// The methods that are off at first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodsView {
    pub items: Vec<MethodView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodView {
    pub method: Method,
    pub enabled: bool,
    pub switched_by: MethodSwitcher,
    /// An e-mail address, or `token:NAME`; `null` while nobody has ever switched it.
    #[schema(required)]
    pub changed_by: Option<String>,
    #[schema(required)]
    pub changed_at: Option<Time>,
    /// Why a role is better, one reason an item.
    pub why_roles_are_better: Vec<String>,
}

/// Who can turn a method on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MethodSwitcher {
    /// An operator of the workspace.
    Workspace,
    /// Whoever runs the server, by its settings.
    Server,
}

/// Which methods the workspace allows; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodsChoice {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_keys: Option<bool>,
}

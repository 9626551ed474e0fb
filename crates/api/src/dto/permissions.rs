use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What Landfast's role may do in an account, and what it cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermissionsView {
    pub template_version: String,
    /// Of the published file, 64 hex digits.
    pub template_sha256: String,
    /// `null` when no bucket for templates is set.
    #[schema(required)]
    pub template_url: Option<String>,
    pub capabilities: Vec<CapabilityView>,
    /// One sentence each.
    pub cannot: Vec<String>,
}

/// Something that Landfast can do for an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CapabilityView {
    #[schema(example = "identity")]
    pub capability: String,
    pub title: String,
    pub about: String,
    pub choice: CapabilityChoice,
    /// Whether an account has it where nobody chose.
    pub by_default: bool,
    pub actions: Vec<PermissionView>,
}

/// What decides whether an account's role has a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapabilityChoice {
    /// No check can be without it.
    Always,
    /// A switch of its own, by its name in an account's `capabilities`.
    Switch,
    /// On exactly where `tag_access` is `write`.
    TagAccess,
}

/// One action that the role may use, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermissionView {
    #[schema(example = "iam:GetRole")]
    pub action: String,
    /// On what, in words.
    pub resources: Vec<String>,
    pub reason: String,
    /// Whether the role has it only where `tag_access` is `read` or `write`.
    pub reads_tags: bool,
    /// Whether a check tries it.
    pub probed: bool,
}

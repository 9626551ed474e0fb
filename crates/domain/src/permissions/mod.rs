//! What Landfast's role may do in a customer's account, and why.
//!
//! The source is one file per capability, `deploy/permissions/<capability>.toml`. [`Manifest`] reads
//! and judges them, [`cloudformation`] compiles them to the template that a customer launches,
//! [`terraform`] to the same in a Terraform module, and [`explain`] to the page that a customer reads
//! first. [`PermissionId`] names one permission in
//! findings, so that a check can say exactly what is missing.

mod action;
mod capability;
mod choices;
pub mod cloudformation;
mod condition;
mod error;
#[cfg(test)]
mod escalation;
pub mod explain;
mod grants;
mod id;
mod kinds;
pub mod layout;
mod manifest;
mod partitions;
mod pattern;
mod probe;
mod resource;
mod rules;
mod source;
pub mod terraform;
#[cfg(test)]
mod testing;
mod text;
mod writes;

pub use action::{ActionName, MalformedAction};
pub use capability::Capability;
pub use choices::{Choices, MalformedChoices, TagAccess};
pub use cloudformation::TemplateVersion;
pub use condition::{Condition, ConditionOperator, ConditionValues};
pub use error::{Fault, Finding, ManifestError};
pub use grants::{Change, Grant, PolicyDifference, RolePolicies, UnreadablePolicy};
pub use id::{MalformedPermissionId, PermissionId};
pub use kinds::{Kind, Kinds};
pub use manifest::{CapabilityManifest, Manifest, Permission};
pub use partitions::Partitions;
pub(crate) use pattern::matches_pattern;
pub use probe::Probe;
pub use resource::{Resource, Scope};
pub use rules::Refusal;

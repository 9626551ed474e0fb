//! How the permissions are spread over policies, before anything is written in YAML or HCL.
//!
//! There is one policy for each capability, so that a choice switches whole policies; what shows tags
//! has one of its own. A policy that IAM would not take is split.

mod document;
mod place;
#[cfg(test)]
mod tests;

pub use document::Setting;
pub(super) use place::lay_out;

use super::{Capability, Choices, Condition, Permission, Scope};

/// One policy of the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyPlan {
    /// `landfast-` and the capability; `-tags` for what shows tags, a number from the second part on.
    pub name: String,
    pub capability: Capability,
    pub when: When,
    pub placement: Placement,
    /// Not empty.
    pub statements: Vec<Statement>,
}

/// For which choices a role has a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    Always,
    /// An optional capability is on.
    On(Capability),
    /// An optional capability is on and tags may come in.
    OnWithTags(Capability),
    /// Tags may be written, and the owner listed which.
    WritesTags,
}

/// Where a policy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placement {
    /// In the role itself.
    Inline,
    /// Beside it on Landfast's path: the role's own are full.
    Managed,
}

/// Permissions with scope and conditions in common. In the order of the file, a reader's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    first: Permission,
    rest: Vec<Permission>,
}

impl PolicyPlan {
    /// Whether the role of these choices has it, once the owner listed tag keys where they are needed.
    #[must_use]
    pub fn is_chosen(&self, choices: &Choices) -> bool {
        match self.when {
            When::Always => true,
            When::On(capability) => choices.has(capability),
            When::OnWithTags(capability) => choices.has(capability) && choices.tag_access().reads(),
            When::WritesTags => choices.tag_access().writes(),
        }
    }

    pub fn permissions(&self) -> impl Iterator<Item = &Permission> {
        self.statements.iter().flat_map(Statement::permissions)
    }
}

impl When {
    const fn of(capability: Capability, reads_tags: bool) -> Self {
        match capability {
            Capability::Identity | Capability::Organization => Self::Always,
            Capability::TagWriting => Self::WritesTags,
            chosen if reads_tags => Self::OnWithTags(chosen),
            chosen => Self::On(chosen),
        }
    }
}

impl Statement {
    pub fn permissions(&self) -> impl Iterator<Item = &Permission> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.first.scope
    }

    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.first.conditions
    }
}

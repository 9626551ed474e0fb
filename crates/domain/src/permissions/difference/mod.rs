//! What a deployed role may do against what it should, action by action.
//!
//! The same sentence answers "what will the update change" and "who widened this role".

mod excess;
mod grants;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

#[cfg(test)]
pub(super) use excess::matches_pattern;
pub use excess::{Excess, excess};
pub use grants::{Grant, Grants, UnreadablePolicy};

use super::{Capability, Choices, Manifest, Permission, TemplateVersion, layout::Setting};

/// What is known of the role as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployed {
    /// By the role's tags.
    pub template: Option<TemplateVersion>,
    /// By the role's tags.
    pub choices: Option<Choices>,
    /// By the role's own policies.
    pub grants: Option<Grants>,
}

/// What the role should be.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub manifest: &'a Manifest,
    pub choices: &'a Choices,
    pub template: &'a TemplateVersion,
    /// Where the role is. Its tag keys do not count: which are listed is the owner's affair.
    pub setting: &'a Setting,
}

/// From what a difference was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The policies themselves.
    Policies,
    /// The choices in the role's tags, as the template is the current one.
    Choices,
    /// Neither: nothing can be said action by action.
    Unknown,
}

/// From what is deployed to what is wanted. Each list is sorted by action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDifference {
    pub basis: Basis,
    pub added: Vec<Change>,
    pub removed: Vec<Change>,
    pub changed: Vec<Change>,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub action: String,
    /// `None` for an action that Landfast never asked for.
    pub capability: Option<Capability>,
    /// One sentence for people.
    pub reason: String,
    /// On what, and under which conditions; `None` where the role has the action not.
    pub deployed: Option<Grant>,
    pub wanted: Option<Grant>,
}

impl PolicyDifference {
    #[must_use]
    pub const fn of_nothing(basis: Basis) -> Self {
        Self {
            basis,
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
        }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What an update would change.
#[must_use]
pub fn difference(deployed: &Deployed, wanted: &Wanted<'_>) -> PolicyDifference {
    let target = Grants::wanted(wanted.manifest, wanted.choices, wanted.setting);
    match (&deployed.grants, &deployed.choices) {
        (Some(found), _) => compare(Basis::Policies, found, &target, wanted.manifest),
        (None, Some(choices)) if deployed.template.as_ref() == Some(wanted.template) => {
            let found = Grants::wanted(wanted.manifest, choices, wanted.setting);
            compare(Basis::Choices, &found, &target, wanted.manifest)
        }
        (None, _) => PolicyDifference::of_nothing(Basis::Unknown),
    }
}

fn compare(basis: Basis, found: &Grants, wanted: &Grants, manifest: &Manifest) -> PolicyDifference {
    let known = known(manifest);
    let mut out = PolicyDifference::of_nothing(basis);
    for (action, grant) in wanted.iter() {
        let change =
            |deployed: Option<&Grant>| change(known.get(action), action, deployed, Some(grant));
        match found.get(action) {
            None => out.added.push(change(None)),
            Some(same) if same == grant => {}
            Some(other) => out.changed.push(change(Some(other))),
        }
    }
    for (action, grant) in found.iter() {
        if wanted.get(action).is_none() {
            let change = change(known.get(action), action, Some(grant), None);
            out.removed.push(change);
        }
    }
    out
}

fn change(
    known: Option<&&Permission>,
    action: &str,
    deployed: Option<&Grant>,
    wanted: Option<&Grant>,
) -> Change {
    let reason = match (known, wanted) {
        (Some(permission), Some(_)) => permission.reason.clone(),
        (Some(permission), None) => format!(
            "It belongs to {}, which is not chosen.",
            permission.id.capability()
        ),
        (None, _) => "Landfast never asked for it.".to_owned(),
    };
    Change {
        action: known.map_or_else(|| action.to_owned(), |one| one.action().to_string()),
        capability: known.map(|permission| permission.id.capability()),
        reason,
        deployed: deployed.cloned(),
        wanted: wanted.cloned(),
    }
}

/// Every permission by its action in lower case, as IAM compares them.
fn known(manifest: &Manifest) -> BTreeMap<String, &Permission> {
    let mut known = BTreeMap::new();
    for permission in manifest.permissions() {
        let key = permission.action().to_string().to_ascii_lowercase();
        known.entry(key).or_insert(permission);
    }
    known
}

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Grant, read::of_document};
use crate::permissions::{
    Choices, Manifest,
    layout::{PolicyPlan, Setting, When},
};

/// What an update would change in a role's rights, action by action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDifference {
    /// Wanted, and not there.
    pub added: Vec<Change>,
    /// There, and not wanted.
    pub removed: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    #[serde(flatten)]
    pub grant: Grant,
    /// Why Landfast asks for it; `None` for what it never asked for.
    pub reason: Option<String>,
}

impl PolicyDifference {
    /// Between what a role has and what its choices call for.
    #[must_use]
    pub fn of(
        manifest: &Manifest,
        choices: &Choices,
        setting: &Setting,
        deployed: &BTreeSet<Grant>,
    ) -> Self {
        let chosen = |plan: &&PolicyPlan| plan.is_chosen(choices);
        let mut wanted = BTreeSet::new();
        for plan in manifest.policies().iter().filter(chosen) {
            let grants = grants(plan, setting);
            // While the owner has listed no tag keys, the stack makes no policy to write them.
            let unlisted = plan.when == When::WritesTags && grants.is_disjoint(deployed);
            if !unlisted {
                wanted.extend(grants);
            }
        }
        let change = |grant: &Grant| Change {
            grant: grant.clone(),
            reason: reason(manifest, grant),
        };
        Self {
            added: wanted.difference(deployed).map(change).collect(),
            removed: deployed.difference(&wanted).map(change).collect(),
        }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

fn grants(plan: &PolicyPlan, setting: &Setting) -> BTreeSet<Grant> {
    // What the compiler writes can be read; a test holds that for every plan.
    let grants = of_document(&plan.document(setting)).unwrap_or_default();
    grants.into_iter().collect()
}

fn reason(manifest: &Manifest, grant: &Grant) -> Option<String> {
    let same = |action: String| action.eq_ignore_ascii_case(&grant.action);
    manifest
        .permissions()
        .find(|permission| same(permission.action().to_string()))
        .map(|permission| permission.reason.clone())
}

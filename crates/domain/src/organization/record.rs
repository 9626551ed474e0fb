use serde::{Deserialize, Serialize};

use super::{Rollout, Tree, stack_run::StackRun, stack_set::StackSetRecord};
use crate::Timestamp;

/// What is kept of a payer's organization as a whole; its accounts are rows of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Empty while the tree could not be read.
    pub tree: Tree,
    /// The last whole reading of the accounts.
    pub read_at: Option<Timestamp>,
    /// The last look, whatever it gave.
    #[serde(default)]
    pub looked_at: Option<Timestamp>,
    /// Why the last look read nothing, or not the tree; for people.
    pub trouble: Option<String>,
    /// Whether the last look was refused: then the trouble is somebody's to mend.
    #[serde(default)]
    pub refused: bool,
    /// Once somebody has begun to roll the role out.
    pub rollout: Option<Rollout>,
    /// What was seen of the roll-out's StackSet.
    #[serde(default)]
    pub stack_set: StackSetRecord,
    /// The last run of the roll-out by Landfast itself.
    #[serde(default)]
    pub run: Option<StackRun>,
}

impl Organization {
    /// Whether the last look has read the accounts as a whole.
    #[must_use]
    pub fn is_read_now(&self) -> bool {
        self.read_at.is_some() && self.read_at == self.looked_at
    }
}

use serde::{Deserialize, Serialize};

use super::{Flaw, Operation, StackSetReading, Wanted, instance::redacted, judge};
use crate::{ExternalId, Timestamp, organization::UnitId};

/// Operations that are kept, the newest first.
const OPERATIONS: usize = 10;

/// What is kept of the StackSet of a roll-out; its instances are kept with their accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackSetRecord {
    /// The last look, whatever it gave.
    pub looked_at: Option<Timestamp>,
    /// The last whole look.
    pub read_at: Option<Timestamp>,
    /// Why the last look saw nothing; what was seen before stays.
    pub not_looked: Option<NotLooked>,
    /// `None` before the first whole look.
    pub look: Option<StackSetLook>,
}

/// What the last whole look showed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackSetLook {
    /// Whether there is a StackSet of that name.
    pub exists: bool,
    pub units: Vec<UnitId>,
    pub flaws: Vec<Flaw>,
    /// The newest first; `None` where the role may not list them.
    pub operations: Option<Vec<Operation>>,
    /// Instances in accounts that are not known to be in the organization.
    pub elsewhere: u64,
}

impl StackSetLook {
    /// AWS's words are kept without `external_id`.
    #[must_use]
    pub fn of(
        reading: &StackSetReading,
        wanted: Option<&Wanted>,
        external_id: &ExternalId,
        elsewhere: u64,
    ) -> Self {
        let set = reading.set.as_ref();
        let shown = |one: &Operation| Operation {
            reason: one
                .reason
                .as_deref()
                .map(|words| redacted(words, external_id)),
            ..one.clone()
        };
        let newest = |all: &Vec<Operation>| all.iter().take(OPERATIONS).map(shown).collect();
        Self {
            exists: set.is_some(),
            units: set.map(|set| set.units.clone()).unwrap_or_default(),
            flaws: set.map(|set| judge(set, wanted)).unwrap_or_default(),
            operations: reading.operations.as_ref().map(newest),
            elsewhere,
        }
    }

    /// The operation that is still under way, if any; of several the oldest, which runs first.
    #[must_use]
    pub fn open_operation(&self) -> Option<&Operation> {
        let all = self.operations.as_deref().unwrap_or_default();
        all.iter().rev().find(|one| one.status.is_open())
    }
}

/// Why the StackSet was not looked at. Never a fault of the roll-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLooked {
    /// For people, a sentence.
    pub because: String,
    /// What to do next; `None` when it is tried again by itself.
    pub remedy: Option<String>,
}

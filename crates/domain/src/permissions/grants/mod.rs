//! What a role may do as its own policies say it, set beside what its choices call for.

mod difference;
mod read;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use difference::{Change, PolicyDifference};
pub use read::{RolePolicies, UnreadablePolicy};

/// One action on one resource under one condition. `Deny` statements are no grants; they can only
/// take something away, and the probes notice that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// As the policy spells it; a pattern, or `NotAction …`, where the policy has one. For a managed
    /// policy that is not Landfast's: its ARN.
    pub action: String,
    /// An ARN, a pattern, or `NotResource …`.
    pub resource: String,
    /// Canonical JSON of the condition; empty for none. The tag keys that the account's owner lists
    /// are left out: Landfast does not know them.
    pub condition: String,
}

impl Grant {
    /// What a policy document gives.
    ///
    /// # Errors
    /// [`UnreadablePolicy`] for what IAM would not take.
    pub fn of_policy(
        document: &serde_json::Value,
    ) -> Result<std::collections::BTreeSet<Self>, UnreadablePolicy> {
        read::of_document(document).map(|grants| grants.into_iter().collect())
    }
}

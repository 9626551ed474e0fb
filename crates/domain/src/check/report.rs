use serde::{Deserialize, Serialize};

use super::{CheckCode, Mistake, Trouble, TroubleKind};
use crate::{Timestamp, permissions::PolicyDifference};

/// One possible reason for a finding, with its cure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    pub mistake: Mistake,
    pub title: String,
    pub cure: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Met {
        found: String,
    },
    NotMet {
        mistake: Mistake,
        expected: String,
        found: String,
        remedy: String,
        /// Filled when what was seen allows several reasons.
        causes: Vec<Cause>,
    },
    /// Trouble that says nothing about the account; it will be tried again.
    Unknown {
        expected: String,
        trouble: Trouble,
    },
    /// Makes sense only once `after` is met.
    NotRun {
        after: CheckCode,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub code: CheckCode,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Everything that one check found; never only the first thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub at: Timestamp,
    /// The role that was tried.
    pub role_arn: String,
    pub findings: Vec<Finding>,
    /// What an update would change in the role's rights; `None` when nothing, or nothing was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<PolicyDifference>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Pass,
    /// Somebody must change something in AWS.
    ActionNeeded,
    /// Nothing is wrong as far as can be seen, but not everything could be seen.
    TryLater,
}

impl Report {
    /// Derived, never stored: a finding that is not met outweighs one that is unknown.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let any = |wanted: fn(&Outcome) -> bool| self.findings.iter().any(|f| wanted(&f.outcome));
        if any(|o| matches!(o, Outcome::NotMet { .. })) {
            Verdict::ActionNeeded
        } else if any(|o| !matches!(o, Outcome::Met { .. })) || self.findings.is_empty() {
            Verdict::TryLater
        } else {
            Verdict::Pass
        }
    }

    pub fn mistakes(&self) -> impl Iterator<Item = Mistake> {
        self.findings
            .iter()
            .filter_map(|finding| match &finding.outcome {
                Outcome::NotMet { mistake, .. } => Some(*mistake),
                _ => None,
            })
    }

    /// The first trouble, which decides what a waiting step says.
    #[must_use]
    pub fn trouble(&self) -> Option<&Trouble> {
        self.findings
            .iter()
            .find_map(|finding| match &finding.outcome {
                Outcome::Unknown { trouble, .. } => Some(trouble),
                _ => None,
            })
    }

    /// Whether nothing is left to wait for but AWS's first delivery of an export.
    #[must_use]
    pub fn awaits_delivery(&self) -> bool {
        self.awaits_only(TroubleKind::Delivery)
    }

    /// Whether nothing is left to wait for but the reading and the tries of linked accounts.
    #[must_use]
    pub fn awaits_accounts(&self) -> bool {
        self.awaits_only(TroubleKind::RollOut)
    }

    fn awaits_only(&self, wanted: TroubleKind) -> bool {
        let mut troubles = self
            .findings
            .iter()
            .filter_map(|finding| match &finding.outcome {
                Outcome::Unknown { trouble, .. } => Some(trouble.kind),
                _ => None,
            })
            .peekable();
        self.verdict() == Verdict::TryLater
            && troubles.peek().is_some()
            && troubles.all(|kind| kind == wanted)
    }

    /// Whether nothing is wrong but that the role was made from what was wanted before. Permissions
    /// that only the newer one brings are part of that.
    #[must_use]
    pub fn is_update_only(&self) -> bool {
        let outdated = self.mistakes().any(Mistake::is_update);
        outdated
            && self
                .mistakes()
                .all(|mistake| mistake.is_update() || mistake == Mistake::PermissionMissing)
    }

    /// Whether the role lets somebody in who must stay out.
    #[must_use]
    pub fn is_unsafe(&self) -> bool {
        self.mistakes().any(Mistake::is_unsafe)
    }
}

use serde::{Deserialize, Serialize};

use super::{Step, StepState};
use crate::Method;

/// What a person can do with a step. Console and command line draw this and hold no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionName {
    Check,
    Follow,
    SetRole,
    Skip,
    Resume,
}

impl ActionName {
    pub const ALL: [Self; 5] = [
        Self::Check,
        Self::Follow,
        Self::SetRole,
        Self::Skip,
        Self::Resume,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Follow => "follow",
            Self::SetRole => "set_role",
            Self::Skip => "skip",
            Self::Resume => "resume",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub name: ActionName,
    /// `None` when the action is allowed.
    pub why_not: Option<&'static str>,
}

impl Step {
    /// Every action with whether it is allowed now, in an account that is reached by `method`.
    #[must_use]
    pub fn actions(&self, method: Method) -> Vec<Action> {
        ActionName::ALL
            .into_iter()
            .map(|name| Action {
                name,
                why_not: self.why_not_by(name, method),
            })
            .collect()
    }

    /// As [`Self::why_not`], and what the method has no use for.
    #[must_use]
    pub const fn why_not_by(&self, action: ActionName, method: Method) -> Option<&'static str> {
        match (self.why_not(action), action, method) {
            (None, ActionName::Follow, Method::AccessKeys) => {
                Some("Nothing is deployed for an access key. Save the key; it is tested at once.")
            }
            (None, ActionName::Follow, Method::MachineIdentity) => {
                Some("Nothing is deployed for the server's own identity. Check it.")
            }
            (None, ActionName::SetRole, Method::AccessKeys) => Some(
                "This account is reached by an access key. Change its method to role_arn first.",
            ),
            (None, ActionName::SetRole, Method::MachineIdentity) => Some(
                "This account is reached as the server itself. Change its method to role_arn first.",
            ),
            (why, ..) => why,
        }
    }

    /// Why an action is not allowed now; `None` when it is.
    #[must_use]
    pub const fn why_not(&self, action: ActionName) -> Option<&'static str> {
        match (&self.state, action) {
            (StepState::Locked { .. }, _) => Some("This step is locked."),
            (StepState::Skipped { .. }, ActionName::Resume) => None,
            (StepState::Skipped { .. }, _) => Some("This step was skipped; resume it first."),
            (_, ActionName::Resume) => Some("This step was not skipped."),
            (_, ActionName::Skip) if self.passed_at.is_some() => {
                Some("This step was set up; remove the account to give access up.")
            }
            (StepState::Passed { .. }, ActionName::Follow) => {
                Some("This step has passed; nothing is left to follow.")
            }
            _ => None,
        }
    }
}

//! A roll-out that Landfast runs itself: what is done in which order, and what comes next after each
//! look. Pure; every id that a call is repeated by is minted before the first call.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    UnitId,
    stack_set::{FlawKind, Operation, OperationStatus, StackSetSeen, Wanted, judge},
};
use crate::{AccountId, Timestamp, ids::StackRunId};

/// Accounts at a time, in per cent of the targets. A role takes seconds, so a quarter at a time is
/// quick, and what goes wrong everywhere is seen before everybody has it.
pub const AT_A_TIME: i32 = 25;
/// Accounts that may fail, in per cent. All of them: one account's failure must keep no other waiting,
/// and each failure is shown and retried by itself.
pub const TOLERATED: i32 = 100;

/// One run: legs that are walked one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackRun {
    pub id: StackRunId,
    pub kind: RunKind,
    /// An e-mail address, or `token:NAME`.
    pub by: String,
    pub began_at: Timestamp,
    pub legs: Vec<Leg>,
    /// Which leg is walked.
    pub at: usize,
    pub state: RunState,
    /// Why nothing moves just now; for people.
    pub waits: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    Start,
    Retry,
    Update,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    /// The StackSet is there with the parameters of the roll-out.
    Make { token: String },
    /// New instances in all accounts of the targets.
    Deploy { operation: String, targets: Targets },
    /// Instances that failed, once more.
    Redo { operation: String, targets: Targets },
    /// The StackSet and all its instances get the current template.
    Update { operation: String },
    /// Every account of the canary is proven by our own probes.
    Prove { unit: UnitId },
    /// Somebody says that it may go on.
    Gate,
}

/// Whom an operation is about. Service-managed StackSets know units only; accounts are picked by
/// their intersection with units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    pub units: Vec<UnitId>,
    /// Empty for everybody below the units, also who comes later.
    pub accounts: BTreeSet<AccountId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RunState {
    Walking,
    /// Somebody asked to stop; what AWS works on at the moment is finished.
    Stopping,
    Ended {
        at: Timestamp,
        outcome: RunOutcome,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// Every leg was walked. Accounts may have failed; they say so themselves.
    Done,
    Stopped,
    /// What was found does not allow it; for people, with what to do.
    Refused(String),
}

/// What is asked of AWS in one run of [`StackRun::next`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFacts {
    pub set: Option<StackSetSeen>,
    /// The operation of the leg that is walked; `None` when AWS has none of its id.
    pub operation: Option<Operation>,
    /// Accounts of the canary to which access is wanted and not proven.
    pub unproven: u64,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// The call of the leg, which may be repeated.
    Call,
    Stop {
        operation: String,
    },
    /// The leg is walked.
    Next,
    Wait {
        because: Option<String>,
    },
    End(RunOutcome),
}

/// What a run is planned from.
#[derive(Debug, Clone)]
pub struct RunPlan {
    pub targets: Targets,
    pub canary: Option<UnitId>,
    /// Whether the rest follows the canary without a click.
    pub by_itself: bool,
}

impl StackRun {
    #[must_use]
    pub fn start(id: StackRunId, by: String, plan: RunPlan, now: Timestamp) -> Self {
        let mut legs = vec![Leg::Make {
            token: token(&id, "make"),
        }];
        if let Some(unit) = plan.canary {
            legs.push(Leg::Deploy {
                operation: token(&id, "canary"),
                targets: Targets {
                    units: vec![unit.clone()],
                    accounts: BTreeSet::new(),
                },
            });
            legs.push(Leg::Prove { unit });
            if !plan.by_itself {
                legs.push(Leg::Gate);
            }
        }
        legs.push(Leg::Deploy {
            operation: token(&id, "deploy"),
            targets: plan.targets,
        });
        Self::of(id, RunKind::Start, by, legs, now)
    }

    #[must_use]
    pub fn retry(id: StackRunId, by: String, targets: Targets, now: Timestamp) -> Self {
        let operation = token(&id, "redo");
        let legs = vec![Leg::Redo { operation, targets }];
        Self::of(id, RunKind::Retry, by, legs, now)
    }

    #[must_use]
    pub fn update(id: StackRunId, by: String, now: Timestamp) -> Self {
        let operation = token(&id, "update");
        Self::of(
            id,
            RunKind::Update,
            by,
            vec![Leg::Update { operation }],
            now,
        )
    }

    fn of(id: StackRunId, kind: RunKind, by: String, legs: Vec<Leg>, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            by,
            began_at: now,
            legs,
            at: 0,
            state: RunState::Walking,
            waits: None,
        }
    }

    /// Puts a retry of the failed before what the run is waiting for: a canary is mended before it is
    /// proven. `number` tells several retries apart.
    pub fn insert_retry(&mut self, targets: Targets) {
        let operation = token(&self.id, &format!("redo-{}", self.legs.len()));
        let at = self.at.min(self.legs.len());
        self.legs.insert(at, Leg::Redo { operation, targets });
        self.waits = None;
    }

    #[must_use]
    pub fn leg(&self) -> Option<&Leg> {
        self.legs.get(self.at)
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, RunState::Ended { .. })
    }

    /// Whether a retry can be put in now: the canary waits to be proven, or somebody to say so.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.state == RunState::Walking && matches!(self.leg(), Some(Leg::Prove { .. } | Leg::Gate))
    }

    /// Whether a click is what it waits for.
    #[must_use]
    pub fn waits_for_click(&self) -> bool {
        self.state == RunState::Walking && matches!(self.leg(), Some(Leg::Gate))
    }

    /// Somebody says that the rest may follow.
    pub fn go_on(&mut self) {
        if self.waits_for_click() {
            self.at += 1;
            self.waits = None;
        }
    }

    /// The id of the operation of the leg that is walked.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        match self.leg()? {
            Leg::Deploy { operation, .. }
            | Leg::Redo { operation, .. }
            | Leg::Update { operation } => Some(operation),
            Leg::Make { .. } | Leg::Prove { .. } | Leg::Gate => None,
        }
    }

    /// What comes next after a look. `wanted` is what the StackSet is to roll out.
    #[must_use]
    pub fn next(&self, facts: &RunFacts, wanted: &Wanted) -> Move {
        let Some(leg) = self.leg() else {
            return Move::End(RunOutcome::Done);
        };
        if self.state == RunState::Stopping {
            return stopping(facts);
        }
        match leg {
            Leg::Make { .. } => make(facts, wanted),
            Leg::Deploy { .. } | Leg::Redo { .. } | Leg::Update { .. } => operate(facts),
            Leg::Prove { unit } if facts.unproven > 0 => Move::Wait {
                because: Some(format!(
                    "The canary {unit} is not proven yet: access to {} of its accounts is missing. Mend and retry those that failed; the rest follows once all of them answer.",
                    facts.unproven
                )),
            },
            Leg::Prove { .. } => Move::Next,
            Leg::Gate => Move::Wait {
                because: Some(
                    "The canary is proven. Somebody has to say that the rest may follow."
                        .to_owned(),
                ),
            },
        }
    }
}

/// Tokens and operation ids are letters, digits and hyphens (AWS CloudFormation API Reference,
/// `CreateStackInstances`).
fn token(id: &StackRunId, what: &str) -> String {
    format!("{}-{what}", id.as_str().replace('_', "-"))
}

fn make(facts: &RunFacts, wanted: &Wanted) -> Move {
    let Some(set) = &facts.set else {
        return Move::Call;
    };
    let flaws = judge(set, Some(wanted));
    let fatal = |kind| {
        matches!(
            kind,
            FlawKind::WrongParameter | FlawKind::NotServiceManaged | FlawKind::OtherChoice
        )
    };
    match flaws.iter().find(|flaw| fatal(flaw.kind)) {
        // The name is taken by what cannot be run on.
        Some(flaw) => Move::End(RunOutcome::Refused(format!(
            "There is a StackSet of this name already, and it is another one. Expected {}; found {}. Change it in the payer as the page of the roll-out says, or delete it; then start again.",
            flaw.expected, flaw.found
        ))),
        None => Move::Next,
    }
}

fn operate(facts: &RunFacts) -> Move {
    if facts.set.is_none() {
        return Move::End(RunOutcome::Refused(
            "The StackSet is gone. Start the roll-out anew.".to_owned(),
        ));
    }
    match facts.operation.as_ref().map(|one| one.status) {
        None => Move::Call,
        Some(OperationStatus::Stopped) => Move::End(RunOutcome::Stopped),
        Some(OperationStatus::Succeeded | OperationStatus::Failed) => Move::Next,
        Some(
            OperationStatus::Queued
            | OperationStatus::Running
            | OperationStatus::Stopping
            | OperationStatus::Unknown,
        ) => Move::Wait { because: None },
    }
}

fn stopping(facts: &RunFacts) -> Move {
    match &facts.operation {
        Some(one) if one.status == OperationStatus::Stopping => Move::Wait { because: None },
        Some(one) if one.status.is_open() => Move::Stop {
            operation: one.id.clone(),
        },
        _ => Move::End(RunOutcome::Stopped),
    }
}

#[cfg(test)]
#[path = "stack_run_tests.rs"]
mod tests;

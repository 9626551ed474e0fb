use super::{LockReason, StepKind, StepState, WaitReason};
use crate::{Timestamp, check::Report, ids::CheckId};

/// A step of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    pub state: StepState,
    /// Grows with every change of what is wanted; a check of an older revision is history only.
    pub revision: u32,
    /// When the last complete pass was; kept through later checks.
    pub passed_at: Option<Timestamp>,
    /// When the present run of refusals began; `None` once anything else was seen.
    pub refused_since: Option<Timestamp>,
    pub report: Option<Report>,
}

/// What can happen to a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepEvent {
    /// Somebody asked for a check and waits for it. The schedule's checks do not show as checking.
    CheckAsked {
        check: CheckId,
    },
    /// A page looks on and wants to see the role the moment it answers.
    Followed {
        check: CheckId,
    },
    Passed {
        report: Report,
    },
    NotMet {
        report: Report,
    },
    TryLater {
        check: Option<CheckId>,
        report: Report,
        next_at: Timestamp,
        why: WaitReason,
        patience_ends_at: Option<Timestamp>,
    },
    /// What is wanted changed (another role, another region).
    WantedChanged,
    /// Following was given up: nothing answered in the time allowed.
    GaveUp,
    Skip {
        by: String,
    },
    Resume,
}

impl StepEvent {
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CheckAsked { .. } => "check",
            Self::Followed { .. } => "follow",
            Self::Passed { .. } => "passed",
            Self::NotMet { .. } => "not met",
            Self::TryLater { .. } => "try later",
            Self::WantedChanged => "wanted changed",
            Self::GaveUp => "gave up",
            Self::Skip { .. } => "skip",
            Self::Resume => "resume",
        }
    }
}

/// The step does not take that event now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the step {step} is {state} and cannot take \"{event}\": {why}")]
pub struct Refused {
    pub step: StepKind,
    pub state: &'static str,
    pub event: &'static str,
    pub why: &'static str,
}

impl Step {
    /// A step at its beginning.
    #[must_use]
    pub const fn new(kind: StepKind) -> Self {
        let state = if kind.is_built() {
            StepState::Open
        } else {
            StepState::Locked {
                why: LockReason::Coming,
            }
        };
        Self {
            kind,
            state,
            revision: 1,
            passed_at: None,
            refused_since: None,
            report: None,
        }
    }

    /// The step after `event`.
    ///
    /// # Errors
    /// [`Refused`] says why the event does not fit; the step is as it was.
    pub fn on(&self, event: StepEvent, now: Timestamp) -> Result<Self, Refused> {
        let refused = |why| Refused {
            step: self.kind,
            state: self.state.name(),
            event: event.name(),
            why,
        };
        if matches!(self.state, StepState::Locked { .. }) {
            return Err(refused("it is locked"));
        }
        let skipped = matches!(self.state, StepState::Skipped { .. });
        match event {
            StepEvent::Resume if !skipped => Err(refused("it was not skipped")),
            StepEvent::Skip { .. } if self.passed_at.is_some() => Err(refused("it was set up")),
            StepEvent::Skip { .. } if skipped => Err(refused("it is skipped already")),
            StepEvent::Followed { .. } if matches!(self.state, StepState::Passed { .. }) => {
                Err(refused("it has passed"))
            }
            StepEvent::CheckAsked { .. } | StepEvent::Followed { .. } if skipped => {
                Err(refused("it was skipped; resume it first"))
            }
            event => Ok(self.clone().apply(event, now)),
        }
    }

    fn apply(mut self, event: StepEvent, now: Timestamp) -> Self {
        let skipped = matches!(self.state, StepState::Skipped { .. });
        match event {
            // The answer of a check that was asked for before the step was left for later.
            StepEvent::NotMet { .. } | StepEvent::TryLater { .. } if skipped => {}
            StepEvent::CheckAsked { check } => {
                self.state = StepState::Checking { check, since: now }
            }
            StepEvent::Followed { check } => self.state = self.followed(check, now),
            StepEvent::Passed { report } => {
                self.state = StepState::Passed { at: now };
                self.passed_at = Some(now);
                self.refused_since = None;
                self.report = Some(report);
            }
            StepEvent::NotMet { report } => {
                self.report = Some(report);
                self.state = match self.passed_at {
                    Some(passed_at) => StepState::Drifted {
                        passed_at,
                        found_at: self.drift_found(now),
                    },
                    None => StepState::Blocked { at: now },
                };
            }
            StepEvent::TryLater {
                check,
                report,
                next_at,
                why,
                patience_ends_at,
            } => {
                let stays = matches!(
                    self.state,
                    StepState::Blocked { .. } | StepState::Drifted { .. }
                );
                if stays && why == WaitReason::NotDeployed {
                    return self;
                }
                let since = match self.state {
                    StepState::Waiting { since, .. } => since,
                    _ => now,
                };
                self.report = Some(report);
                self.state = StepState::Waiting {
                    check,
                    since,
                    next_at,
                    why,
                    patience_ends_at,
                };
            }
            StepEvent::WantedChanged => {
                self.revision = self.revision.saturating_add(1);
                self.refused_since = None;
                self.passed_at = None;
                self.report = None;
                self.state = StepState::Open;
            }
            StepEvent::GaveUp => {
                if matches!(
                    self.state,
                    StepState::Waiting {
                        why: WaitReason::NotDeployed,
                        ..
                    }
                ) {
                    self.state = StepState::Open;
                }
            }
            StepEvent::Resume => self.state = StepState::Open,
            StepEvent::Skip { by } => self.state = StepState::Skipped { by, at: now },
        }
        self
    }

    /// A finding stays on the page while one looks whether it was mended.
    fn followed(&self, check: CheckId, now: Timestamp) -> StepState {
        match &self.state {
            state @ (StepState::Blocked { .. }
            | StepState::Drifted { .. }
            | StepState::Checking { .. }) => state.clone(),
            _ => StepState::Waiting {
                check: Some(check),
                since: now,
                next_at: now,
                why: WaitReason::NotDeployed,
                patience_ends_at: None,
            },
        }
    }

    const fn drift_found(&self, now: Timestamp) -> Timestamp {
        match self.state {
            StepState::Drifted { found_at, .. } => found_at,
            _ => now,
        }
    }
}

#[cfg(test)]
#[path = "transition_tests.rs"]
mod tests;

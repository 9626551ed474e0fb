use super::{DriftReason, StepKind, StepState, WaitReason};
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
    /// When what the last finding says was first found; `None` once everything passes.
    pub found_at: Option<Timestamp>,
    /// What kind of finding it was; set and cleared with `found_at`.
    pub found_why: Option<DriftReason>,
    pub report: Option<Report>,
}

/// How long to wait, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The check that goes on; `None` when the schedule takes over.
    pub check: Option<CheckId>,
    pub next_at: Timestamp,
    pub why: WaitReason,
    /// Until when a refusal still counts as "not visible yet".
    pub patience_ends_at: Option<Timestamp>,
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
        report: Report,
        wait: Wait,
    },
    /// Something was tried in the place of what was proven, and refused: what was proven stands.
    Kept {
        report: Report,
    },
    /// What is wanted changed (another role, another region).
    WantedChanged,
    /// More, less or newer is wanted of the same role.
    UpdateWanted,
    /// Landfast could not finish the check, whatever it saw.
    Stopped {
        check: CheckId,
        report: Report,
        /// When the schedule looks again; `None` when only a person will.
        next_at: Option<Timestamp>,
    },
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
            Self::Kept { .. } => "kept",
            Self::WantedChanged => "wanted changed",
            Self::UpdateWanted => "update wanted",
            Self::Stopped { .. } => "stopped",
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
        Self {
            kind,
            state: StepState::Open,
            revision: 1,
            passed_at: None,
            refused_since: None,
            found_at: None,
            found_why: None,
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

    fn apply(self, event: StepEvent, now: Timestamp) -> Self {
        let skipped = matches!(self.state, StepState::Skipped { .. });
        match event {
            // The answer of a check that was asked for before the step was left for later.
            StepEvent::NotMet { .. } | StepEvent::TryLater { .. } | StepEvent::Kept { .. }
                if skipped =>
            {
                self
            }
            StepEvent::CheckAsked { check } => {
                self.becomes(StepState::Checking { check, since: now })
            }
            StepEvent::Followed { check } => {
                let state = self.followed(check, now);
                self.becomes(state)
            }
            StepEvent::Passed { report } => Self {
                passed_at: Some(now),
                refused_since: None,
                found_at: None,
                found_why: None,
                report: Some(report),
                ..self.becomes(StepState::Passed { at: now })
            },
            StepEvent::NotMet { report } => self.fallen(report, now),
            StepEvent::TryLater { report, wait } => self.later(report, wait, now),
            StepEvent::Kept { report } => self.kept(report, now),
            StepEvent::WantedChanged => Self {
                revision: self.revision.saturating_add(1),
                ..Self::new(self.kind)
            },
            StepEvent::UpdateWanted => self.outdated(now),
            StepEvent::Stopped {
                check,
                report,
                next_at,
            } => self.stopped(&check, report, next_at, now),
            StepEvent::GaveUp if !self.only_followed() => self,
            StepEvent::GaveUp | StepEvent::Resume => self.becomes(StepState::Open),
            StepEvent::Skip { by } => self.becomes(StepState::Skipped { by, at: now }),
        }
    }

    fn becomes(mut self, state: StepState) -> Self {
        self.state = state;
        self
    }

    /// Whether nothing was asked of the step but to look on.
    const fn only_followed(&self) -> bool {
        match self.state {
            StepState::Waiting { why, .. } => match why {
                WaitReason::NotDeployed => true,
                WaitReason::Trouble => self.passed_at.is_none(),
                WaitReason::NewRole | WaitReason::FirstDelivery | WaitReason::RollOut => false,
            },
            _ => false,
        }
    }

    /// What a finding makes of it: drift if it was fine once.
    fn fallen(self, report: Report, now: Timestamp) -> Self {
        let found_at = self.found_at.unwrap_or(now);
        let why = drift_reason(&report);
        let state = match self.passed_at {
            Some(passed_at) => StepState::Drifted {
                passed_at,
                found_at,
                why,
            },
            None => StepState::Blocked { at: found_at },
        };
        Self {
            report: Some(report),
            found_at: Some(found_at),
            found_why: Some(why),
            ..self.becomes(state)
        }
    }

    /// Back to what it was before something else was tried; the refusal is in the check's own report.
    fn kept(self, report: Report, now: Timestamp) -> Self {
        match (self.passed_at, self.found_at) {
            _ if matches!(self.state, StepState::Drifted { .. }) => self,
            (None, _) => self.fallen(report, now),
            (Some(at), None) => self.becomes(StepState::Passed { at }),
            (Some(_), Some(_)) => {
                let before = self.report.clone().unwrap_or(report);
                self.fallen(before, now)
            }
        }
    }

    /// A check that is under way looks for what was wanted before and is history now.
    fn outdated(self, now: Timestamp) -> Self {
        let state = match (&self.state, self.passed_at) {
            (
                StepState::Passed { .. } | StepState::Checking { .. } | StepState::Waiting { .. },
                Some(passed_at),
            ) => StepState::Drifted {
                passed_at,
                found_at: self.found_at.unwrap_or(now),
                why: DriftReason::UpdateAvailable,
            },
            (StepState::Checking { .. } | StepState::Waiting { .. }, None) => StepState::Open,
            (state, _) => state.clone(),
        };
        Self {
            revision: self.revision.saturating_add(1),
            ..self.becomes(state)
        }
    }

    /// A step that waited for the check waits no longer: for the schedule, or for a person.
    fn stopped(
        mut self,
        check: &CheckId,
        report: Report,
        next_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Self {
        let waited = match &self.state {
            StepState::Checking { check, .. }
            | StepState::Waiting {
                check: Some(check), ..
            } => Some(check),
            _ => None,
        };
        if waited != Some(check) {
            return self;
        }
        let state = match next_at {
            Some(next_at) => StepState::Waiting {
                check: None,
                since: now,
                next_at,
                why: WaitReason::Trouble,
                patience_ends_at: None,
            },
            None => StepState::Open,
        };
        self.report = Some(report);
        self.becomes(state)
    }

    fn later(mut self, report: Report, wait: Wait, now: Timestamp) -> Self {
        let found = matches!(
            self.state,
            StepState::Blocked { .. } | StepState::Drifted { .. }
        );
        // Neither nothing nor trouble takes back what was found.
        let seen = !matches!(wait.why, WaitReason::NotDeployed | WaitReason::Trouble);
        if found && !seen {
            return self;
        }
        let since = match self.state {
            StepState::Waiting { since, .. } => since,
            _ => now,
        };
        let Wait {
            check,
            next_at,
            why,
            patience_ends_at,
        } = wait;
        self.report = Some(report);
        self.becomes(StepState::Waiting {
            check,
            since,
            next_at,
            why,
            patience_ends_at,
        })
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
}

fn drift_reason(report: &Report) -> DriftReason {
    if report.is_update_only() {
        DriftReason::UpdateAvailable
    } else {
        DriftReason::Finding
    }
}

#[cfg(test)]
#[path = "transition_tests.rs"]
mod tests;

use std::fmt::Write;

use super::*;
use crate::check::{CheckCode, Finding, Outcome};
use crate::step::LockReason;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(ms)
}

fn check() -> CheckId {
    CheckId::new(at(1), [0; 10])
}

fn report() -> Report {
    let outcome = Outcome::Met {
        found: "yes".into(),
    };
    Report {
        at: at(2),
        role_arn: "r".into(),
        findings: vec![Finding {
            code: CheckCode::AccountKind,
            outcome,
        }],
        difference: None,
    }
}

fn waiting() -> StepState {
    let why = WaitReason::NewRole;
    StepState::Waiting {
        check: None,
        since: at(1),
        next_at: at(2),
        why,
        patience_ends_at: None,
    }
}

fn states() -> Vec<(StepState, Option<Timestamp>)> {
    vec![
        (
            StepState::Locked {
                why: LockReason::Coming,
            },
            None,
        ),
        (StepState::Open, None),
        (
            StepState::Checking {
                check: check(),
                since: at(1),
            },
            None,
        ),
        (
            StepState::Checking {
                check: check(),
                since: at(1),
            },
            Some(at(1)),
        ),
        (StepState::Passed { at: at(1) }, Some(at(1))),
        (StepState::Blocked { at: at(1) }, None),
        (waiting(), None),
        (waiting(), Some(at(1))),
        (
            StepState::Drifted {
                passed_at: at(1),
                found_at: at(1),
                why: DriftReason::Finding,
            },
            Some(at(1)),
        ),
        (
            StepState::Skipped {
                by: "ada".into(),
                at: at(1),
            },
            None,
        ),
    ]
}

fn events() -> Vec<StepEvent> {
    let wait = Wait {
        check: None,
        next_at: at(9),
        why: WaitReason::Trouble,
        patience_ends_at: None,
    };
    vec![
        StepEvent::CheckAsked { check: check() },
        StepEvent::Followed { check: check() },
        StepEvent::Passed { report: report() },
        StepEvent::NotMet { report: report() },
        StepEvent::TryLater {
            report: report(),
            wait,
        },
        StepEvent::Kept { report: report() },
        StepEvent::WantedChanged,
        StepEvent::UpdateWanted,
        StepEvent::Stopped {
            check: check(),
            report: report(),
            next_at: None,
        },
        StepEvent::GaveUp,
        StepEvent::Skip { by: "ada".into() },
        StepEvent::Resume,
    ]
}

/// The whole table of transitions, to be read like prose: a star marks a step that had passed before.
#[test]
fn every_state_takes_or_refuses_every_event() {
    let mut table = String::new();
    for (state, passed_at) in states() {
        let step = Step {
            state,
            passed_at,
            ..Step::new(StepKind::ApiAccess)
        };
        let star = if passed_at.is_some() { "*" } else { "" };
        for event in events() {
            let from = format!("{}{star}", step.state.name());
            let name = event.name();
            let to = match step.on(event, at(5)) {
                Ok(next) => next.state.name().to_owned(),
                Err(refused) => format!("- {}", refused.why),
            };
            writeln!(table, "{from:<10} {name:<15} {to}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn drift_keeps_the_moment_it_was_found_and_wanted_changes_begin_anew() {
    let passed = Step::new(StepKind::ApiAccess)
        .on(StepEvent::Passed { report: report() }, at(10))
        .unwrap();
    let drifted = passed
        .on(StepEvent::NotMet { report: report() }, at(20))
        .unwrap();
    let later = drifted
        .on(StepEvent::NotMet { report: report() }, at(30))
        .unwrap();
    assert_eq!(
        later.state,
        StepState::Drifted {
            passed_at: at(10),
            found_at: at(20),
            why: DriftReason::Finding,
        }
    );
    // Neither does a click that looks again.
    let clicked = later
        .on(StepEvent::CheckAsked { check: check() }, at(32))
        .and_then(|step| step.on(StepEvent::NotMet { report: report() }, at(35)))
        .unwrap();
    assert_eq!(clicked.state, later.state);
    let anew = later.on(StepEvent::WantedChanged, at(40)).unwrap();
    assert_eq!(
        (anew.revision, anew.state, anew.passed_at),
        (2, StepState::Open, None)
    );
}

#[test]
fn an_update_is_no_finding() {
    let passed = Step::new(StepKind::ApiAccess)
        .on(StepEvent::Passed { report: report() }, at(10))
        .unwrap();
    let mut outdated = report();
    outdated.findings.push(Finding {
        code: CheckCode::TemplateCurrent,
        outcome: Outcome::NotMet {
            mistake: crate::check::Mistake::TemplateOutdated,
            expected: "new".into(),
            found: "old".into(),
            remedy: "update".into(),
            causes: Vec::new(),
        },
    });
    let reason = |step: &Step| match step.state {
        StepState::Drifted { why, .. } => Some(why),
        _ => None,
    };
    let seen = passed
        .on(StepEvent::NotMet { report: outdated }, at(20))
        .unwrap();
    let wanted = passed.on(StepEvent::UpdateWanted, at(20)).unwrap();
    for step in [&seen, &wanted] {
        assert_eq!(reason(step), Some(DriftReason::UpdateAvailable));
    }
    assert_eq!((seen.revision, wanted.revision), (1, 2));
    let broken = wanted
        .on(StepEvent::NotMet { report: report() }, at(30))
        .unwrap();
    assert_eq!(reason(&broken), Some(DriftReason::Finding));
}

#[test]
fn a_check_that_was_stopped_gives_its_step_free() {
    let asked = Step::new(StepKind::ApiAccess)
        .on(StepEvent::CheckAsked { check: check() }, at(10))
        .unwrap();
    let stopped = |check, next_at| StepEvent::Stopped {
        check,
        report: report(),
        next_at,
    };
    let free = asked.on(stopped(check(), None), at(20)).unwrap();
    assert_eq!(free.state, StepState::Open);
    let scheduled = asked.on(stopped(check(), Some(at(90))), at(20)).unwrap();
    assert_eq!(scheduled.state.name(), "waiting");
    let other = CheckId::new(at(2), [7; 10]);
    assert_eq!(asked.on(stopped(other, None), at(20)).unwrap(), asked);
}

/// An action that the view offers is one that the step takes.
#[test]
fn actions_agree_with_transitions() {
    for (state, passed_at) in states() {
        let step = Step {
            state,
            passed_at,
            ..Step::new(StepKind::ApiAccess)
        };
        let takes = |event| step.on(event, at(5)).is_ok();
        let offers = |name| step.why_not(name).is_none();
        assert_eq!(
            offers(crate::step::ActionName::Skip),
            takes(StepEvent::Skip { by: "a".into() }),
            "{step:?}"
        );
        assert_eq!(
            offers(crate::step::ActionName::Resume),
            takes(StepEvent::Resume),
            "{step:?}"
        );
        assert_eq!(
            offers(crate::step::ActionName::Check),
            takes(StepEvent::CheckAsked { check: check() }),
            "{step:?}"
        );
    }
}

/// A key that was refused in the place of a proven one changes nothing, found faults included.
#[test]
fn what_was_kept_is_as_it_was() {
    let ask = |step: &Step| {
        step.on(StepEvent::CheckAsked { check: check() }, at(50))
            .and_then(|step| step.on(StepEvent::Kept { report: report() }, at(60)))
            .unwrap()
    };
    let passed = Step::new(StepKind::ApiAccess)
        .on(StepEvent::Passed { report: report() }, at(10))
        .unwrap();
    assert_eq!(ask(&passed), passed);
    let drifted = passed
        .on(StepEvent::NotMet { report: report() }, at(20))
        .unwrap();
    assert_eq!(ask(&drifted), drifted);
}

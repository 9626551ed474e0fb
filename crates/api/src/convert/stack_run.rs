use landfast_domain::organization::stack_run::{Leg, RunKind, RunOutcome, RunState, StackRun};

use super::time;
use crate::dto;

pub(super) fn run_view(run: &StackRun) -> dto::StackRunView {
    let (ended_at, refused) = match &run.state {
        RunState::Ended { at, outcome } => (Some(time(*at)), refused(outcome)),
        RunState::Walking | RunState::Stopping => (None, None),
    };
    let legs = run.legs.iter().enumerate();
    dto::StackRunView {
        run_id: run.id.to_string(),
        kind: match run.kind {
            RunKind::Start => dto::RunKind::Start,
            RunKind::Retry => dto::RunKind::Retry,
            RunKind::Update => dto::RunKind::Update,
        },
        by: run.by.clone(),
        began_at: time(run.began_at),
        ended_at,
        state: match &run.state {
            RunState::Walking => dto::RunState::Walking,
            RunState::Stopping => dto::RunState::Stopping,
            RunState::Ended { outcome, .. } => match outcome {
                RunOutcome::Done => dto::RunState::Done,
                RunOutcome::Stopped => dto::RunState::Stopped,
                RunOutcome::Refused(_) => dto::RunState::Refused,
            },
        },
        waits: refused.or_else(|| run.waits.clone()),
        legs: legs.map(|(place, leg)| leg_view(leg, place, run)).collect(),
    }
}

fn refused(outcome: &RunOutcome) -> Option<String> {
    match outcome {
        RunOutcome::Refused(why) => Some(why.clone()),
        RunOutcome::Done | RunOutcome::Stopped => None,
    }
}

fn leg_view(leg: &Leg, place: usize, run: &StackRun) -> dto::RunLegView {
    let (kind, targets, operation) = match leg {
        Leg::Make { .. } => (dto::RunLegKind::Make, None, None),
        Leg::Deploy { operation, targets } => {
            (dto::RunLegKind::Deploy, Some(targets), Some(operation))
        }
        Leg::Redo { operation, targets } => (dto::RunLegKind::Redo, Some(targets), Some(operation)),
        Leg::Update { operation } => (dto::RunLegKind::Update, None, Some(operation)),
        Leg::Prove { .. } => (dto::RunLegKind::Prove, None, None),
        Leg::Gate => (dto::RunLegKind::Gate, None, None),
    };
    let mut units: Vec<String> = targets
        .map(|targets| targets.units.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    if let Leg::Prove { unit } = leg {
        units.push(unit.to_string());
    }
    dto::RunLegView {
        kind,
        state: if place < run.at {
            dto::RunLegState::Done
        } else if place == run.at && run.is_open() {
            dto::RunLegState::Current
        } else {
            dto::RunLegState::Coming
        },
        units,
        accounts: targets
            .map(|targets| targets.accounts.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        operation_id: operation.cloned(),
    }
}

use landfast_app::{StepStatus, ports::Role};
use landfast_domain::step::{DriftReason, LockReason, Step, StepKind, StepState, WaitReason};

use super::{
    action::action,
    check::{check_view, report_view},
    instructions::instructions,
    time,
};
use crate::dto;

/// `role` is of whoever asks; `public_url` is where this server is reached, if it knows.
pub(crate) fn step_view(
    status: &StepStatus,
    role: Role,
    public_url: Option<&str>,
) -> dto::StepView {
    let step = &status.step;
    let actions = step.actions(status.account.method);
    dto::StepView {
        step: name(step.kind),
        title: step.kind.title().to_owned(),
        about: step.kind.about().to_owned(),
        state: state(&step.state),
        revision: step.revision,
        report: step.report.as_ref().map(report_view),
        check: status.check.as_ref().map(check_view),
        actions: actions
            .iter()
            .map(|one| action(one.name.as_str(), one.why_not, role))
            .collect(),
        instructions: status
            .instructions
            .as_ref()
            .map(|one| instructions(&status.account, one, public_url)),
    }
}

pub(super) fn step_summary(step: &Step) -> dto::StepSummary {
    dto::StepSummary {
        step: name(step.kind),
        title: step.kind.title().to_owned(),
        state: state_name(&step.state),
        summary: step.state.summary().to_owned(),
    }
}

pub(super) const fn name(kind: StepKind) -> dto::StepName {
    match kind {
        StepKind::ApiAccess => dto::StepName::ApiAccess,
        StepKind::BillingExport => dto::StepName::BillingExport,
        StepKind::LinkedAccounts => dto::StepName::LinkedAccounts,
    }
}

const fn state_name(state: &StepState) -> dto::StepStateName {
    match state {
        StepState::Locked { .. } => dto::StepStateName::Locked,
        StepState::Open => dto::StepStateName::Open,
        StepState::Checking { .. } => dto::StepStateName::Checking,
        StepState::Passed { .. } => dto::StepStateName::Passed,
        StepState::Blocked { .. } => dto::StepStateName::Blocked,
        StepState::Waiting { .. } => dto::StepStateName::Waiting,
        StepState::Drifted { .. } => dto::StepStateName::Drifted,
        StepState::Skipped { .. } => dto::StepStateName::Skipped,
    }
}

fn state(state: &StepState) -> dto::StepState {
    match state {
        StepState::Locked { why } => dto::StepState::Locked {
            why: lock_reason(*why),
            coming: matches!(why, LockReason::Coming),
        },
        StepState::Open => dto::StepState::Open,
        StepState::Checking { check, since } => dto::StepState::Checking {
            check_id: check.to_string(),
            since: time(*since),
        },
        StepState::Passed { at } => dto::StepState::Passed { at: time(*at) },
        StepState::Blocked { at } => dto::StepState::Blocked { at: time(*at) },
        StepState::Waiting {
            check,
            since,
            next_at,
            why,
            patience_ends_at,
        } => dto::StepState::Waiting {
            check_id: check.as_ref().map(ToString::to_string),
            since: time(*since),
            next_at: time(*next_at),
            why: wait_reason(*why),
            patience_ends_at: patience_ends_at.map(time),
        },
        StepState::Drifted {
            passed_at,
            found_at,
            why,
        } => dto::StepState::Drifted {
            passed_at: time(*passed_at),
            found_at: time(*found_at),
            why: drift_reason(*why),
        },
        StepState::Skipped { by, at } => dto::StepState::Skipped {
            at: time(*at),
            by: by.clone(),
        },
    }
}

fn lock_reason(why: LockReason) -> String {
    match why {
        LockReason::Needs { step } => format!("{} must pass first.", step.title()),
        LockReason::Coming => "This comes with a later version of Landfast.".to_owned(),
    }
}

const fn drift_reason(why: DriftReason) -> dto::DriftReason {
    match why {
        DriftReason::Finding => dto::DriftReason::Finding,
        DriftReason::UpdateAvailable => dto::DriftReason::UpdateAvailable,
    }
}

const fn wait_reason(why: WaitReason) -> dto::WaitReason {
    match why {
        WaitReason::NewRole => dto::WaitReason::NewRole,
        WaitReason::NotDeployed => dto::WaitReason::NotDeployed,
        WaitReason::Trouble => dto::WaitReason::Trouble,
        WaitReason::FirstDelivery => dto::WaitReason::FirstDelivery,
        WaitReason::RollOut => dto::WaitReason::RollOut,
    }
}

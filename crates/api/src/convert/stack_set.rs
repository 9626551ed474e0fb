use std::collections::BTreeMap;

use landfast_domain::organization::{
    Organization, Rollout, STACK_SET_NAME,
    stack_set::{
        Flaw, FlawKind, Operation, OperationAction, OperationStatus, StackReason, StackState,
    },
};

use super::time;
use crate::dto;

/// `None` until somebody has begun a roll-out.
pub(super) fn stack_set_view(
    organization: &Organization,
    stacks: &BTreeMap<StackState, u64>,
) -> Option<dto::StackSetView> {
    let rollout: &Rollout = organization.rollout.as_ref()?;
    let record = &organization.stack_set;
    let look = record.look.as_ref();
    let operations = look.and_then(|look| look.operations.as_ref());
    let pending = stacks
        .get(&StackState::Pending)
        .copied()
        .unwrap_or_default();
    let open = look.is_some_and(|look| look.open_operation().is_some());
    Some(dto::StackSetView {
        name: STACK_SET_NAME.to_owned(),
        region: rollout.region.to_string(),
        looked_at: record.looked_at.map(time),
        read_at: record.read_at.map(time),
        not_looked: record.not_looked.as_ref().map(|why| dto::NotLookedView {
            because: why.because.clone(),
            remedy: why.remedy.clone(),
        }),
        exists: look.map(|look| look.exists),
        at_work: open || pending > 0,
        units: look
            .map(|look| look.units.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        flaws: look
            .map(|look| look.flaws.iter().map(flaw).collect())
            .unwrap_or_default(),
        operations: operations.map(|all| all.iter().map(operation).collect()),
        by_stack: stacks
            .iter()
            .map(|(stack, accounts)| dto::StackCount {
                stack: stack_view(*stack),
                accounts: *accounts,
            })
            .collect(),
        elsewhere: look.map(|look| look.elsewhere).unwrap_or_default(),
    })
}

fn flaw(flaw: &Flaw) -> dto::StackSetFlawView {
    dto::StackSetFlawView {
        kind: match flaw.kind {
            FlawKind::OtherTemplate => dto::StackSetFlawKind::OtherTemplate,
            FlawKind::WrongParameter => dto::StackSetFlawKind::WrongParameter,
            FlawKind::OtherChoice => dto::StackSetFlawKind::OtherChoice,
            FlawKind::NoAutoDeployment => dto::StackSetFlawKind::NoAutoDeployment,
            FlawKind::NotServiceManaged => dto::StackSetFlawKind::NotServiceManaged,
            FlawKind::NoManagedExecution => dto::StackSetFlawKind::NoManagedExecution,
        },
        expected: flaw.expected.clone(),
        found: flaw.found.clone(),
        remedy: flaw.kind.remedy().to_owned(),
    }
}

fn operation(one: &Operation) -> dto::StackSetOperationView {
    dto::StackSetOperationView {
        operation_id: one.id.clone(),
        action: match one.action {
            OperationAction::Create => dto::StackSetAction::Create,
            OperationAction::Update => dto::StackSetAction::Update,
            OperationAction::Delete => dto::StackSetAction::Delete,
            OperationAction::DetectDrift => dto::StackSetAction::DetectDrift,
            OperationAction::Other => dto::StackSetAction::Other,
        },
        state: match one.status {
            OperationStatus::Queued => dto::StackSetOperationState::Queued,
            OperationStatus::Running => dto::StackSetOperationState::Running,
            OperationStatus::Stopping => dto::StackSetOperationState::Stopping,
            OperationStatus::Stopped => dto::StackSetOperationState::Stopped,
            OperationStatus::Succeeded => dto::StackSetOperationState::Succeeded,
            OperationStatus::Failed => dto::StackSetOperationState::Failed,
            OperationStatus::Unknown => dto::StackSetOperationState::Unknown,
        },
        created_at: one.created_at.map(time),
        ended_at: one.ended_at.map(time),
        failed: one.failed,
        reason: one.reason.clone(),
    }
}

pub(super) const fn stack_view(state: StackState) -> dto::StackState {
    match state {
        StackState::None => dto::StackState::None,
        StackState::Pending => dto::StackState::Pending,
        StackState::Current => dto::StackState::Current,
        StackState::Outdated => dto::StackState::Outdated,
        StackState::Failed => dto::StackState::Failed,
    }
}

/// The state as the query of the use case has it.
pub(crate) const fn stack_asked(state: dto::StackState) -> StackState {
    match state {
        dto::StackState::None => StackState::None,
        dto::StackState::Pending => StackState::Pending,
        dto::StackState::Current => StackState::Current,
        dto::StackState::Outdated => StackState::Outdated,
        dto::StackState::Failed => StackState::Failed,
    }
}

pub(super) const fn reason_view(reason: StackReason) -> dto::StackReason {
    match reason {
        StackReason::RoleNameTaken => dto::StackReason::RoleNameTaken,
        StackReason::PolicyDenies => dto::StackReason::PolicyDenies,
        StackReason::RegionClosed => dto::StackReason::RegionClosed,
        StackReason::AccountSuspended => dto::StackReason::AccountSuspended,
        StackReason::TrustedAccessOff => dto::StackReason::TrustedAccessOff,
        StackReason::ExecutionRoleMissing => dto::StackReason::ExecutionRoleMissing,
        StackReason::ToleranceExceeded => dto::StackReason::ToleranceExceeded,
        StackReason::Stopped => dto::StackReason::Stopped,
        StackReason::Other => dto::StackReason::Other,
    }
}

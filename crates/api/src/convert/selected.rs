use landfast_app::{ActivationStatus, ports::Role};
use landfast_domain::activation::{ActivationItem, FailReason, ItemState, RunState};

use super::{action::action, permit::permit_view, time};
use crate::dto;

pub(crate) fn activation_view(
    status: &ActivationStatus,
    role: Role,
    public_url: Option<&str>,
) -> dto::ActivationView {
    let (run, counts) = (&status.activation, status.counts);
    dto::ActivationView {
        activation_id: run.id.to_string(),
        payer: run.payer.to_string(),
        state: state(&run.state),
        summary: run.summary(counts),
        member_role: run.member_role.to_string(),
        begun_by: run.begun_by.clone(),
        begun_at: time(run.begun_at),
        ended_at: match &run.state {
            RunState::Stopped { at, .. } | RunState::Done { at } => Some(time(*at)),
            _ => None,
        },
        counts: dto::ActivationCounts {
            all: run.accounts,
            queued: counts.queued,
            under_way: counts.under_way,
            done: counts.done,
            failed: counts.failed,
            skipped: counts.skipped,
        },
        permit: status
            .permit
            .as_ref()
            .map(|permit| permit_view(permit, role, public_url)),
        actions: vec![
            action("stop", status.why_not_stop(), role),
            action("retry", status.why_not_retry(), role),
        ],
    }
}

pub(crate) fn activated_view(item: &ActivationItem) -> dto::ActivatedView {
    let (reason, detail) = match &item.state {
        ItemState::Failed { reason, detail, .. } => (Some(*reason), Some(detail.clone())),
        ItemState::Skipped { why, .. } => (None, Some(why.in_words().to_owned())),
        _ => (None, item.note.clone()),
    };
    dto::ActivatedView {
        account_id: item.account.to_string(),
        name: item.name.clone(),
        state: item_state(&item.state),
        reason: reason.map(reason_view),
        detail,
        remedy: reason.map(|reason| reason.remedy().to_owned()),
        help: reason.map(|reason| format!("/help/{}", reason.as_str())),
        attempt: item.attempt,
        since: item.since.map(time),
    }
}

const fn state(state: &RunState) -> dto::ActivationState {
    match state {
        RunState::Waiting => dto::ActivationState::Waiting,
        RunState::Running => dto::ActivationState::Running,
        RunState::Stopping { .. } => dto::ActivationState::Stopping,
        RunState::Stopped { .. } => dto::ActivationState::Stopped,
        RunState::Done { .. } => dto::ActivationState::Done,
    }
}

const fn item_state(state: &ItemState) -> dto::ActivatedState {
    match state {
        ItemState::Queued => dto::ActivatedState::Queued,
        ItemState::Entering => dto::ActivatedState::Entering,
        ItemState::Creating => dto::ActivatedState::Creating,
        ItemState::Proving => dto::ActivatedState::Proving,
        ItemState::Done { .. } => dto::ActivatedState::Done,
        ItemState::Failed { .. } => dto::ActivatedState::Failed,
        ItemState::Skipped { .. } => dto::ActivatedState::Skipped,
    }
}

/// The name of the state that a list is asked for.
pub(crate) const fn activated_asked(state: dto::ActivatedState) -> &'static str {
    match state {
        dto::ActivatedState::Queued => "queued",
        dto::ActivatedState::Entering => "entering",
        dto::ActivatedState::Creating => "creating",
        dto::ActivatedState::Proving => "proving",
        dto::ActivatedState::Done => "done",
        dto::ActivatedState::Failed => "failed",
        dto::ActivatedState::Skipped => "skipped",
    }
}

const fn reason_view(reason: FailReason) -> dto::ActivationReason {
    use dto::ActivationReason as R;
    match reason {
        FailReason::MemberRoleMissing => R::MemberRoleMissing,
        FailReason::RefusedByScp => R::RefusedByScp,
        FailReason::MemberRoleLacksRights => R::MemberRoleLacksRights,
        FailReason::StackNameTaken => R::StackNameTaken,
        FailReason::RoleNameTaken => R::RoleNameTaken,
        FailReason::RegionClosed => R::RegionClosed,
        FailReason::AccountUnavailable => R::AccountUnavailable,
        FailReason::StackFailed => R::StackFailed,
        FailReason::NotProven => R::NotProven,
        FailReason::PermitEnded => R::PermitEnded,
        FailReason::GaveUp => R::GaveUp,
    }
}

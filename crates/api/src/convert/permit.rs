use landfast_app::{Error, PermitDraft, PermitStatus, ports::Role};
use landfast_domain::{
    RoleName,
    activation::{PermitState, PermitWay},
};

use super::{
    action::action,
    billing_export::stack,
    removal::{door_try, guide_step, standing},
    time,
};
use crate::dto;

/// `role` is of whoever asks; `public_url` is where this server is reached, if it knows.
pub(crate) fn permit_view(
    status: &PermitStatus,
    role: Role,
    public_url: Option<&str>,
) -> dto::PermitView {
    let permit = &status.permit;
    let ending = permit.ending.as_ref();
    let (account_ids, member_role) = match &permit.way {
        PermitWay::Selected(selected) => (
            selected.accounts.iter().map(ToString::to_string).collect(),
            Some(&selected.member_role),
        ),
        PermitWay::StackSet => (Vec::new(), None),
    };
    dto::PermitView {
        permit_id: permit.id.to_string(),
        payer: permit.payer.to_string(),
        way: way(&permit.way),
        state: state(status),
        summary: permit.summary(status.now),
        last: permit.last.clone(),
        looked_at: permit.looked_at.map(time),
        role_arn: permit.role_arn().to_string(),
        account_ids,
        member_role: member_role.map(RoleName::to_string),
        asked_by: permit.asked_by.clone(),
        asked_at: time(permit.asked_at),
        valid_until: time(permit.valid_until),
        open_since: match permit.state {
            PermitState::Open { since } => Some(time(since)),
            _ => None,
        },
        gone_at: match permit.state {
            PermitState::Gone { at } => Some(time(at)),
            _ => None,
        },
        stack: status.stack.as_ref().map(|one| stack(one, public_url)),
        why_not_ready: status.why_not_ready.clone(),
        guide: status.guide.iter().map(guide_step).collect(),
        ending: ending.map(|one| standing(one).0),
        tries: ending.map_or_else(Vec::new, |one| one.tries.iter().map(door_try).collect()),
        next_at: ending.and_then(|one| one.next_at()).map(time),
        actions: vec![
            action("check", status.why_not_check(), role),
            action("end", status.why_not_end(), role),
        ],
    }
}

const fn way(way: &PermitWay) -> dto::PermitWay {
    match way {
        PermitWay::Selected(_) => dto::PermitWay::Selected,
        PermitWay::StackSet => dto::PermitWay::StackSet,
    }
}

fn state(status: &PermitStatus) -> dto::PermitState {
    let ran_out = status.permit.has_run_out(status.now);
    match &status.permit.state {
        PermitState::Asked | PermitState::Open { .. } if ran_out => dto::PermitState::RanOut,
        PermitState::Asked => dto::PermitState::Asked,
        PermitState::Open { .. } => dto::PermitState::Open,
        PermitState::Unsafe { .. } => dto::PermitState::Unsafe,
        PermitState::Ending => dto::PermitState::Ending,
        PermitState::Gone { .. } => dto::PermitState::Gone,
    }
}

/// # Errors
/// As [`PermitDraft::stack_set`].
pub(crate) fn permit_draft(draft: dto::PermitDraft) -> Result<PermitDraft, Error> {
    let dto::PermitDraft {
        way,
        account_ids,
        member_role,
    } = draft;
    match way {
        dto::PermitWay::Selected => Ok(PermitDraft::Selected {
            account_ids: account_ids.unwrap_or_default(),
            member_role,
        }),
        dto::PermitWay::StackSet => {
            PermitDraft::stack_set(account_ids.as_deref(), member_role.as_deref())
        }
    }
}

use landfast_app::ports::{WorkRow, WorkState};

use super::time;
use crate::dto;

pub(crate) fn work_view(row: WorkRow) -> dto::WorkView {
    dto::WorkView {
        work_id: row.id.to_string(),
        kind: row.kind,
        state: state_view(row.state),
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        run_at: time(row.run_at),
        account_id: row.account.map(|id| id.to_string()),
        last_error: row.last_error,
    }
}

pub(crate) const fn work_state(state: dto::WorkState) -> WorkState {
    match state {
        dto::WorkState::Ready => WorkState::Ready,
        dto::WorkState::Leased => WorkState::Leased,
        dto::WorkState::Dead => WorkState::Dead,
    }
}

const fn state_view(state: WorkState) -> dto::WorkState {
    match state {
        WorkState::Ready => dto::WorkState::Ready,
        WorkState::Leased => dto::WorkState::Leased,
        WorkState::Dead => dto::WorkState::Dead,
    }
}

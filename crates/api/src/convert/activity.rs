use landfast_app::ports::{AuditRow, AuditVerification};

use super::time;
use crate::dto;

pub(crate) fn activity_view(row: AuditRow) -> dto::ActivityView {
    dto::ActivityView {
        sequence: row.sequence,
        at: time(row.at),
        actor: row.actor,
        action: row.action,
        account_id: row.account.map(|id| id.to_string()),
        summary: row.summary,
        request_id: row.request_id,
    }
}

pub(crate) const fn verification_view(walk: &AuditVerification) -> dto::VerificationView {
    dto::VerificationView {
        intact: walk.broken_at.is_none(),
        entries: walk.entries,
        broken_at: walk.broken_at,
    }
}

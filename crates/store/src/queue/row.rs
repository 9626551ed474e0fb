use landfast_app::ports::{Lease, WorkRow};
use landfast_domain::{
    AccountId, Timestamp,
    ids::{WorkId, WorkspaceId},
};

use crate::{
    codec::{RowRef, Word},
    entity::work::Model,
    fault::Result,
};

pub(super) fn from_row(row: Model) -> Result<WorkRow> {
    let at = RowRef {
        table: "work",
        key: &row.id,
    };
    Ok(WorkRow {
        id: at.read("id", WorkId::parse(&row.id))?,
        workspace: at.read("workspace_id", WorkspaceId::parse(&row.workspace_id))?,
        payload: at.read("payload", serde_json::from_str(&row.payload))?,
        state: at.read("state", Word::of(&row.state))?,
        attempts: at.small("attempts", row.attempts)?,
        max_attempts: at.small("max_attempts", row.max_attempts)?,
        run_at: Timestamp::from_unix_ms(row.run_at),
        account: at.read_some("account_id", row.account_id.as_deref(), AccountId::parse)?,
        kind: row.kind,
        last_error: row.last_error,
    })
}

pub(super) fn to_lease(row: Model) -> Result<Lease> {
    let attempt = RowRef {
        table: "work",
        key: &row.id,
    }
    .small("lease", row.lease)?;
    Ok(Lease {
        work: from_row(row)?,
        attempt,
    })
}

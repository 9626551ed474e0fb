use landfast_app::ports::AuditEntry;
use landfast_domain::{Timestamp, ids::WorkspaceId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};

use super::chain;
use crate::{
    codec::storable,
    entity::{audit, audit_head},
    fault::{Result, fault, refused},
};

const DOING: &str = "write the audit log";

/// Lays the beginning of a new workspace's chain.
pub(crate) async fn begin(db: &impl ConnectionTrait, workspace: &WorkspaceId) -> Result<()> {
    let head = audit_head::ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        sequence: Set(0),
        hash: Set(chain::START.to_vec()),
    };
    audit_head::Entity::insert(head)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

/// Adds entries within a transaction. The head is held until its end: that keeps the numbers without
/// gaps, and comes last so that nobody waits for it while he holds something else.
pub(crate) async fn append(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    now: Timestamp,
    entries: &[AuditEntry],
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let head = audit_head::Entity::find_by_id(workspace.as_str())
        .lock_exclusive()
        .one(db)
        .await
        .map_err(fault(DOING))?;
    let mut head = head.ok_or_else(|| refused(DOING, "the workspace is not there"))?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let row = follow(&head, workspace, now, entry);
        head.sequence = row.sequence;
        head.hash.clone_from(&row.hash);
        rows.push(row.into_active_model());
    }
    audit::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    head.into_active_model()
        .reset_all()
        .update(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

fn follow(
    head: &audit_head::Model,
    workspace: &WorkspaceId,
    now: Timestamp,
    entry: &AuditEntry,
) -> audit::Model {
    let mut row = audit::Model {
        workspace_id: workspace.as_str().to_owned(),
        sequence: head.sequence.saturating_add(1),
        at: now.unix_ms(),
        actor: storable(&entry.actor).into_owned(),
        action: entry.action.to_owned(),
        account_id: entry.account.clone().map(String::from),
        summary: storable(&entry.summary).into_owned(),
        request_id: entry
            .request_id
            .as_ref()
            .map(|id| storable(id).into_owned()),
        hash: Vec::new(),
    };
    row.hash = chain::hash(&head.hash, &row).to_vec();
    row
}

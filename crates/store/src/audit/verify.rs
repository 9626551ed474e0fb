use landfast_app::ports::AuditVerification;
use landfast_domain::ids::WorkspaceId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::chain;
use crate::{
    entity::{
        audit::{Column, Entity, Model},
        audit_head,
    },
    fault::{Result, fault},
};

const DOING: &str = "verify the audit log";
/// Entries read at a time, so that a long log does not fill the memory.
const PAGE: u64 = 500;

/// Walks the chain from its beginning to the head. The head is read first: entries that are added
/// meanwhile are left for the next walk. An entry that is missing counts as broken, at the end too.
pub(crate) async fn verify(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<AuditVerification> {
    let head = audit_head::Entity::find_by_id(workspace.as_str())
        .one(db)
        .await
        .map_err(fault(DOING))?;
    let end = head.as_ref().map_or(i64::MAX, |head| head.sequence);
    let mut walk = Walk::default();
    loop {
        let page = entries(db, workspace, walk.after(), end).await?;
        let last = page.is_empty();
        for entry in &page {
            walk.step(entry);
        }
        if last || walk.broken_at.is_some() {
            break;
        }
    }
    let reached = match &head {
        Some(head) => walk.sequence == head.sequence && walk.hash == head.hash,
        None => walk.entries == 0,
    };
    let cut_at = walk.sequence.saturating_add(1).min(end).max(1);
    Ok(AuditVerification {
        entries: walk.entries,
        broken_at: walk.broken_at.or((!reached).then_some(cut_at)),
    })
}

async fn entries(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    after: i64,
    end: i64,
) -> Result<Vec<Model>> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Sequence.gt(after))
        .filter(Column::Sequence.lte(end))
        .order_by_asc(Column::Sequence)
        .limit(PAGE)
        .all(db)
        .await
        .map_err(fault(DOING))
}

/// How far the chain holds.
struct Walk {
    entries: i64,
    sequence: i64,
    hash: Vec<u8>,
    broken_at: Option<i64>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            entries: 0,
            sequence: 0,
            hash: chain::START.to_vec(),
            broken_at: None,
        }
    }
}

impl Walk {
    /// Where the next page begins. The first one takes numbers below 1 too: nothing belongs there.
    const fn after(&self) -> i64 {
        if self.sequence == 0 {
            i64::MIN
        } else {
            self.sequence
        }
    }

    fn step(&mut self, entry: &Model) {
        if self.broken_at.is_some() {
            return;
        }
        let wanted = self.sequence.saturating_add(1);
        let fits = entry.sequence == wanted && entry.hash == chain::hash(&self.hash, entry);
        if fits {
            self.entries = self.entries.saturating_add(1);
            self.sequence = wanted;
            self.hash.clone_from(&entry.hash);
        } else {
            self.broken_at = Some(wanted);
        }
    }
}

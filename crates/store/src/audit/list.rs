use landfast_app::ports::{AuditRow, Cursor, Page};
use landfast_domain::{AccountId, Timestamp, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::TABLE;
use crate::{
    codec::{Keyset, RowRef, Scope, page, page_size},
    entity::audit::{Column, Entity, Model},
    fault::{Result, fault},
};

/// Newest first; of one account when `account` is given.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: Option<&AccountId>,
    limit: u32,
    cursor: Option<&Cursor>,
) -> Result<Page<AuditRow>> {
    let scope = Scope::new(&[
        Some("activity"),
        Some(workspace.as_str()),
        account.map(AccountId::as_str),
    ]);
    let before: Option<Sequence> = scope.read(cursor)?;
    let mut rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.as_str()));
    if let Some(account) = account {
        rows = rows.filter(Column::AccountId.eq(account.as_str()));
    }
    if let Some(Sequence(last)) = before {
        rows = rows.filter(Column::Sequence.lt(last));
    }
    let size = page_size(limit);
    let rows = rows
        .order_by_desc(Column::Sequence)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault("read the audit log"))?;
    let (rows, next) = page(rows, size, &scope, |row| Sequence(row.sequence));
    Ok(Page {
        items: rows.into_iter().map(from_row).collect::<Result<_>>()?,
        next,
        total: None,
    })
}

fn from_row(row: Model) -> Result<AuditRow> {
    let key = format!("{} {}", row.workspace_id, row.sequence);
    let at = RowRef {
        table: TABLE,
        key: &key,
    };
    Ok(AuditRow {
        sequence: row.sequence,
        at: Timestamp::from_unix_ms(row.at),
        account: at.read_some("account_id", row.account_id.as_deref(), AccountId::parse)?,
        hash: at.hash("hash", &row.hash)?,
        actor: row.actor,
        action: row.action,
        summary: row.summary,
        request_id: row.request_id,
    })
}

struct Sequence(i64);

impl Keyset for Sequence {
    fn write(&self) -> String {
        self.0.to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

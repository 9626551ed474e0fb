use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use landfast_app::ports::{Cursor, Page, StoredReceipt};
use landfast_domain::{
    AccountId,
    ids::{ReceiptId, WorkspaceId},
    removal::Receipt,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::{
    codec::{Keyset, RowRef, Scope, page, page_size},
    entity::receipt::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

/// The id of the last receipt of a page; ids grow with time.
struct Last(String);

impl Keyset for Last {
    fn write(&self) -> String {
        self.0.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        ReceiptId::parse(text).ok().map(|id| Self(id.to_string()))
    }
}

pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    receipt: &Receipt,
) -> Result<()> {
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(receipt.id.to_string()),
        account_id: Set(receipt.account.as_str().to_owned()),
        content: Set(receipt.canonical()),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a receipt"))?;
    Ok(())
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ReceiptId,
) -> Result<Option<StoredReceipt>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.to_string()))
        .one(db)
        .await
        .map_err(fault("read a receipt"))?;
    row.map(from_row).transpose()
}

/// Newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: Option<&AccountId>,
    limit: u32,
    cursor: Option<&Cursor>,
) -> Result<Page<StoredReceipt>> {
    let scope = Scope::new(&[
        Some("receipts"),
        Some(workspace.as_str()),
        account.map(AccountId::as_str),
    ]);
    let before: Option<Last> = scope.read(cursor)?;
    let mut rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.as_str()));
    if let Some(account) = account {
        rows = rows.filter(Column::AccountId.eq(account.as_str()));
    }
    if let Some(Last(last)) = before {
        rows = rows.filter(Column::Id.lt(last));
    }
    let size = page_size(limit);
    let rows = rows
        .order_by_desc(Column::Id)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault("list receipts"))?;
    let (rows, next) = page(rows, size, &scope, |row| Last(row.id.clone()));
    Ok(Page {
        items: rows.into_iter().map(from_row).collect::<Result<_>>()?,
        next,
        total: None,
    })
}

fn from_row(row: Model) -> Result<StoredReceipt> {
    let at = RowRef {
        table: "receipts",
        key: &row.id,
    };
    let parsed = serde_json::from_str(&row.content).map_err(|why| why.to_string());
    Ok(StoredReceipt {
        receipt: at.read("content", parsed)?,
        sha256: HEXLOWER.encode(digest(&SHA256, row.content.as_bytes()).as_ref()),
    })
}

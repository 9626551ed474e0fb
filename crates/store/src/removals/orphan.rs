use landfast_domain::{
    AccountId,
    ids::{OrphanId, WorkspaceId},
    removal::Orphan,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::orphan::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

/// Of one account, oldest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Vec<Orphan>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list orphans"))?;
    rows.iter().map(from_row).collect()
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    orphan: &Orphan,
) -> Result<()> {
    const DOING: &str = "write an orphan";
    let data = pack(orphan).map_err(|_| refused(DOING, "it has no JSON form"))?;
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(orphan.id.to_string()),
        account_id: Set(account.as_str().to_owned()),
        data: Set(data),
    };
    let key = [Column::WorkspaceId, Column::Id];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &OrphanId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.to_string()))
        .exec(db)
        .await
        .map_err(fault("forget an orphan"))?;
    Ok(())
}

fn from_row(row: &Model) -> Result<Orphan> {
    let at = RowRef {
        table: "orphans",
        key: &row.id,
    };
    at.read("data", unpack(&row.data))
}

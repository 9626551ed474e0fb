use landfast_domain::{AccountId, ids::WorkspaceId, removal::Removal};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::removal::{ActiveModel, Column, Entity},
    fault::{Result, fault, refused},
};

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Option<Removal>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .one(db)
        .await
        .map_err(fault("read a removal"))?;
    let Some(row) = row else { return Ok(None) };
    let at = RowRef {
        table: "removals",
        key: &row.account_id,
    };
    at.read("data", unpack(&row.data)).map(Some)
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    removal: &Removal,
) -> Result<()> {
    const DOING: &str = "write a removal";
    let data = pack(removal).map_err(|_| refused(DOING, "it has no JSON form"))?;
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(account.as_str().to_owned()),
        data: Set(data),
    };
    let key = [Column::WorkspaceId, Column::AccountId];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .exec(db)
        .await
        .map_err(fault("forget a removal"))?;
    Ok(())
}

use landfast_domain::{
    AccountId,
    activation::Permit,
    ids::{PermitId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

use crate::{
    accounts,
    codec::{RowRef, pack, put_row, unpack},
    entity::permit::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

/// Those of a payer that one look shows at most.
const MOST: u64 = 50;

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &PermitId,
) -> Result<Option<Permit>> {
    read(db, one(workspace, id)).await
}

/// That of a payer, held against other writers until the transaction ends. The payer's account is held first:
/// see [`crate::activations`].
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    id: &PermitId,
) -> Result<Option<Permit>> {
    accounts::hold(db, workspace, payer).await?;
    let of_payer = one(workspace, id).filter(Column::PayerId.eq(payer.as_str()));
    read(db, of_payer.lock_exclusive()).await
}

fn one(workspace: &WorkspaceId, id: &PermitId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
}

async fn read(db: &impl ConnectionTrait, one: Select<Entity>) -> Result<Option<Permit>> {
    let row = one.one(db).await.map_err(fault("read a permit"))?;
    row.as_ref().map(from_row).transpose()
}

/// Of one payer, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Permit>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(db)
        .await
        .map_err(fault("list permits"))?;
    rows.iter().map(from_row).collect()
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    permit: &Permit,
) -> Result<()> {
    const DOING: &str = "write a permit";
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(permit.id.to_string()),
        payer_id: Set(permit.payer.to_string()),
        data: Set(pack(permit).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [Column::WorkspaceId, Column::Id];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

/// Forgets every permit of a payer.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .exec(db)
        .await
        .map_err(fault("forget the permits of a payer"))?;
    Ok(())
}

fn from_row(row: &Model) -> Result<Permit> {
    let at = RowRef {
        table: "permits",
        key: &row.id,
    };
    at.read("data", unpack(&row.data))
}

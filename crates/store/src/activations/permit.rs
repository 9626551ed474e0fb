use landfast_domain::{
    AccountId,
    activation::{Permit, PermitState},
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

/// Those of a payer that one look shows at most. Nothing is decided by such a list.
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

/// Every one whose role may still be there, newest first.
pub(crate) async fn live(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Permit>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .filter(Column::GoneAt.is_null())
        .order_by_desc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list live permits"))?;
    let mut all: Vec<Permit> = rows.iter().map(from_row).collect::<Result<_>>()?;
    // Those that an older version has proven gone have an empty column.
    all.retain(Permit::is_live);
    Ok(all)
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
        gone_at: Set(match &permit.state {
            PermitState::Gone { at } => Some(at.unix_ms()),
            _ => None,
        }),
        data: Set(pack(permit).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [Column::WorkspaceId, Column::Id];
    put_row(db, row, &key, &[Column::GoneAt, Column::Data], DOING).await
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

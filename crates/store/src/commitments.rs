//! Contracts whose commitments bills are compared with.

use landfast_app::ports::Commitment;
use landfast_domain::{
    Timestamp,
    ids::{CommitmentId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::commitment::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

/// By name, whatever its letters.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<Vec<Commitment>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .order_by_asc(Column::NameFolded)
        .all(db)
        .await
        .map_err(fault("list commitments"))?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &CommitmentId,
) -> Result<Option<Commitment>> {
    one(db, of(workspace, id)).await
}

/// Held until the end of the transaction.
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &CommitmentId,
) -> Result<Option<Commitment>> {
    one(db, of(workspace, id).lock_exclusive()).await
}

async fn one(db: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Option<Commitment>> {
    let row = rows.one(db).await.map_err(fault("read a commitment"))?;
    row.map(from_row).transpose()
}

/// Writes it, or what is new of it.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    commitment: &Commitment,
) -> Result<()> {
    const DOING: &str = "write a commitment";
    let contract = &commitment.contract;
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(commitment.id.as_str().to_owned()),
        name_folded: Set(contract.name.to_lowercase()),
        data: Set(pack(contract).map_err(|_| refused(DOING, "it has no JSON form"))?),
        created_at: Set(commitment.created_at.unix_ms()),
        updated_at: Set(commitment.updated_at.unix_ms()),
    };
    let key = [Column::WorkspaceId, Column::Id];
    let changed = [Column::NameFolded, Column::Data, Column::UpdatedAt];
    put_row(db, row, &key, &changed, DOING).await
}

pub(crate) async fn delete(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &CommitmentId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(fault("remove a commitment"))?;
    Ok(())
}

fn of(workspace: &WorkspaceId, id: &CommitmentId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
}

fn from_row(row: Model) -> Result<Commitment> {
    let at = RowRef {
        table: "commitments",
        key: &row.id,
    };
    Ok(Commitment {
        id: at.read("id", CommitmentId::parse(&row.id))?,
        contract: at.read("data", unpack(&row.data))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        updated_at: Timestamp::from_unix_ms(row.updated_at),
    })
}

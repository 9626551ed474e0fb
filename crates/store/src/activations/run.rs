use landfast_domain::{
    AccountId,
    activation::Activation,
    ids::{ActivationId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::Query,
};

use crate::{
    accounts,
    codec::{RowRef, pack, put_row, unpack},
    entity::{
        activation::{ActiveModel, Column, Entity, Model},
        activation_item as item,
    },
    fault::{Result, fault, refused},
};

/// Those of a payer that one look shows at most. Nothing is decided by such a list.
const MOST: u64 = 50;

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ActivationId,
) -> Result<Option<Activation>> {
    read(db, one(workspace, id)).await
}

/// That of a payer, held against other writers until the transaction ends. The payer's account is held first:
/// see [`crate::activations`].
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    id: &ActivationId,
) -> Result<Option<Activation>> {
    accounts::hold(db, workspace, payer).await?;
    let of_payer = one(workspace, id).filter(Column::PayerId.eq(payer.as_str()));
    read(db, of_payer.lock_exclusive()).await
}

fn one(workspace: &WorkspaceId, id: &ActivationId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
}

async fn read(db: &impl ConnectionTrait, one: Select<Entity>) -> Result<Option<Activation>> {
    let row = one.one(db).await.map_err(fault("read an activation"))?;
    row.as_ref().map(from_row).transpose()
}

/// Of one payer, newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Activation>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(db)
        .await
        .map_err(fault("list activations"))?;
    rows.iter().map(from_row).collect()
}

/// Every one that goes on. Read whole, since a retry brings an old one back to life.
pub(crate) async fn live(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Activation>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .order_by_desc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list live activations"))?;
    let mut all: Vec<Activation> = rows.iter().map(from_row).collect::<Result<_>>()?;
    all.retain(Activation::is_live);
    Ok(all)
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    activation: &Activation,
) -> Result<()> {
    const DOING: &str = "write an activation";
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(activation.id.to_string()),
        payer_id: Set(activation.payer.to_string()),
        data: Set(pack(activation).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [Column::WorkspaceId, Column::Id];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

/// Forgets every activation of a payer with its accounts; their registrations stay.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<()> {
    let failed = fault("forget the activations of a payer");
    let of_payer = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::WorkspaceId.eq(workspace.as_str()))
        .and_where(Column::PayerId.eq(payer.as_str()))
        .take();
    item::Entity::delete_many()
        .filter(item::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(item::Column::ActivationId.in_subquery(of_payer))
        .exec(db)
        .await
        .map_err(&failed)?;
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .exec(db)
        .await
        .map_err(&failed)?;
    Ok(())
}

fn from_row(row: &Model) -> Result<Activation> {
    let at = RowRef {
        table: "activations",
        key: &row.id,
    };
    at.read("data", unpack(&row.data))
}

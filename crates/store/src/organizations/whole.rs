use landfast_domain::{AccountId, ids::WorkspaceId, organization::Organization};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select, Set};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::{
        organization::{ActiveModel, Column, Entity},
        organization_member as member,
    },
    fault::{Result, fault, refused},
};

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Option<Organization>> {
    read(db, one(workspace, payer)).await
}

/// The same, held against other writers until the transaction ends.
pub(crate) async fn find_held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Option<Organization>> {
    read(db, one(workspace, payer).lock_exclusive()).await
}

fn one(workspace: &WorkspaceId, payer: &AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
}

async fn read(db: &impl ConnectionTrait, one: Select<Entity>) -> Result<Option<Organization>> {
    let row = one.one(db).await.map_err(fault("read an organization"))?;
    row.map(|row| {
        let at = RowRef {
            table: "organizations",
            key: &row.payer_id,
        };
        at.read("data", unpack(&row.data))
    })
    .transpose()
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    organization: &Organization,
) -> Result<()> {
    const DOING: &str = "write an organization";
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        payer_id: Set(payer.as_str().to_owned()),
        data: Set(pack(organization).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [Column::WorkspaceId, Column::PayerId];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

/// Forgets the organization with its accounts; their registrations stay.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<()> {
    let failed = fault("forget an organization");
    member::Entity::delete_many()
        .filter(member::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(member::Column::PayerId.eq(payer.as_str()))
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

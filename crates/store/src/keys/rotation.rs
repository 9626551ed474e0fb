use landfast_app::ports::KeyRotation;
use landfast_domain::{
    AccountId, Timestamp,
    ids::{KeyId, RotationId, WorkspaceId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::{
    codec::{RowRef, ms, pack, time, unpack},
    entity::key_rotation::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

pub(crate) async fn key_rotation_find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Option<KeyRotation>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .one(db)
        .await
        .map_err(fault("read a rotation"))?;
    row.map(from_row).transpose()
}

pub(crate) async fn key_rotation_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    rotation: &KeyRotation,
) -> Result<()> {
    key_rotation_forget(db, workspace, &rotation.account).await?;
    Entity::insert(to_row(workspace, rotation)?)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a rotation"))?;
    Ok(())
}

pub(crate) async fn key_rotation_forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .exec(db)
        .await
        .map_err(fault("forget a rotation"))?;
    Ok(())
}

fn to_row(workspace: &WorkspaceId, rotation: &KeyRotation) -> Result<ActiveModel> {
    let packed = |_: String| refused("write a rotation", "its stage has no JSON form");
    Ok(ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(rotation.account.as_str().to_owned()),
        id: Set(rotation.id.as_str().to_owned()),
        old_key: Set(rotation.old.as_str().to_owned()),
        old_last4: Set(rotation.old_last4.clone()),
        stage: Set(pack(&rotation.stage).map_err(packed)?),
        problem: Set(rotation
            .problem
            .as_ref()
            .map(pack)
            .transpose()
            .map_err(packed)?),
        started_by: Set(rotation.started_by.clone()),
        started_at: Set(rotation.started_at.unix_ms()),
        tries: Set(i64::from(rotation.tries)),
        next_at: Set(ms(rotation.next_at)),
        trouble_since: Set(ms(rotation.trouble_since)),
    })
}

fn from_row(row: Model) -> Result<KeyRotation> {
    let at = RowRef {
        table: "key_rotations",
        key: &row.account_id,
    };
    Ok(KeyRotation {
        id: at.read("id", RotationId::parse(&row.id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        old: at.read("old_key", KeyId::parse(&row.old_key))?,
        stage: at.read("stage", unpack(&row.stage))?,
        problem: at.read_some("problem", row.problem.as_deref(), unpack)?,
        started_at: Timestamp::from_unix_ms(row.started_at),
        tries: at.small("tries", row.tries)?,
        next_at: time(row.next_at),
        trouble_since: time(row.trouble_since),
        old_last4: row.old_last4,
        started_by: row.started_by,
    })
}

//! What was chosen for the bill of an account.

use landfast_app::ports::ChosenExport;
use landfast_domain::{AccountId, Timestamp, billing_export::ExportChoice, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::billing_export::{ActiveModel, Column, Entity},
    fault::{Result, fault, refused},
};

#[derive(Serialize, Deserialize)]
struct Data {
    choice: ExportChoice,
    by: String,
    at: Timestamp,
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Option<ChosenExport>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .one(db)
        .await
        .map_err(fault("read the choice of a billing export"))?;
    let Some(row) = row else { return Ok(None) };
    let at = RowRef {
        table: "billing_exports",
        key: &row.account_id,
    };
    let Data { choice, by, at } = at.read("data", unpack(&row.data))?;
    Ok(Some(ChosenExport { choice, by, at }))
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    chosen: &ChosenExport,
) -> Result<()> {
    const DOING: &str = "write the choice of a billing export";
    let data = Data {
        choice: chosen.choice.clone(),
        by: chosen.by.clone(),
        at: chosen.at,
    };
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(account.as_str().to_owned()),
        data: Set(pack(&data).map_err(|_| refused(DOING, "it has no JSON form"))?),
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
        .map_err(fault("forget the choice of a billing export"))?;
    Ok(())
}

//! What is known of bills. The bills themselves are kept elsewhere.

use landfast_domain::{
    AccountId,
    bill::{BillLook, BillMonth, Period},
    ids::WorkspaceId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::{
        bill_look,
        bill_month::{ActiveModel, Column, Entity, Model},
    },
    fault::{Result, fault, refused},
};

/// A month of one report.
pub(crate) struct MonthKey<'a> {
    pub payer: &'a AccountId,
    pub report: &'a str,
    pub period: Period,
}

pub(crate) async fn month(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    key: &MonthKey<'_>,
) -> Result<Option<BillMonth>> {
    read(db, one(workspace, key)).await
}

/// The same, held against other writers until the transaction ends.
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    key: &MonthKey<'_>,
) -> Result<Option<BillMonth>> {
    read(db, one(workspace, key).lock_exclusive()).await
}

fn one(workspace: &WorkspaceId, key: &MonthKey<'_>) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(key.payer.as_str()))
        .filter(Column::Report.eq(key.report))
        .filter(Column::Period.eq(key.period.to_string()))
}

async fn read(db: &impl ConnectionTrait, one: Select<Entity>) -> Result<Option<BillMonth>> {
    let row = one.one(db).await.map_err(fault("read a month of a bill"))?;
    row.as_ref().map(from_row).transpose()
}

/// Of a payer, the newest first.
pub(crate) async fn months(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<BillMonth>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .order_by_desc(Column::Period)
        .order_by_asc(Column::Report)
        .all(db)
        .await
        .map_err(fault("list the months of a bill"))?;
    rows.iter().map(from_row).collect()
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    month: &BillMonth,
) -> Result<()> {
    const DOING: &str = "write a month of a bill";
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        payer_id: Set(month.payer.to_string()),
        report: Set(month.report.clone()),
        period: Set(month.period.to_string()),
        data: Set(pack(month).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [
        Column::WorkspaceId,
        Column::PayerId,
        Column::Report,
        Column::Period,
    ];
    put_row(db, row, &key, &[Column::Data], DOING).await
}

pub(crate) async fn look(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Option<BillLook>> {
    let row = bill_look::Entity::find()
        .filter(bill_look::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(bill_look::Column::PayerId.eq(payer.as_str()))
        .one(db)
        .await
        .map_err(fault("read how the look at a bill went"))?;
    let Some(row) = row else { return Ok(None) };
    let at = RowRef {
        table: "bill_looks",
        key: &row.payer_id,
    };
    Ok(Some(at.read("data", unpack(&row.data))?))
}

pub(crate) async fn put_look(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    look: &BillLook,
) -> Result<()> {
    const DOING: &str = "write how the look at a bill went";
    let row = bill_look::ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        payer_id: Set(payer.to_string()),
        data: Set(pack(look).map_err(|_| refused(DOING, "it has no JSON form"))?),
    };
    let key = [bill_look::Column::WorkspaceId, bill_look::Column::PayerId];
    put_row(db, row, &key, &[bill_look::Column::Data], DOING).await
}

/// Forgets what is known of a payer's bills.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<()> {
    let failed = fault("forget the bills of an account");
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .exec(db)
        .await
        .map_err(&failed)?;
    bill_look::Entity::delete_many()
        .filter(bill_look::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(bill_look::Column::PayerId.eq(payer.as_str()))
        .exec(db)
        .await
        .map_err(&failed)?;
    Ok(())
}

fn from_row(row: &Model) -> Result<BillMonth> {
    let at = RowRef {
        table: "bill_months",
        key: &row.period,
    };
    at.read("data", unpack(&row.data))
}

use landfast_app::ports::MethodSwitch;
use landfast_domain::{Method, Timestamp, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    codec::{RowRef, put_row},
    entity::method_switch::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

pub(crate) async fn switches(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<Vec<MethodSwitch>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .order_by_asc(Column::Method)
        .all(db)
        .await
        .map_err(fault("read which methods are allowed"))?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) async fn switch_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    switch: &MethodSwitch,
) -> Result<()> {
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        method: Set(switch.method.as_str().to_owned()),
        is_on: Set(i64::from(switch.on)),
        changed_by: Set(switch.changed_by.clone()),
        changed_at: Set(switch.changed_at.unix_ms()),
    };
    let key = [Column::WorkspaceId, Column::Method];
    put_row(
        db,
        row,
        &key,
        &[Column::IsOn, Column::ChangedBy, Column::ChangedAt],
        "switch a method",
    )
    .await
}

fn from_row(row: Model) -> Result<MethodSwitch> {
    let at = RowRef {
        table: "method_switches",
        key: &row.method,
    };
    Ok(MethodSwitch {
        method: at.read("method", Method::parse(&row.method))?,
        on: row.is_on != 0,
        changed_at: Timestamp::from_unix_ms(row.changed_at),
        changed_by: row.changed_by,
    })
}

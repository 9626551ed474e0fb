//! Questions about accounts of all workspaces; each tells as little as it can.

use landfast_domain::{AccountId, RoleArn, Timestamp, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::TABLE;
use crate::{
    codec::{RowRef, page_size},
    entity::account::{Column, Entity},
    fault::{Result, fault},
};

pub(crate) async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(WorkspaceId, AccountId)>> {
    let rows: Vec<(String, String)> = Entity::find()
        .select_only()
        .columns([Column::WorkspaceId, Column::Id])
        .filter(Column::NextCheckAt.lte(now.unix_ms()))
        .order_by_asc(Column::NextCheckAt)
        .limit(page_size(limit))
        .into_tuple()
        .all(db)
        .await
        .map_err(fault("look for accounts that are due"))?;
    rows.iter()
        .map(|(workspace, id)| {
            let at = RowRef {
                table: TABLE,
                key: id,
            };
            Ok((
                at.read("workspace_id", WorkspaceId::parse(workspace))?,
                at.read("id", AccountId::parse(id))?,
            ))
        })
        .collect()
}

pub(crate) async fn role_claimed(
    db: &impl ConnectionTrait,
    role: &RoleArn,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<bool> {
    let this = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_str()))
        .add(Column::Id.eq(account.as_str()));
    let others = Entity::find()
        .filter(Column::ProvenRoleArn.eq(role.to_string()))
        .filter(this.not())
        .count(db)
        .await
        .map_err(fault("look for another registration of a role"))?;
    Ok(others > 0)
}

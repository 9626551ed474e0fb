use landfast_app::ports::WorkRow;
use landfast_domain::{
    Timestamp,
    ids::{WorkId, WorkspaceId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{DEAD, row::from_row};
use crate::{
    codec::page_size,
    entity::work::{Column, Entity},
    fault::{Result, fault},
};

/// Dead work that nobody has been told of, the oldest first.
pub(crate) async fn buried(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<WorkRow>> {
    let rows = Entity::find()
        .filter(Column::State.eq(DEAD))
        .filter(Column::ToldAt.is_null())
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(page_size(limit))
        .all(db)
        .await
        .map_err(fault("look for work that gave up"))?;
    rows.into_iter().map(from_row).collect()
}

/// Does nothing to work that was retried meanwhile.
pub(crate) async fn told(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &WorkId,
    now: Timestamp,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ToldAt, now.unix_ms().into())
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::State.eq(DEAD))
        .exec(db)
        .await
        .map_err(fault("note that somebody was told of dead work"))?;
    Ok(())
}

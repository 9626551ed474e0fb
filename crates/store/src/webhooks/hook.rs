use landfast_app::ports::Webhook;
use landfast_domain::{
    Timestamp,
    ids::{WebhookId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::OnConflict,
};

use super::delivery;
use crate::{
    codec::{RowRef, Word, ms, time},
    entity::webhook::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
    keys,
};

/// By name.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<Vec<Webhook>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list webhooks"))?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &WebhookId,
) -> Result<Option<Webhook>> {
    one(db, of(workspace, id)).await
}

/// Held until the end of the transaction.
pub(crate) async fn held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &WebhookId,
) -> Result<Option<Webhook>> {
    one(db, of(workspace, id).lock_exclusive()).await
}

async fn one(db: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Option<Webhook>> {
    let row = rows.one(db).await.map_err(fault("read a webhook"))?;
    row.map(from_row).transpose()
}

/// Writes it, in the place of what was known of it.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    webhook: &Webhook,
) -> Result<()> {
    let replace = OnConflict::columns([Column::WorkspaceId, Column::Id])
        .update_columns([
            Column::Name,
            Column::Origin,
            Column::Last4,
            Column::Format,
            Column::Kinds,
            Column::State,
            Column::FailingSince,
        ])
        .to_owned();
    Entity::insert(to_row(workspace, webhook))
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a webhook"))?;
    Ok(())
}

/// With its secrets and its deliveries.
pub(crate) async fn delete(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &WebhookId,
) -> Result<()> {
    let gone = Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(fault("remove a webhook"))?;
    if gone.rows_affected > 0 {
        keys::secret_forget(db, workspace, Webhook::TABLE, id.as_str()).await?;
        delivery::forget_of(db, workspace, id).await?;
    }
    Ok(())
}

fn of(workspace: &WorkspaceId, id: &WebhookId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
}

fn to_row(workspace: &WorkspaceId, webhook: &Webhook) -> ActiveModel {
    ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(webhook.id.as_str().to_owned()),
        name: Set(webhook.name.clone()),
        origin: Set(webhook.origin.clone()),
        last4: Set(webhook.last4.clone()),
        format: Set(webhook.format.word().to_owned()),
        // None holds a space.
        kinds: Set(webhook.kinds.join(" ")),
        state: Set(webhook.state.word().to_owned()),
        created_by: Set(webhook.created_by.clone()),
        created_at: Set(webhook.created_at.unix_ms()),
        failing_since: Set(ms(webhook.failing_since)),
    }
}

pub(super) fn from_row(row: Model) -> Result<Webhook> {
    let at = RowRef {
        table: Webhook::TABLE,
        key: &row.id,
    };
    Ok(Webhook {
        id: at.read("id", WebhookId::parse(&row.id))?,
        format: at.read("format", Word::of(&row.format))?,
        kinds: row.kinds.split_whitespace().map(str::to_owned).collect(),
        state: at.read("state", Word::of(&row.state))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        failing_since: time(row.failing_since),
        name: row.name,
        origin: row.origin,
        last4: row.last4,
        created_by: row.created_by,
    })
}

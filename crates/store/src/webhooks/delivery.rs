use landfast_app::ports::{Cursor, Delivery, DeliveryState, Page};
use landfast_domain::{
    Timestamp,
    ids::{DeliveryId, WebhookId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::OnConflict,
};

use crate::{
    codec::{Keyset, RowRef, Scope, Word, ms, page, page_size, time},
    entity::webhook_delivery::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

pub(crate) async fn delivery_find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &DeliveryId,
) -> Result<Option<Delivery>> {
    one(db, of(workspace, id)).await
}

/// Held until the end of the transaction.
pub(crate) async fn delivery_held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &DeliveryId,
) -> Result<Option<Delivery>> {
    one(db, of(workspace, id).lock_exclusive()).await
}

async fn one(db: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Option<Delivery>> {
    let row = rows.one(db).await.map_err(fault("read a delivery"))?;
    row.map(from_row).transpose()
}

/// Newest first: their ids are in the order of their birth.
pub(crate) async fn delivery_list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    webhook: &WebhookId,
    limit: u32,
    cursor: Option<&Cursor>,
) -> Result<Page<Delivery>> {
    let scope = Scope::new(&[
        Some("deliveries"),
        Some(workspace.as_str()),
        Some(webhook.as_str()),
    ]);
    let before: Option<Id> = scope.read(cursor)?;
    let mut rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::WebhookId.eq(webhook.as_str()));
    if let Some(Id(last)) = before {
        rows = rows.filter(Column::Id.lt(last));
    }
    let size = page_size(limit);
    let rows = rows
        .order_by_desc(Column::Id)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault("list deliveries"))?;
    let (rows, next) = page(rows, size, &scope, |row| Id(row.id.clone()));
    Ok(Page {
        items: rows.into_iter().map(from_row).collect::<Result<_>>()?,
        next,
        total: None,
    })
}

/// Writes it, in the place of what was known of it.
pub(crate) async fn delivery_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    delivery: &Delivery,
) -> Result<()> {
    let replace = OnConflict::columns([Column::WorkspaceId, Column::Id])
        .update_columns([
            Column::State,
            Column::Tries,
            Column::LastTryAt,
            Column::LastStatus,
            Column::LastError,
            Column::NextAt,
        ])
        .to_owned();
    Entity::insert(to_row(workspace, delivery)?)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a delivery"))?;
    Ok(())
}

/// Everything that was on its way to one webhook.
pub(super) async fn forget_of(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    webhook: &WebhookId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::WebhookId.eq(webhook.as_str()))
        .exec(db)
        .await
        .map_err(fault("remove the deliveries of a webhook"))?;
    Ok(())
}

/// Those that still wait stay, however old. Gives when the oldest one that is left was made.
pub(crate) async fn forget_before(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    before: Timestamp,
) -> Result<Option<Timestamp>> {
    const DOING: &str = "forget old deliveries";
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::CreatedAt.lt(before.unix_ms()))
        .filter(Column::State.ne(DeliveryState::Waiting.word()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    let oldest = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .order_by_asc(Column::CreatedAt)
        .limit(1)
        .one(db)
        .await
        .map_err(fault(DOING))?;
    Ok(oldest.map(|row| Timestamp::from_unix_ms(row.created_at)))
}

fn of(workspace: &WorkspaceId, id: &DeliveryId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
}

pub(super) fn to_row(workspace: &WorkspaceId, delivery: &Delivery) -> Result<ActiveModel> {
    let event = serde_json::to_string(&delivery.event)
        .map_err(|_| refused("write a delivery", "its event has no JSON form"))?;
    Ok(ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(delivery.id.as_str().to_owned()),
        webhook_id: Set(delivery.webhook.as_str().to_owned()),
        event: Set(event),
        state: Set(delivery.state.word().to_owned()),
        tries: Set(i64::from(delivery.tries)),
        created_at: Set(delivery.created_at.unix_ms()),
        last_try_at: Set(ms(delivery.last_try_at)),
        last_status: Set(delivery.last_status.map(i64::from)),
        last_error: Set(delivery.last_error.clone()),
        next_at: Set(ms(delivery.next_at)),
    })
}

fn from_row(row: Model) -> Result<Delivery> {
    let at = RowRef {
        table: "webhook_deliveries",
        key: &row.id,
    };
    let status = row.last_status.map(u16::try_from).transpose();
    Ok(Delivery {
        id: at.read("id", DeliveryId::parse(&row.id))?,
        webhook: at.read("webhook_id", WebhookId::parse(&row.webhook_id))?,
        event: at.read("event", serde_json::from_str(&row.event))?,
        state: at.read("state", Word::of(&row.state))?,
        tries: at.small("tries", row.tries)?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        last_try_at: time(row.last_try_at),
        last_status: at.read("last_status", status)?,
        next_at: time(row.next_at),
        last_error: row.last_error,
    })
}

struct Id(String);

impl Keyset for Id {
    fn write(&self) -> String {
        self.0.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        DeliveryId::parse(text).ok().map(|id| Self(id.into()))
    }
}

use landfast_app::ports::{AuditEntry, Delivery, Random, Webhook, WebhookState};
use landfast_domain::{
    Timestamp,
    ids::{DeliveryId, WorkId, WorkspaceId},
    webhook::{WebhookEvent, wants},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{delivery, hook};
use crate::{
    codec::{Word, storable},
    entity::{webhook, webhook_delivery},
    fault::{Result, fault, refused},
    queue, workspaces,
};

const DOING: &str = "write deliveries to webhooks";

/// Writes a delivery, and the work that carries it, for every enabled webhook that wants an entry.
/// Called in the transaction of the entries, behind the head of their chain: a webhook that is
/// removed at the same time leaves deliveries that find it gone.
pub(crate) async fn tell(
    db: &impl ConnectionTrait,
    random: &dyn Random,
    workspace: &WorkspaceId,
    now: Timestamp,
    entries: &[AuditEntry],
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let hooks = enabled(db, workspace).await?;
    if hooks.is_empty() {
        return Ok(());
    }
    let name = workspaces::get(db, workspace).await?;
    let name = name
        .ok_or_else(|| refused(DOING, "the workspace is not there"))?
        .name;
    let mut rows = Vec::new();
    for entry in entries {
        for hook in hooks.iter().filter(|hook| wants(&hook.kinds, entry.action)) {
            let event = event(random, &name, now, entry);
            let delivery = Delivery::new(&hook.id, event, now);
            queue::insert(
                db,
                workspace,
                &delivery.work(WorkId::new(now, lot(random)), now),
            )
            .await?;
            rows.push(delivery::to_row(workspace, &delivery)?);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    webhook_delivery::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

async fn enabled(db: &impl ConnectionTrait, workspace: &WorkspaceId) -> Result<Vec<Webhook>> {
    let rows = webhook::Entity::find()
        .filter(webhook::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(webhook::Column::State.eq(WebhookState::Enabled.word()))
        .order_by_asc(webhook::Column::Id)
        .all(db)
        .await
        .map_err(fault(DOING))?;
    rows.into_iter().map(hook::from_row).collect()
}

fn event(random: &dyn Random, workspace: &str, now: Timestamp, entry: &AuditEntry) -> WebhookEvent {
    WebhookEvent {
        v: 1,
        id: DeliveryId::new(now, lot(random)),
        kind: entry.action.to_owned(),
        at: now.to_string(),
        workspace: workspace.to_owned(),
        account: entry.account.clone(),
        actor: storable(&entry.actor).into_owned(),
        summary: storable(&entry.summary).into_owned(),
    }
}

fn lot(random: &dyn Random) -> [u8; 10] {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    bytes
}

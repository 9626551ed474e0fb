//! What people send by hand: a test, and what was sent before.

use landfast_domain::{
    ids::{DeliveryId, WorkId},
    webhook::{TEST, WebhookEvent},
};

use super::read::{delivery_id, no_delivery, none, webhook_id};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Delivery, DeliveryState, Topic, Webhook, WebhookState},
    problem::ProblemCode,
};

impl App {
    /// Sends a test event, whatever kinds the webhook wants.
    ///
    /// # Errors
    /// `forbidden`, `webhook_not_found`; `action_not_allowed` for one that is not enabled.
    pub async fn test_webhook(&self, actor: &Actor, id: &str) -> Result<Delivery> {
        actor.must_operate()?;
        let (id, now) = (webhook_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        enabled(&tx.webhook_find(&id).await?.ok_or_else(none)?)?;
        let event = WebhookEvent {
            v: 1,
            id: DeliveryId::new(now, self.random()),
            kind: TEST.to_owned(),
            at: now.to_string(),
            workspace: actor.workspace.name.clone(),
            account: None,
            actor: actor.name.clone(),
            summary: "A test of this webhook.".to_owned(),
        };
        let delivery = Delivery::new(&id, event, now);
        tx.delivery_put(&delivery).await?;
        tx.work_insert(&delivery.work(WorkId::new(now, self.random()), now))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(&actor.workspace.id, Topic::Work, None);
        Ok(delivery)
    }

    /// Sends an event again, with the same id, from the first try on.
    ///
    /// # Errors
    /// `forbidden`, `webhook_not_found`, `delivery_not_found`; `action_not_allowed` for a webhook
    /// that is not enabled.
    pub async fn redeliver(&self, actor: &Actor, id: &str, delivery: &str) -> Result<Delivery> {
        actor.must_operate()?;
        let (id, now) = (webhook_id(id)?, self.now());
        let delivery = delivery_id(delivery)?;
        let mut tx = self.rows(actor).begin().await?;
        enabled(&tx.webhook_find(&id).await?.ok_or_else(none)?)?;
        let found = tx.delivery_find(&delivery).await?;
        let found = found
            .filter(|one| one.webhook == id)
            .ok_or_else(no_delivery)?;
        let delivery = Delivery {
            state: DeliveryState::Waiting,
            tries: 0,
            next_at: Some(now),
            ..found
        };
        tx.delivery_put(&delivery).await?;
        tx.work_insert(&delivery.work(WorkId::new(now, self.random()), now))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(&actor.workspace.id, Topic::Work, None);
        Ok(delivery)
    }
}

fn enabled(webhook: &Webhook) -> Result<()> {
    if webhook.state == WebhookState::Enabled {
        return Ok(());
    }
    let detail = format!(
        "The webhook \"{}\" is {}; nothing is sent to it.",
        webhook.name,
        webhook.state.as_str()
    );
    Err(Error::new(ProblemCode::ActionNotAllowed, detail).hint("Turn it on first."))
}

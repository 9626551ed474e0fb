use landfast_domain::ids::{DeliveryId, WebhookId};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Cursor, Delivery, Page, Webhook},
    problem::ProblemCode,
};

impl App {
    /// By name.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn webhooks(&self, actor: &Actor) -> Result<Vec<Webhook>> {
        Ok(self.rows(actor).webhooks().await?)
    }

    /// # Errors
    /// `webhook_not_found`.
    pub async fn webhook(&self, actor: &Actor, id: &str) -> Result<Webhook> {
        let found = self.rows(actor).webhook_find(&webhook_id(id)?).await?;
        found.ok_or_else(none)
    }

    /// What was sent to a webhook, and what is on its way; newest first.
    ///
    /// # Errors
    /// `webhook_not_found`, `cursor_invalid`.
    pub async fn deliveries(
        &self,
        actor: &Actor,
        webhook: &str,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Delivery>> {
        let webhook = self.webhook(actor, webhook).await?;
        let limit = limit.clamp(1, 200);
        let rows = self.rows(actor);
        Ok(rows.deliveries(&webhook.id, limit, cursor).await?)
    }
}

pub(super) fn webhook_id(text: &str) -> Result<WebhookId> {
    WebhookId::parse(text).map_err(|_| none())
}

pub(super) fn delivery_id(text: &str) -> Result<DeliveryId> {
    DeliveryId::parse(text).map_err(|_| no_delivery())
}

pub(super) fn none() -> Error {
    Error::new(
        ProblemCode::WebhookNotFound,
        "There is no such webhook in this workspace.",
    )
}

pub(super) fn no_delivery() -> Error {
    Error::new(
        ProblemCode::DeliveryNotFound,
        "There is no such delivery of this webhook. Deliveries are kept for 14 days.",
    )
}

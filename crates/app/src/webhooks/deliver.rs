//! One try of one delivery. No transaction is open while the receiver is asked.

use landfast_domain::{
    ids::{DeliveryId, WorkspaceId},
    webhook::{Answer, Unreached},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    app::App,
    error::{Error, Result},
    ports::{Delivery, DeliveryState, Parcel, Webhook, WebhookState},
    problem::ProblemCode,
};

/// What the queue keeps.
#[derive(Deserialize)]
#[serde(tag = "v")]
pub(super) enum DeliveryWork {
    #[serde(rename = "1")]
    V1 { delivery: DeliveryId },
}

impl App {
    /// Does nothing when there is nothing left to do: the webhook was removed, the delivery has its
    /// end, or a later try is in the queue already.
    pub(crate) async fn run_delivery(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let id = delivery_of(payload)?;
        let rows = self.ports.store.workspace(workspace);
        let now = self.now();
        let due = |one: &Delivery| one.next_at.is_some_and(|at| at <= now);
        let found = rows.delivery_find(&id).await?;
        let waits = |one: &Delivery| one.state == DeliveryState::Waiting;
        let Some(delivery) = found.filter(|one| waits(one) && due(one)) else {
            return Ok(());
        };
        let Some(webhook) = rows.webhook_find(&delivery.webhook).await? else {
            return Ok(());
        };
        drop(rows);
        if webhook.state != WebhookState::Enabled {
            let why = "The webhook was turned off before this was delivered.";
            return self.end_delivery(workspace, &id, why).await;
        }
        let answer = match self.parcel(workspace, &webhook, &delivery).await {
            Ok(parcel) => self.ports.webhooks.send(&parcel).await,
            Err(why) if why.code != ProblemCode::SecretKeyUnusable => return Err(why),
            Err(why) => {
                tracing::error!(webhook.id = %webhook.id, error = %why, "a webhook's secrets could not be opened");
                Answer::Unreached(Unreached::Secret)
            }
        };
        self.settle_delivery(workspace, &delivery, &answer).await
    }

    async fn parcel(
        &self,
        workspace: &WorkspaceId,
        webhook: &Webhook,
        delivery: &Delivery,
    ) -> Result<Parcel> {
        let body = delivery.event.body(webhook.format).map_err(|why| {
            Error::new(ProblemCode::Internal, "An event has no JSON form.").caused_by(why)
        })?;
        Ok(Parcel {
            url: self
                .open_for_webhook(workspace, &webhook.id, Webhook::URL)
                .await?,
            secret: self
                .open_for_webhook(workspace, &webhook.id, Webhook::SECRET)
                .await?,
            id: delivery.id.clone(),
            at: self.now(),
            body,
        })
    }
}

pub(super) fn delivery_of(payload: &Value) -> Result<DeliveryId> {
    serde_json::from_value(payload.clone())
        .map(|DeliveryWork::V1 { delivery }| delivery)
        .map_err(|why| {
            let detail = "The work does not say what is to be delivered.";
            Error::new(ProblemCode::Internal, detail).caused_by(why)
        })
}

//! Settling: one transaction that writes what a try has shown, and what follows from it.

use landfast_domain::{
    Timestamp,
    ids::{DeliveryId, WorkId, WorkspaceId},
    webhook::{self, Answer, DeliveryEnd, Settled, StopReason},
};

use super::{deliver::delivery_of, tidy::tidy_work};
use crate::{
    app::App,
    error::Result,
    ports::{
        AuditEntry, Delivery, DeliveryState, Topic, Webhook, WebhookState, WorkRow, WorkspaceTx,
    },
};

impl App {
    pub(super) async fn settle_delivery(
        &self,
        workspace: &WorkspaceId,
        seen: &Delivery,
        answer: &Answer,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(webhook) = tx.webhook_find(&seen.webhook).await? else {
            return Ok(());
        };
        // Somebody else's try is settled already, or it is to be sent anew.
        let Some(delivery) = still(tx.as_mut(), &seen.id)
            .await?
            .filter(|it| it.tries == seen.tries)
        else {
            return Ok(());
        };
        let tries = seen.tries.saturating_add(1);
        let since = webhook.failing_since;
        let settled = webhook::settle(answer, tries, since, now, self.random());
        let entries = self.put_webhook(tx.as_mut(), webhook, &settled).await?;
        let delivery = tried(delivery, settled, now);
        self.put_delivery(tx.as_mut(), workspace, &delivery).await?;
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Work, None);
        Ok(())
    }

    /// Ends a delivery without a try.
    pub(super) async fn end_delivery(
        &self,
        workspace: &WorkspaceId,
        id: &DeliveryId,
        why: &str,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        if let Some(delivery) = still(tx.as_mut(), id).await? {
            let ended = ended(delivery, why);
            self.put_delivery(tx.as_mut(), workspace, &ended).await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(workspace, Topic::Work, None);
        Ok(())
    }

    /// Ends the delivery whose `work` is dead: its workers died, or the database was away.
    pub(crate) async fn stop_delivery(&self, work: &WorkRow) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        if let Ok(id) = delivery_of(&work.payload)
            && let Some(delivery) = still(tx.as_mut(), &id).await?
        {
            let why = work.last_error.as_deref().unwrap_or("It did not say why.");
            let ended = ended(delivery, &format!("Landfast gave this up: {why}"));
            self.put_delivery(tx.as_mut(), &work.workspace, &ended)
                .await?;
        }
        tx.commit(now, Vec::new()).await?;
        self.hint(&work.workspace, Topic::Work, None);
        Ok(())
    }

    /// What a try changes about its webhook.
    async fn put_webhook(
        &self,
        tx: &mut dyn WorkspaceTx,
        mut webhook: Webhook,
        settled: &Settled,
    ) -> Result<Vec<AuditEntry>> {
        let stop = settled
            .stop
            .filter(|_| webhook.state == WebhookState::Enabled);
        if stop.is_none() && webhook.failing_since == settled.failing_since {
            return Ok(Vec::new());
        }
        webhook.failing_since = settled.failing_since;
        match stop {
            Some(StopReason::Gone) => webhook.state = WebhookState::Gone,
            Some(StopReason::Failing) => webhook.state = WebhookState::Failing,
            None => {}
        }
        tx.webhook_put(&webhook).await?;
        Ok(stop.map(|why| stopped(&webhook, why)).into_iter().collect())
    }

    /// Writes a delivery, and the work that goes on with it.
    async fn put_delivery(
        &self,
        tx: &mut dyn WorkspaceTx,
        workspace: &WorkspaceId,
        delivery: &Delivery,
    ) -> Result<()> {
        tx.delivery_put(delivery).await?;
        if let Some(at) = delivery.next_at {
            let id = WorkId::new(at, self.random());
            tx.work_insert(&delivery.work(id, at)).await?;
        }
        let tidy = tidy_work(workspace, delivery.created_at, self.random());
        Ok(tx.work_insert(&tidy).await?)
    }
}

/// The delivery, if it has no end yet.
async fn still(tx: &mut dyn WorkspaceTx, id: &DeliveryId) -> Result<Option<Delivery>> {
    let found = tx.delivery_find(id).await?;
    Ok(found.filter(|one| one.state == DeliveryState::Waiting))
}

fn tried(delivery: Delivery, settled: Settled, now: Timestamp) -> Delivery {
    let (state, next_at) = match settled.end {
        DeliveryEnd::Delivered => (DeliveryState::Delivered, None),
        DeliveryEnd::Again { at } => (DeliveryState::Waiting, Some(at)),
        DeliveryEnd::GaveUp => (DeliveryState::Failed, None),
    };
    Delivery {
        state,
        tries: delivery.tries.saturating_add(1),
        last_try_at: Some(now),
        last_status: settled.status,
        last_error: settled.error,
        next_at,
        ..delivery
    }
}

fn ended(delivery: Delivery, why: &str) -> Delivery {
    Delivery {
        state: DeliveryState::Failed,
        last_error: Some(why.to_owned()),
        next_at: None,
        ..delivery
    }
}

fn stopped(webhook: &Webhook, why: StopReason) -> AuditEntry {
    AuditEntry {
        actor: "landfast".to_owned(),
        action: webhook::STOPPED,
        account: None,
        summary: format!(
            "Stopped the webhook \"{}\" to {}, because {}.",
            webhook.name,
            webhook.origin,
            why.because()
        ),
        request_id: None,
    }
}

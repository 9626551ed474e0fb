use landfast_api::dto::{
    DeliveriesQuery, DeliveryPage, DeliveryView, NewWebhookView, WebhookDraft, WebhookList,
    WebhookPatch, WebhookView,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `sign_in_required`.
    pub async fn webhooks(&self) -> Result<WebhookList> {
        self.get(&["webhooks"]).await
    }

    /// # Errors
    /// `webhook_not_found`.
    pub async fn webhook(&self, webhook_id: &str) -> Result<WebhookView> {
        self.get(&["webhooks", webhook_id]).await
    }

    /// # Errors
    /// `webhook_url_invalid`, `webhook_name_invalid`, `webhook_kinds_invalid`, `webhook_limit`,
    /// `forbidden`.
    pub async fn add_webhook(&self, draft: &WebhookDraft) -> Result<NewWebhookView> {
        self.call(Method::POST, &["webhooks"], Some(draft)).await
    }

    /// # Errors
    /// `webhook_not_found`, and those of [`Client::add_webhook`].
    pub async fn edit_webhook(
        &self,
        webhook_id: &str,
        patch: &WebhookPatch,
    ) -> Result<WebhookView> {
        self.call(Method::PATCH, &["webhooks", webhook_id], Some(patch))
            .await
    }

    /// # Errors
    /// `webhook_not_found`, `forbidden`.
    pub async fn remove_webhook(&self, webhook_id: &str) -> Result<()> {
        self.order(Method::DELETE, &["webhooks", webhook_id]).await
    }

    /// # Errors
    /// `webhook_not_found`, `forbidden`.
    pub async fn replace_webhook_secret(&self, webhook_id: &str) -> Result<NewWebhookView> {
        self.call(Method::POST, &["webhooks", webhook_id, "secret"], NOTHING)
            .await
    }

    /// # Errors
    /// `webhook_not_found`, `action_not_allowed`, `forbidden`.
    pub async fn test_webhook(&self, webhook_id: &str) -> Result<DeliveryView> {
        self.call(Method::POST, &["webhooks", webhook_id, "test"], NOTHING)
            .await
    }

    /// # Errors
    /// `webhook_not_found`, `cursor_invalid`.
    pub async fn deliveries(
        &self,
        webhook_id: &str,
        query: &DeliveriesQuery,
    ) -> Result<DeliveryPage> {
        self.list(&["webhooks", webhook_id, "deliveries"], query)
            .await
    }

    /// # Errors
    /// `webhook_not_found`, `delivery_not_found`, `action_not_allowed`, `forbidden`.
    pub async fn redeliver(&self, webhook_id: &str, delivery_id: &str) -> Result<DeliveryView> {
        let parts = [
            "webhooks",
            webhook_id,
            "deliveries",
            delivery_id,
            "redeliver",
        ];
        self.call(Method::POST, &parts, NOTHING).await
    }
}

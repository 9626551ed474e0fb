//! Sealing and opening what belongs to a webhook: its URL and its signing secret.

use data_encoding::BASE64;
use landfast_domain::ids::{WebhookId, WorkspaceId};
use secrecy::SecretString;

use super::{
    draft::NewWebhook,
    read::{none, webhook_id},
};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::Result,
    keys::unusable,
    ports::{Sealed, SecretPlace, SecretsError, Topic, Webhook},
};

impl App {
    /// Replaces the signing secret; the old one signs nothing from now on.
    ///
    /// # Errors
    /// `forbidden`, `webhook_not_found`, `secret_key_unusable`.
    pub async fn replace_webhook_secret(&self, actor: &Actor, id: &str) -> Result<NewWebhook> {
        actor.must_operate()?;
        let (id, now) = (webhook_id(id)?, self.now());
        let secret = self.mint_webhook_secret();
        let (place, sealed) = self
            .seal_for_webhook(&actor.workspace.id, &id, Webhook::SECRET, &secret)
            .await?;
        let mut tx = self.rows(actor).begin().await?;
        let webhook = tx.webhook_find(&id).await?.ok_or_else(none)?;
        tx.secret_put(&place, &sealed).await?;
        let summary = format!(
            "Replaced the signing secret of the webhook \"{}\".",
            webhook.name
        );
        let action = "webhook.secret_replaced";
        tx.commit(now, vec![entry(actor, action, None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        Ok(NewWebhook { webhook, secret })
    }

    /// 256 random bits, written as Standard Webhooks has it.
    pub(super) fn mint_webhook_secret(&self) -> SecretString {
        format!("whsec_{}", BASE64.encode(&self.random::<32>())).into()
    }

    pub(super) async fn seal_for_webhook(
        &self,
        workspace: &WorkspaceId,
        id: &WebhookId,
        field: &'static str,
        secret: &SecretString,
    ) -> Result<(SecretPlace, Sealed)> {
        let place = place(workspace, id, field);
        let sealed = self.ports.secrets.seal(&place, secret).await;
        Ok((place, sealed.map_err(unusable)?))
    }

    pub(super) async fn open_for_webhook(
        &self,
        workspace: &WorkspaceId,
        id: &WebhookId,
        field: &'static str,
    ) -> Result<SecretString> {
        let place = place(workspace, id, field);
        let rows = self.ports.store.workspace(workspace);
        let sealed = rows.secret_find(&place).await?.ok_or_else(|| {
            let (table, record) = (Webhook::TABLE, id.to_string());
            unusable(SecretsError::Broken { table, record })
        })?;
        let secret = self.ports.secrets.open(&place, &sealed).await;
        secret.map_err(unusable)
    }
}

fn place(workspace: &WorkspaceId, id: &WebhookId, field: &'static str) -> SecretPlace {
    SecretPlace {
        workspace: Some(workspace.clone()),
        table: Webhook::TABLE,
        record: id.to_string(),
        field,
    }
}

use landfast_domain::{
    ids::WebhookId,
    webhook::{Endpoint, WebhookFormat},
};
use secrecy::SecretString;

use super::draft::{kinds, name};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::Result,
    ports::{Sealed, SecretPlace, Topic, Webhook, WebhookState},
    webhooks::read::{none, webhook_id},
};

/// What is to be changed of a webhook.
#[derive(Debug, Clone, Default)]
pub struct WebhookEdit {
    pub name: Option<String>,
    pub url: Option<SecretString>,
    pub format: Option<WebhookFormat>,
    pub kinds: Option<Vec<String>>,
    /// `true` also starts one again that Landfast had stopped.
    pub enabled: Option<bool>,
}

type NewUrl = (Endpoint, (SecretPlace, Sealed));

impl App {
    /// # Errors
    /// `forbidden`, `webhook_not_found`, and those of [`App::add_webhook`].
    pub async fn edit_webhook(
        &self,
        actor: &Actor,
        id: &str,
        edit: &WebhookEdit,
    ) -> Result<Webhook> {
        actor.must_operate()?;
        let (id, now) = (webhook_id(id)?, self.now());
        let url = self.new_url(actor, &id, edit).await?;
        let mut tx = self.rows(actor).begin().await?;
        let before = tx.webhook_find(&id).await?.ok_or_else(none)?;
        let after = edited(before.clone(), edit, url.as_ref().map(|(end, _)| end))?;
        if after == before && url.is_none() {
            return Ok(before);
        }
        tx.webhook_put(&after).await?;
        if let Some((_, (place, sealed))) = &url {
            tx.secret_put(place, sealed).await?;
        }
        let (action, summary) = told(&before, &after);
        tx.commit(now, vec![entry(actor, action, None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        self.hint(&actor.workspace.id, Topic::Work, None);
        Ok(after)
    }

    /// Removes it with all that is on its way to it.
    ///
    /// # Errors
    /// `forbidden`, `webhook_not_found`.
    pub async fn remove_webhook(&self, actor: &Actor, id: &str) -> Result<()> {
        actor.must_operate()?;
        let (id, now) = (webhook_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let webhook = tx.webhook_find(&id).await?.ok_or_else(none)?;
        tx.webhook_delete(&id).await?;
        let summary = format!(
            "Removed the webhook \"{}\" to {}.",
            webhook.name, webhook.origin
        );
        tx.commit(now, vec![entry(actor, "webhook.removed", None, summary)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        Ok(())
    }

    async fn new_url(
        &self,
        actor: &Actor,
        id: &WebhookId,
        edit: &WebhookEdit,
    ) -> Result<Option<NewUrl>> {
        let Some(url) = &edit.url else {
            return Ok(None);
        };
        let endpoint = self.endpoint(url)?;
        let sealed = self
            .seal_for_webhook(
                &actor.workspace.id,
                id,
                Webhook::URL,
                &endpoint.url().into(),
            )
            .await?;
        Ok(Some((endpoint, sealed)))
    }
}

/// A new URL, or a new beginning, forgets the failures before it.
fn edited(mut webhook: Webhook, edit: &WebhookEdit, url: Option<&Endpoint>) -> Result<Webhook> {
    if let Some(text) = &edit.name {
        webhook.name = name(text)?;
    }
    if let Some(list) = &edit.kinds {
        webhook.kinds = kinds(list)?;
    }
    webhook.format = edit.format.unwrap_or(webhook.format);
    if let Some(endpoint) = url {
        webhook.origin = endpoint.origin();
        endpoint.last4().clone_into(&mut webhook.last4);
        webhook.failing_since = None;
    }
    match edit.enabled {
        Some(true) if webhook.state != WebhookState::Enabled => {
            webhook.state = WebhookState::Enabled;
            webhook.failing_since = None;
        }
        Some(false) if webhook.state == WebhookState::Enabled => {
            webhook.state = WebhookState::Disabled;
        }
        _ => {}
    }
    Ok(webhook)
}

fn told(before: &Webhook, after: &Webhook) -> (&'static str, String) {
    let Webhook { name, origin, .. } = after;
    if before.state == after.state {
        let summary = format!("Edited the webhook \"{name}\" to {origin}.");
        return ("webhook.edited", summary);
    }
    let (action, done) = if after.state == WebhookState::Enabled {
        ("webhook.enabled", "Turned on")
    } else {
        ("webhook.disabled", "Turned off")
    };
    (
        action,
        format!("{done} the webhook \"{name}\" to {origin}."),
    )
}

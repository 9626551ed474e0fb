use landfast_app::{
    NewWebhook, WebhookDraft, WebhookEdit,
    ports::{Delivery, DeliveryState, Webhook, WebhookState},
};
use landfast_domain::webhook::{KINDS, WebhookFormat};
use secrecy::ExposeSecret;

use super::time;
use crate::dto;

pub(crate) fn webhook_draft(draft: dto::WebhookDraft) -> WebhookDraft {
    WebhookDraft {
        name: draft.name,
        url: draft.url.into(),
        format: format(draft.format),
        kinds: draft.kinds,
    }
}

pub(crate) fn webhook_edit(patch: dto::WebhookPatch) -> WebhookEdit {
    WebhookEdit {
        name: patch.name,
        url: patch.url.map(Into::into),
        format: patch.format.map(format),
        kinds: patch.kinds,
        enabled: patch.enabled,
    }
}

const fn format(format: dto::WebhookFormat) -> WebhookFormat {
    match format {
        dto::WebhookFormat::Landfast => WebhookFormat::Landfast,
        dto::WebhookFormat::Slack => WebhookFormat::Slack,
    }
}

pub(crate) fn webhook_list(webhooks: &[Webhook]) -> dto::WebhookList {
    let kind = |(kind, about): (&str, &str)| dto::WebhookKindView {
        kind: kind.to_owned(),
        about: about.to_owned(),
    };
    dto::WebhookList {
        items: webhooks.iter().map(webhook_view).collect(),
        kinds: KINDS.map(kind).into(),
    }
}

pub(crate) fn webhook_view(webhook: &Webhook) -> dto::WebhookView {
    dto::WebhookView {
        webhook_id: webhook.id.to_string(),
        name: webhook.name.clone(),
        origin: webhook.origin.clone(),
        url_end: webhook.last4.clone(),
        format: match webhook.format {
            WebhookFormat::Landfast => dto::WebhookFormat::Landfast,
            WebhookFormat::Slack => dto::WebhookFormat::Slack,
        },
        kinds: webhook.kinds.clone(),
        state: match webhook.state {
            WebhookState::Enabled => dto::WebhookState::Enabled,
            WebhookState::Disabled => dto::WebhookState::Disabled,
            WebhookState::Gone => dto::WebhookState::Gone,
            WebhookState::Failing => dto::WebhookState::Failing,
        },
        created_at: time(webhook.created_at),
        created_by: webhook.created_by.clone(),
        failing_since: webhook.failing_since.map(time),
    }
}

pub(crate) fn new_webhook_view(new: &NewWebhook) -> dto::NewWebhookView {
    dto::NewWebhookView {
        secret: dto::Secret::new(new.secret.expose_secret().to_owned()),
        view: webhook_view(&new.webhook),
    }
}

pub(crate) fn delivery_view(delivery: Delivery) -> dto::DeliveryView {
    dto::DeliveryView {
        delivery_id: delivery.id.to_string(),
        kind: delivery.event.kind,
        summary: delivery.event.summary,
        account_id: delivery.event.account.map(String::from),
        state: match delivery.state {
            DeliveryState::Waiting => dto::DeliveryState::Waiting,
            DeliveryState::Delivered => dto::DeliveryState::Delivered,
            DeliveryState::Failed => dto::DeliveryState::Failed,
        },
        tries: delivery.tries,
        created_at: time(delivery.created_at),
        last_try_at: delivery.last_try_at.map(time),
        last_status: delivery.last_status,
        last_error: delivery.last_error,
        next_at: delivery.next_at.map(time),
    }
}

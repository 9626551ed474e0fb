use landfast_domain::{
    ids::WebhookId,
    webhook::{Endpoint, KindsError, MalformedEndpoint, Unreachable, WebhookFormat, check_kinds},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    accounts::sentence,
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Topic, Webhook, WebhookState},
    problem::ProblemCode,
};

/// Webhooks of one workspace at most: each change is written once for each of them.
const MOST: usize = 20;

/// A webhook as somebody typed it.
#[derive(Debug, Clone)]
pub struct WebhookDraft {
    pub name: String,
    pub url: SecretString,
    pub format: WebhookFormat,
    /// Empty for all.
    pub kinds: Vec<String>,
}

/// A webhook with the signing secret that was just made. It is shown once.
#[derive(Debug)]
pub struct NewWebhook {
    pub webhook: Webhook,
    pub secret: SecretString,
}

impl App {
    /// Adds a webhook, enabled, with a signing secret of the server's making.
    ///
    /// # Errors
    /// `forbidden`, `webhook_name_invalid`, `webhook_url_invalid`, `webhook_kinds_invalid`,
    /// `webhook_limit`, `secret_key_unusable`.
    pub async fn add_webhook(&self, actor: &Actor, draft: &WebhookDraft) -> Result<NewWebhook> {
        actor.must_operate()?;
        let now = self.now();
        let name = name(&draft.name)?;
        let kinds = kinds(&draft.kinds)?;
        let endpoint = self.endpoint(&draft.url)?;
        let webhook = Webhook {
            id: WebhookId::new(now, self.random()),
            name,
            origin: endpoint.origin(),
            last4: endpoint.last4().to_owned(),
            format: draft.format,
            kinds,
            state: WebhookState::Enabled,
            created_by: actor.name.clone(),
            created_at: now,
            failing_since: None,
        };
        let workspace = &actor.workspace.id;
        let url = self
            .seal_for_webhook(workspace, &webhook.id, Webhook::URL, &endpoint.url().into())
            .await?;
        let secret = self.mint_webhook_secret();
        let signing = self
            .seal_for_webhook(workspace, &webhook.id, Webhook::SECRET, &secret)
            .await?;
        let mut tx = self.rows(actor).begin().await?;
        if tx.webhooks().await?.len() >= MOST {
            return Err(full());
        }
        tx.webhook_put(&webhook).await?;
        tx.secret_put(&url.0, &url.1).await?;
        tx.secret_put(&signing.0, &signing.1).await?;
        let summary = format!(
            "Added the webhook \"{}\" to {}.",
            webhook.name, webhook.origin
        );
        tx.commit(now, vec![entry(actor, "webhook.added", None, summary)])
            .await?;
        self.hint(workspace, Topic::Activity, None);
        self.hint(workspace, Topic::Work, None);
        Ok(NewWebhook { webhook, secret })
    }

    /// Reads a URL and says whether webhooks may go there, before any name is looked up.
    pub(super) fn endpoint(&self, url: &SecretString) -> Result<Endpoint> {
        let endpoint = Endpoint::parse(url.expose_secret().trim()).map_err(malformed)?;
        let reach = self.settings.webhook_reach.judge(&endpoint);
        reach.map(|()| endpoint).map_err(unreachable)
    }
}

pub(super) fn name(text: &str) -> Result<String> {
    let name = text.trim();
    if (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Error::field(
        ProblemCode::WebhookNameInvalid,
        "name",
        "A webhook's name has 1 to 60 characters on one line.",
    ))
}

pub(super) fn kinds(kinds: &[String]) -> Result<Vec<String>> {
    check_kinds(kinds).map_err(|why: KindsError| {
        let detail = sentence(&why.to_string());
        Error::field(ProblemCode::WebhookKindsInvalid, "kinds", detail)
            .hint("Leave the list empty to be told everything.")
    })
}

fn malformed(why: MalformedEndpoint) -> Error {
    let detail = sentence(&why.to_string());
    Error::field(ProblemCode::WebhookUrlInvalid, "url", detail)
        .hint("Expected a URL such as https://hooks.example.com/in; nothing was saved.")
}

fn unreachable(why: Unreachable) -> Error {
    let detail = sentence(&why.to_string());
    Error::field(ProblemCode::WebhookUrlInvalid, "url", detail).hint(
        "Whoever runs the server may allow a receiver inside: landfast serve --webhook-allow CIDR.",
    )
}

fn full() -> Error {
    let detail = format!("This workspace has {MOST} webhooks, which is the most there can be.");
    Error::new(ProblemCode::WebhookLimit, detail)
        .hint("Remove one that is not needed any more, or let one receiver pass the events on.")
}

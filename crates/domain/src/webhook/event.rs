use serde::{Deserialize, Serialize};

use crate::{AccountId, ids::DeliveryId};

/// How a receiver wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookFormat {
    /// The event as JSON.
    Landfast,
    /// One line of text, as Slack and its like take it.
    Slack,
}

impl WebhookFormat {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Landfast => "landfast",
            Self::Slack => "slack",
        }
    }
}

/// What a receiver is told. Its fields are those of the audit log, which holds no secret and no
/// external id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookEvent {
    /// Of this form: 1.
    pub v: u32,
    /// The same at every try, and in the header `webhook-id`.
    pub id: DeliveryId,
    /// The audit action, such as `access.proven`.
    #[serde(rename = "type")]
    pub kind: String,
    /// RFC 3339.
    pub at: String,
    /// The workspace's name.
    pub workspace: String,
    pub account: Option<AccountId>,
    pub actor: String,
    pub summary: String,
}

impl WebhookEvent {
    /// The body of the request; the same bytes at every try.
    ///
    /// # Errors
    /// Never, in fact: texts always have a JSON form.
    pub fn body(&self, format: WebhookFormat) -> serde_json::Result<String> {
        match format {
            WebhookFormat::Landfast => serde_json::to_string(self),
            WebhookFormat::Slack => {
                let (workspace, summary, actor) = (
                    escaped(&self.workspace),
                    escaped(&self.summary),
                    escaped(&self.actor),
                );
                let text = format!("[{workspace}] {summary} ({actor})");
                serde_json::to_string(&serde_json::json!({ "text": text }))
            }
        }
    }
}

/// The three characters that Slack reads as its own (its guide "Formatting message text").
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn both_forms() {
        let at = Timestamp::from_unix_ms(1_795_226_096_123);
        let event = WebhookEvent {
            v: 1,
            id: DeliveryId::new(at, [7; 10]),
            kind: "access.proven".into(),
            at: at.to_string(),
            workspace: "acme & <b>".into(),
            account: AccountId::parse("210987654321").ok(),
            actor: "landfast".into(),
            summary: "Proved <!channel> & \"x\".".into(),
        };
        let text = |format| event.body(format).unwrap();
        assert_eq!(
            text(WebhookFormat::Landfast),
            format!(
                r#"{{"v":1,"id":"{}","type":"access.proven","at":"2026-11-21T01:54:56.123Z","workspace":"acme & <b>","account":"210987654321","actor":"landfast","summary":"Proved <!channel> & \"x\"."}}"#,
                event.id
            )
        );
        assert_eq!(
            text(WebhookFormat::Slack),
            r#"{"text":"[acme &amp; &lt;b&gt;] Proved &lt;!channel&gt; &amp; \"x\". (landfast)"}"#
        );
        let back: WebhookEvent =
            serde_json::from_str(&event.body(WebhookFormat::Landfast).unwrap()).unwrap();
        assert_eq!(back, event);
    }
}

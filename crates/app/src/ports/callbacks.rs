//! The queue that stacks call back by, and where CloudFormation waits for answers.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use landfast_domain::{
    AccountId, Timestamp,
    callback::{Answered, ResponseUrl},
    check::Trouble,
    ids::WorkspaceId,
};

/// One message of the queue. Whoever may publish to the topic can have written its body.
#[derive(Clone)]
pub struct CallbackMessage {
    /// SQS's id: for the log.
    pub id: String,
    pub body: String,
    /// Names this reading of the message to the queue.
    pub receipt: String,
    /// When it came into the queue; `None` if SQS does not say.
    pub sent_at: Option<Timestamp>,
    /// How often it was read, with this time.
    pub reads: u32,
}

/// The queue. Several servers may read it at the same time; each message is given to one of them, and
/// again to another one if it is not deleted in time.
#[async_trait]
pub trait CallbackQueue: Send + Sync {
    /// Waits for messages, some twenty seconds at most; gives ten at most.
    async fn receive(&self) -> Result<Vec<CallbackMessage>, Trouble>;
    async fn delete(&self, receipt: &str) -> Result<(), Trouble>;
    /// Has the message given out again after `pause`, and not before.
    async fn again(&self, receipt: &str, pause: Duration) -> Result<(), Trouble>;
}

/// Puts answers where CloudFormation waits for them, and nowhere else.
#[async_trait]
pub trait CallbackAnswers: Send + Sync {
    async fn put(&self, at: &ResponseUrl, body: &str) -> Answered;
}

/// Both ends of callbacks.
#[derive(Clone)]
pub struct CallbackPorts {
    pub queue: Arc<dyn CallbackQueue>,
    pub answers: Arc<dyn CallbackAnswers>,
}

/// What is known of an account that called back, over all workspaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackPlace {
    pub workspace: WorkspaceId,
    /// The payer in whose organization the account was found; `None` for its own registration.
    pub payer: Option<AccountId>,
}

/// How reading the queue goes, as the servers of the installation noted it last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallbackState {
    /// When the queue was last read without trouble; to the minute.
    pub read_at: Option<Timestamp>,
    /// When the last message came, whatever was in it.
    pub message_at: Option<Timestamp>,
    /// Why the queue cannot be read; `None` when it can.
    pub trouble: Option<String>,
    /// Since when.
    pub trouble_since: Option<Timestamp>,
}

impl CallbackState {
    /// After a reading that gave messages, or none.
    #[must_use]
    pub fn read(self, any: bool, now: Timestamp) -> Self {
        Self {
            read_at: Some(now),
            message_at: if any { Some(now) } else { self.message_at },
            trouble: None,
            trouble_since: None,
        }
    }

    /// After a reading that failed.
    #[must_use]
    pub fn failed(self, trouble: String, now: Timestamp) -> Self {
        Self {
            trouble: Some(trouble),
            trouble_since: self.trouble_since.or(Some(now)),
            ..self
        }
    }
}

//! As whom the server itself talks to AWS.

mod caller_arn;
mod chain;
mod explain;
mod journal;
mod resolve;
mod source;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use landfast_app::ports::{Identity, IdentitySource, OwnIdentity};
use landfast_domain::{AccountId, PrincipalArn, check::Trouble};
use tokio::sync::Mutex;

pub(crate) use chain::Chain;
use journal::Journal;
use resolve::Resolver;

use crate::{config::Clients, environment::Environment};

/// [`OwnIdentity`] over STS and IAM.
pub(crate) struct SdkIdentity {
    resolver: Resolver,
    environment: Environment,
    journal: Journal,
    /// The trouble of the last search. Locked while one is under way.
    trouble: Mutex<Option<Trouble>>,
    /// How many searches have ended in trouble.
    failed: AtomicU64,
    known: OnceLock<Identity>,
}

impl SdkIdentity {
    pub fn new(
        clients: Arc<Clients>,
        setting: Option<PrincipalArn>,
        environment: Environment,
        journal: Journal,
    ) -> Self {
        Self {
            resolver: Resolver::new(&clients, setting),
            environment,
            journal,
            trouble: Mutex::new(None),
            failed: AtomicU64::new(0),
            known: OnceLock::new(),
        }
    }

    /// The server's account, once it is known.
    pub fn account(&self) -> Option<&AccountId> {
        self.known.get().map(|known| known.principal.account())
    }

    async fn ask(&self) -> Result<Identity, Trouble> {
        let (principal, note) = self.resolver.resolve().await?;
        let source = self.journal.used().map_or("Unknown", |used| used.title());
        let source = match note {
            Some(note) => format!("{source}; {note}"),
            None => source.to_owned(),
        };
        Ok(Identity { principal, source })
    }
}

#[async_trait]
impl OwnIdentity for SdkIdentity {
    /// One asks for all: without credentials a search takes seconds, and many pages may want it at
    /// once. Who waited for a search that failed takes its trouble; who comes later asks again.
    async fn identity(&self) -> Result<Identity, Trouble> {
        let failed_before = self.failed.load(Ordering::Acquire);
        let mut trouble = self.trouble.lock().await;
        if let Some(known) = self.known.get() {
            return Ok(known.clone());
        }
        if let Some(trouble) = trouble.as_ref()
            && self.failed.load(Ordering::Acquire) != failed_before
        {
            return Err(trouble.clone());
        }
        match self.ask().await {
            Ok(identity) => Ok(self.known.get_or_init(|| identity).clone()),
            Err(found) => {
                tracing::warn!(kind = ?found.kind, detail = found.detail, "own AWS identity is not known");
                self.failed.fetch_add(1, Ordering::AcqRel);
                *trouble = Some(found.clone());
                Err(found)
            }
        }
    }

    async fn sources(&self) -> Vec<IdentitySource> {
        if self.journal.is_empty() {
            // What matters here is the search that it starts; its outcome is in the journal.
            let _ = self.identity().await;
        }
        explain::explain(&self.environment, self.journal.read())
    }
}

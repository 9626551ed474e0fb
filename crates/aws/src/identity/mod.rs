//! As whom the server itself talks to AWS.

mod caller_arn;
mod chain;
mod endpoints;
mod explain;
mod journal;
mod look;
mod metadata;
mod proxies;
mod resolve;
mod token_files;
mod version_one;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use landfast_app::ports::{Identity, IdentitySource, OwnIdentity};
use landfast_domain::{
    AccountId, PrincipalArn, Timestamp,
    check::Trouble,
    machine::{TrapFinding, judge},
};
use tokio::sync::Mutex;

pub(crate) use chain::Chain;
use look::Look;
use resolve::Resolver;

use crate::config::Clients;

/// [`OwnIdentity`] over STS and IAM.
pub(crate) struct SdkIdentity {
    resolver: Resolver,
    look: Look,
    /// The trouble of the last search. Locked while one is under way.
    trouble: Mutex<Option<Trouble>>,
    /// How many searches have ended in trouble.
    failed: AtomicU64,
    known: OnceLock<Identity>,
}

impl SdkIdentity {
    pub fn new(clients: Arc<Clients>, setting: Option<PrincipalArn>, chain: &Chain) -> Self {
        Self {
            resolver: Resolver::new(&clients, setting),
            look: chain.look(),
            trouble: Mutex::new(None),
            failed: AtomicU64::new(0),
            known: OnceLock::new(),
        }
    }

    /// The server's account, once it is known.
    pub fn account(&self) -> Option<&AccountId> {
        self.known.get().map(|known| known.principal.account())
    }

    /// What matters here is the search; its outcome is in the journal.
    async fn search_once(&self) {
        if self.look.journal.is_empty() {
            let _ = self.identity().await;
        }
    }

    async fn ask(&self) -> Result<Identity, Trouble> {
        let (principal, note) = self.resolver.resolve().await?;
        let used = self.look.journal.used();
        let source = used.map_or("Unknown", |used| used.title());
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
        self.search_once().await;
        explain::explain(&self.look.environment, self.look.journal.read())
    }

    async fn traps(&self, now: Timestamp) -> Vec<TrapFinding> {
        self.search_once().await;
        judge(&self.look.observe().await, now)
    }
}

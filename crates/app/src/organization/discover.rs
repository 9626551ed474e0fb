//! The job of a discovery: go into the payer, read the organization, settle. May run twice and die
//! anywhere.

use std::time::Duration;

use landfast_domain::{
    Account, AccountId, AccountKind, Timestamp,
    check::{Seen, Trouble},
    ids::{WorkId, WorkspaceId},
    organization::Reading,
    permissions::Capability,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    app::App,
    error::{Error, Result},
    ports::{AccountSession, NewWork, TreeSeen},
    problem::ProblemCode,
};

/// When a reading that met trouble is tried again.
const AFTER_TROUBLE: Duration = Duration::from_secs(5 * 60);

/// Payload of the work of kind `discover`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum DiscoverWork {
    #[serde(rename = "1")]
    V1 {
        payer: AccountId,
        /// Somebody looks on: who refuses now is tried again for a while.
        #[serde(default)]
        follow: bool,
    },
}

impl DiscoverWork {
    pub const KIND: &str = "discover";
    /// Attempts are used up by dying only: a reading that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    fn read(payload: &Value) -> Result<(AccountId, bool)> {
        let Self::V1 { payer, follow } =
            serde_json::from_value(payload.clone()).map_err(|why| {
                let what = "The payload of a discovery could not be read.";
                Error::new(ProblemCode::Internal, what).caused_by(why)
            })?;
        Ok((payer, follow))
    }
}

/// What one look at an organization gave.
pub(super) struct Looked {
    pub reading: Seen<Reading>,
    /// `None` where nobody let Landfast read the tree.
    pub tree: Option<Seen<TreeSeen>>,
}

impl Looked {
    fn nothing<T>(why: Seen<T>) -> Self {
        Self {
            reading: why.map(|_| Reading::default()),
            tree: None,
        }
    }

    /// Whether it is worth trying again soon.
    pub const fn met_trouble(&self) -> bool {
        matches!(self.reading, Seen::Trouble(_)) || matches!(self.tree, Some(Seen::Trouble(_)))
    }
}

impl App {
    pub(crate) fn discover_work(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        run_at: Timestamp,
        follow: bool,
    ) -> NewWork {
        // Organizations takes one call at a time of an organization, whoever asks.
        let organization = payer
            .organization_id
            .as_deref()
            .unwrap_or(payer.id.as_str());
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: DiscoverWork::KIND,
            payload: serde_json::json!({ "v": "1", "payer": payer.id, "follow": follow }),
            run_at,
            max_attempts: DiscoverWork::MAX_ATTEMPTS,
            account: Some(payer.id.clone()),
            dedup_key: Some(format!("discover:{workspace}:{}:{follow}", payer.id)),
            concurrency_key: Some(format!("organization:{organization}")),
        }
    }

    pub(crate) async fn run_discovery(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let (id, follow) = DiscoverWork::read(payload)?;
        let rows = self.ports.store.workspace(workspace);
        let Some(payer) = rows.account_find(&id).await? else {
            return Ok(());
        };
        if !can_be_read(&payer) || rows.removal_find(&id).await?.is_some() {
            return Ok(());
        }
        let looked = self.look_at_organization(workspace, &payer).await?;
        let again = looked.met_trouble().then(|| self.now().plus(AFTER_TROUBLE));
        self.settle_discovery(workspace, &payer, looked, again, follow)
            .await?;
        self.reach_all(workspace, &payer.id, follow).await
    }

    pub(super) async fn look_at_organization(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
    ) -> Result<Looked> {
        let session = match self.enter(workspace, payer, "discovery").await? {
            Seen::Yes(session) => session,
            other => return Ok(Looked::nothing(other)),
        };
        let accounts = match session.members().await {
            Seen::Yes(accounts) => accounts,
            other => return Ok(Looked::nothing(other)),
        };
        let tree = read_tree(payer, session.as_ref()).await;
        let placed = match &tree {
            Some(Seen::Yes(seen)) => Some(seen.placed.clone()),
            _ => None,
        };
        let reading = Seen::Yes(Reading { accounts, placed });
        Ok(Looked { reading, tree })
    }
}

/// Only the payer's own role may list the accounts of an organization.
pub(super) fn can_be_read(payer: &Account) -> bool {
    payer.kind == Some(AccountKind::Payer) && payer.was_proven()
}

async fn read_tree(payer: &Account, session: &dyn AccountSession) -> Option<Seen<TreeSeen>> {
    if !payer.choices.has(Capability::Activation) {
        return None;
    }
    Some(session.tree().await)
}

/// Why nothing, or not all, could be read; for people.
pub(super) fn trouble(looked: &Looked) -> Option<String> {
    let why = |what: &str, seen: &Seen<()>| match seen {
        Seen::Yes(()) => None,
        Seen::No(denial) => Some(format!(
            "AWS refused to tell {what} ({}). Check API access of the payer; its findings name the permission that is missing.",
            denial.code
        )),
        Seen::Trouble(Trouble { detail, .. }) => Some(format!(
            "{what} could not be read: {detail} It is tried again by itself."
        )),
    };
    let unit = |seen: &Seen<Reading>| seen.clone().map(drop);
    why("The accounts of the organization", &unit(&looked.reading)).or_else(|| {
        let tree = looked.tree.clone()?.map(drop);
        why("The units of the organization", &tree)
    })
}

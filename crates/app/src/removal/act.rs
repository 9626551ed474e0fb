use landfast_domain::{
    Account, AccountId, Timestamp,
    ids::{WorkId, WorkspaceId},
    removal::{GuideStep, Removal, RemovalState},
};

use super::look::RemovalWork;
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::Result,
    ports::{NewWork, Topic},
};

/// An account on its way out, with everything that a page about it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalStatus {
    pub account: Account,
    /// `None` while nobody has begun it.
    pub removal: Option<Removal>,
    /// What its owner deletes in AWS.
    pub guide: Vec<GuideStep>,
    /// What will be tried, in words.
    pub doors: Vec<String>,
    /// What stays behind in AWS if the record alone is removed.
    pub left_by_record_only: Vec<String>,
}

impl RemovalStatus {
    /// Why nobody can say now that it is deleted; `None` when somebody can.
    #[must_use]
    pub const fn why_not_look(&self) -> Option<&'static str> {
        match &self.removal {
            Some(Removal {
                state: RemovalState::Looking,
                ..
            }) => Some("Landfast is trying every way in right now."),
            _ => None,
        }
    }

    /// Why there is nothing to cancel; `None` when there is.
    #[must_use]
    pub const fn why_not_cancel(&self) -> Option<&'static str> {
        match self.removal {
            Some(_) => None,
            None => Some("The removal was not begun."),
        }
    }
}

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn removal(&self, actor: &Actor, account: &str) -> Result<RemovalStatus> {
        let account = self.account(actor, account).await?;
        let rows = self.rows(actor);
        let removal = rows.removal_find(&account.id).await?;
        let keys = rows.keys(&account.id).await?;
        let permits = rows.permits_live(&account.id).await?;
        Ok(self.removal_status(account, removal, &keys, &permits))
    }

    /// Begins to take access back. Asked twice, the first one stays.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`.
    pub async fn begin_removal(&self, actor: &Actor, account: &str) -> Result<RemovalStatus> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        if tx.removal_find(&id).await?.is_some() {
            drop(tx);
        } else {
            let removal = Removal::begun(actor.name.clone(), now);
            tx.removal_put(&id, &removal).await?;
            let summary = format!("Began to take access to account {id} back.");
            let entries = vec![entry(actor, "removal.begun", Some(&id), summary)];
            tx.commit(now, entries).await?;
            self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        }
        self.removal(actor, account).await
    }

    /// Somebody says that everything is deleted in AWS: every door is tried. Begins the removal if
    /// nobody has; asked again while it waits, it looks at once.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`.
    pub async fn look_at_removal(&self, actor: &Actor, account: &str) -> Result<RemovalStatus> {
        self.begin_removal(actor, account).await?;
        let (id, now) = (account_id(account)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let idle = |removal: &Removal| removal.state != RemovalState::Looking;
        if let Some(mut removal) = tx.removal_find(&id).await?.filter(idle) {
            removal.said(actor.name.clone(), now);
            tx.removal_put(&id, &removal).await?;
            let work = self.removal_work(&actor.workspace.id, &id, removal.turn, now);
            tx.work_insert(&work).await?;
            let summary = format!("Said that access to account {id} is deleted in AWS.");
            let entries = vec![entry(actor, "removal.said", Some(&id), summary)];
            tx.commit(now, entries).await?;
            self.hint(&actor.workspace.id, Topic::Account, Some(&id));
            self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        } else {
            drop(tx);
        }
        self.removal(actor, account).await
    }

    /// The account stays. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`.
    pub async fn cancel_removal(&self, actor: &Actor, account: &str) -> Result<RemovalStatus> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        if tx.removal_find(&id).await?.is_none() {
            drop(tx);
        } else {
            tx.removal_forget(&id).await?;
            let summary = format!("Gave up the removal of account {id}: it stays registered.");
            let entries = vec![entry(actor, "removal.cancelled", Some(&id), summary)];
            tx.commit(now, entries).await?;
            self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        }
        self.removal(actor, account).await
    }

    pub(super) fn removal_work(
        &self,
        workspace: &WorkspaceId,
        account: &AccountId,
        turn: u32,
        run_at: Timestamp,
    ) -> NewWork {
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: RemovalWork::KIND,
            payload: RemovalWork::payload(account, turn),
            run_at,
            max_attempts: RemovalWork::MAX_ATTEMPTS,
            account: Some(account.clone()),
            dedup_key: Some(format!("removal:{workspace}:{account}:{turn}")),
            concurrency_key: Some(format!("account:{workspace}:{account}")),
        }
    }
}

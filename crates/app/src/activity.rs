//! The audit log, the dead letters, and what the server knows of itself.

use landfast_domain::{check::Trouble, ids::WorkId, machine::TrapFinding};

use crate::{
    accounts::account_id,
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{
        AuditRow, AuditVerification, Cursor, Identity, IdentitySource, Page, Topic, WorkCounts,
        WorkFilter, WorkRow,
    },
    problem::ProblemCode,
};

impl App {
    /// Newest first; of one account when `account` is given.
    ///
    /// # Errors
    /// `account_id_invalid`, `cursor_invalid`.
    pub async fn activity(
        &self,
        actor: &Actor,
        account: Option<&str>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<AuditRow>> {
        let account = account.map(account_id).transpose()?;
        Ok(self
            .rows(actor)
            .activity(account.as_ref(), limit.clamp(1, 200), cursor)
            .await?)
    }

    /// Walks the whole chain of the workspace's audit log.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn verify_activity(&self, actor: &Actor) -> Result<AuditVerification> {
        Ok(self.rows(actor).activity_verify().await?)
    }

    /// # Errors
    /// `unavailable`.
    pub async fn work(&self, actor: &Actor, filter: WorkFilter) -> Result<Vec<WorkRow>> {
        Ok(self.rows(actor).work(filter).await?)
    }

    /// Gives dead work its attempts back.
    ///
    /// # Errors
    /// `forbidden`, `work_not_found`.
    pub async fn retry_work(&self, actor: &Actor, id: &str) -> Result<WorkRow> {
        actor.must_operate()?;
        let none = || {
            Error::new(
                ProblemCode::WorkNotFound,
                "No work with this id has given up in this workspace.",
            )
        };
        let id = WorkId::parse(id).map_err(|_| none())?;
        let mut tx = self.rows(actor).begin().await?;
        let row = tx.work_retry(&id, self.now()).await?.ok_or_else(none)?;
        let summary = format!("Started {} {id} again after it had given up.", row.kind);
        tx.commit(
            self.now(),
            vec![entry(actor, "work.retried", row.account.as_ref(), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Work, row.account.as_ref());
        Ok(row)
    }

    /// As whom the server talks to AWS.
    ///
    /// # Errors
    /// The trouble, in words.
    pub async fn identity(&self) -> Result<Identity, Trouble> {
        self.ports.identity.identity().await
    }

    pub async fn identity_sources(&self) -> Vec<IdentitySource> {
        self.ports.identity.sources().await
    }

    /// The known traps on the way to the server's own credentials, as the machine shows them now.
    pub async fn identity_traps(&self) -> Vec<TrapFinding> {
        self.ports.identity.traps(self.now()).await
    }

    /// How much work there is, over all workspaces: numbers only.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn work_counts(&self) -> Result<WorkCounts> {
        Ok(self.ports.store.work_counts().await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.ports.store.ping().await?)
    }
}

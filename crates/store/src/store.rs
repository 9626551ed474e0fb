use std::{fs::File, sync::Arc};

use async_trait::async_trait;
use landfast_app::ports::{
    AuditEntry, CallbackPlace, CallbackState, Clock, Installation, Invitation, Lease, Membership,
    Random, Role, Sealed, Session, Store, StoredOwnerLink, Token, User, WorkCounts, WorkRow,
    Workspace, WorkspaceStore,
};
use landfast_domain::{
    AccountId, RoleArn, Timestamp,
    ids::{OwnerLinkId, SessionId, TokenId, UserId, WorkspaceId},
    oidc::IssuerKey,
};
use sea_orm::DatabaseConnection;

use crate::{
    accounts, callbacks,
    connect::{Connections, Presence, Settings, connect},
    error::Error,
    fault::Result,
    issuer_keys, keys, migrations, people, queue,
    workspace::SqlWorkspace,
    workspaces,
};

/// The store on SQLite or PostgreSQL. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct SqlStore {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// Shows other servers that this one serves the file; let go with the last clone.
    _serving: Option<Arc<File>>,
}

/// Opens the database to serve from it. A file is served by one process at a time.
///
/// # Errors
/// [`Error`] says why this database cannot be served from, and what to do.
pub async fn open(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<SqlStore, Error> {
    SqlStore::open(settings, Presence::Serving, clock, random).await
}

/// Opens the database for one command beside a server that may be running. SQLite's own locks order
/// the writes of both.
///
/// # Errors
/// As [`open`], but never [`Error::InUse`].
pub async fn open_beside(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<SqlStore, Error> {
    SqlStore::open(settings, Presence::Beside, clock, random).await
}

impl SqlStore {
    async fn open(
        settings: &Settings,
        presence: Presence,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, Error> {
        let Connections {
            writer,
            reader,
            lock,
        } = connect(settings, presence).await?;
        migrations::version(&reader).await?;
        Ok(Self {
            writer,
            reader,
            clock,
            random,
            _serving: lock.map(Arc::new),
        })
    }

    /// Brings the schema to this version, all of it or nothing; makes the installation's row once.
    /// Servers that do so at the same time wait for each other.
    ///
    /// # Errors
    /// [`Error::SchemaNewer`], [`Error::Unavailable`].
    pub async fn migrate(&self) -> Result<(), Error> {
        migrations::migrate(&self.writer, &self.clock, &self.random).await
    }

    /// The number of the newest migration in the database; 0 when it is empty.
    ///
    /// # Errors
    /// [`Error::SchemaNewer`], [`Error::Unavailable`].
    pub async fn schema_version(&self) -> Result<u32, Error> {
        migrations::version(&self.reader).await
    }

    /// Closes the connections after what they have in hand. SQLite then needs no recovery at the next start.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn close(&self) -> Result<(), Error> {
        for db in [&self.reader, &self.writer] {
            db.close_by_ref()
                .await
                .map_err(|why| Error::unavailable("close the database", &why))?;
        }
        Ok(())
    }
}

#[async_trait]
impl Store for SqlStore {
    fn workspace(&self, id: &WorkspaceId) -> Box<dyn WorkspaceStore> {
        Box::new(SqlWorkspace {
            writer: self.writer.clone(),
            reader: self.reader.clone(),
            id: id.clone(),
            random: Arc::clone(&self.random),
        })
    }

    async fn installation(&self) -> Result<Installation> {
        workspaces::installation(&self.reader).await
    }

    /// Reads a row: on SQLite a ping of the connection would not touch the file.
    async fn ping(&self) -> Result<()> {
        workspaces::installation(&self.reader).await.map(drop)
    }

    async fn workspace_insert(
        &self,
        workspace: &Workspace,
        first: Option<(&UserId, Role)>,
        entry: AuditEntry,
    ) -> Result<()> {
        workspaces::insert(&self.writer, workspace, first, self.clock.now(), entry).await
    }

    async fn workspace_find(&self, name: &str) -> Result<Option<Workspace>> {
        workspaces::find(&self.reader, name).await
    }

    async fn any_user(&self) -> Result<bool> {
        people::any_user(&self.reader).await
    }

    async fn user_insert(&self, user: &User) -> Result<()> {
        people::user_insert(&self.writer, user).await
    }

    async fn user_find(&self, email: &str) -> Result<Option<User>> {
        people::user_find(&self.reader, email).await
    }

    async fn user_get(&self, id: &UserId) -> Result<Option<User>> {
        people::user_get(&self.reader, id).await
    }

    async fn user_set_password(&self, id: &UserId, password_hash: &str) -> Result<()> {
        people::user_set_password(&self.writer, id, password_hash).await
    }

    async fn memberships(&self, user: &UserId) -> Result<Vec<Membership>> {
        people::memberships(&self.reader, user).await
    }

    async fn invitation_insert(&self, invitation: &Invitation) -> Result<()> {
        people::invitation_insert(&self.writer, invitation, self.clock.now()).await
    }

    async fn invitation_find(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>> {
        people::invitation_find(&self.reader, secret_hash, now).await
    }

    async fn invitation_consume(&self, secret_hash: &[u8; 32]) -> Result<bool> {
        people::invitation_consume(&self.writer, secret_hash).await
    }

    async fn session_insert(&self, session: &Session) -> Result<()> {
        people::session_insert(&self.writer, session).await
    }

    async fn session_find(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Session>> {
        people::session_find(&self.reader, secret_hash, now).await
    }

    async fn session_delete(&self, id: &SessionId) -> Result<()> {
        people::session_delete(&self.writer, id).await
    }

    async fn token_find(&self, id: &TokenId, now: Timestamp) -> Result<Option<(Token, Workspace)>> {
        people::token_find(&self.reader, id, now).await
    }

    async fn token_used(&self, id: &TokenId, at: Timestamp) -> Result<()> {
        people::token_used(&self.writer, id, at).await
    }

    async fn owner_link_find(
        &self,
        id: &OwnerLinkId,
    ) -> Result<Option<(StoredOwnerLink, Workspace)>> {
        people::owner_link_find(&self.reader, id).await
    }

    async fn owner_link_used(&self, id: &OwnerLinkId, at: Timestamp) -> Result<()> {
        people::owner_link_used(&self.writer, id, at).await
    }

    async fn work_lease(&self, now: Timestamp, lease_until: Timestamp) -> Result<Option<Lease>> {
        queue::lease(&self.reader, &self.writer, now, lease_until).await
    }

    async fn work_extend(&self, lease: &Lease, until: Timestamp) -> Result<()> {
        queue::extend(&self.writer, lease, until).await
    }

    async fn work_done(&self, lease: &Lease) -> Result<()> {
        queue::done(&self.writer, lease).await
    }

    async fn work_failed(&self, lease: &Lease, error: &str, run_at: Timestamp) -> Result<()> {
        queue::failed(&self.writer, lease, error, run_at).await
    }

    async fn work_next_at(&self) -> Result<Option<Timestamp>> {
        queue::next_at(&self.reader).await
    }

    async fn work_counts(&self) -> Result<WorkCounts> {
        queue::counts(&self.reader).await
    }

    async fn work_buried(&self, limit: u32) -> Result<Vec<WorkRow>> {
        queue::buried(&self.reader, limit).await
    }

    async fn accounts_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(WorkspaceId, AccountId)>> {
        accounts::due(&self.reader, now, limit).await
    }

    async fn callback_places(&self, account: &AccountId) -> Result<Vec<CallbackPlace>> {
        callbacks::places(&self.reader, account).await
    }

    async fn callback_state(&self) -> Result<CallbackState> {
        callbacks::state(&self.reader).await
    }

    async fn callback_state_put(&self, state: &CallbackState) -> Result<()> {
        callbacks::state_put(&self.writer, state).await
    }

    async fn role_claimed(
        &self,
        role: &RoleArn,
        workspace: &WorkspaceId,
        account: &AccountId,
    ) -> Result<bool> {
        accounts::role_claimed(&self.reader, role, workspace, account).await
    }

    async fn seal_key(&self, proof: &[u8; 32], now: Timestamp) -> Result<[u8; 32]> {
        keys::seal_key(&self.writer, proof, now).await
    }

    async fn seal_key_known(&self) -> Result<Option<[u8; 32]>> {
        keys::seal_key_known(&self.reader).await
    }

    async fn issuer_keys(&self) -> Result<Vec<IssuerKey>> {
        issuer_keys::all(&self.reader).await
    }

    async fn issuer_key_secret(&self, number: u32) -> Result<Option<Sealed>> {
        issuer_keys::secret(&self.reader, number).await
    }

    async fn issuer_key_begin(&self, key: &IssuerKey, secret: &Sealed) -> Result<()> {
        issuer_keys::insert(&self.writer, key, secret)
            .await
            .map(drop)
    }

    async fn issuer_key_forget(&self, number: u32) -> Result<()> {
        issuer_keys::forget(&self.writer, number).await
    }
}

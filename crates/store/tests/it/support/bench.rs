use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use landfast_app::ports::{Store, WorkspaceStore, WorkspaceTx};
use landfast_domain::{Timestamp, ids::WorkspaceId};
use landfast_store::{Error, Location, Settings, SqlStore, open, open_beside};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use super::{NOW, Steps, StillClock, entry, user, workspace};

const POSTGRES: &str = "LANDFAST_TEST_POSTGRES_URL";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Memory,
    File,
    Postgres,
}

/// A fresh database of one kind, with the workspaces `ws(1)` and `ws(2)` in it.
pub struct Bench {
    pub backend: Backend,
    pub store: SqlStore,
    pub clock: Arc<StillClock>,
    settings: Settings,
    place: Place,
}

enum Place {
    Memory,
    Folder(tempfile::TempDir),
    Schema { server: String, name: String },
}

impl Bench {
    /// Runs one test and clears away what it used.
    pub async fn run(backend: Backend, test: impl AsyncFnOnce(&Self)) {
        let Some(bench) = Self::empty(backend).await else {
            return;
        };
        bench.store.migrate().await.unwrap();
        for number in [1, 2] {
            bench
                .store
                .workspace_insert(&workspace(number), None, entry("workspace.made", None))
                .await
                .unwrap();
        }
        test(&bench).await;
        bench.clear().await;
    }

    /// A database without tables; `None` when there is no PostgreSQL to test on.
    pub async fn empty(backend: Backend) -> Option<Self> {
        let (place, settings) = place(backend).await?;
        let clock = Arc::new(StillClock::at(NOW));
        let store = open(&settings, clock.clone(), Arc::new(Steps::default()))
            .await
            .unwrap();
        Some(Self {
            backend,
            store,
            clock,
            settings,
            place,
        })
    }

    /// The same database as another process would open it.
    pub async fn another(&self) -> Result<SqlStore, Error> {
        open(
            &self.settings,
            self.clock.clone(),
            Arc::new(Steps::default()),
        )
        .await
    }

    pub async fn beside(&self) -> Result<SqlStore, Error> {
        open_beside(
            &self.settings,
            self.clock.clone(),
            Arc::new(Steps::default()),
        )
        .await
    }

    /// Another server on the same database where that is allowed; else the same one again.
    pub async fn replica(&self) -> SqlStore {
        match self.backend {
            Backend::Postgres => self.another().await.unwrap(),
            Backend::Memory | Backend::File => self.store.clone(),
        }
    }

    /// A connection of our own, to look or to do harm behind the store's back.
    pub async fn raw(&self) -> DatabaseConnection {
        let address = match &self.place {
            Place::Memory => panic!("a database in memory has one connection only"),
            Place::Folder(folder) => {
                format!("sqlite://{}", folder.path().join("landfast.db").display())
            }
            Place::Schema { server, name } => within(server, name),
        };
        Database::connect(address).await.unwrap()
    }

    pub async fn harm(&self, statement: &str) {
        self.raw()
            .await
            .execute_unprepared(statement)
            .await
            .unwrap();
    }

    pub fn path(&self) -> PathBuf {
        let Place::Folder(folder) = &self.place else {
            panic!("not in a file")
        };
        folder.path().join("landfast.db")
    }

    pub async fn users(&self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            self.store.user_insert(&user(number)).await.unwrap();
        }
    }

    pub fn at(&self, workspace: &WorkspaceId) -> Box<dyn WorkspaceStore> {
        self.store.workspace(workspace)
    }

    /// One change in one transaction, with an audit entry.
    pub async fn change<T>(
        &self,
        workspace: &WorkspaceId,
        change: impl AsyncFnOnce(&mut dyn WorkspaceTx) -> T,
    ) -> T {
        let mut tx = self.at(workspace).begin().await.unwrap();
        let made = change(tx.as_mut()).await;
        tx.commit(
            Timestamp::from_unix_ms(NOW),
            vec![entry("test.changed", None)],
        )
        .await
        .unwrap();
        made
    }

    pub async fn clear(&self) {
        self.store.close().await.unwrap();
        if let Place::Schema { server, name } = &self.place {
            let admin = Database::connect(server).await.unwrap();
            admin
                .execute_unprepared(&format!("DROP SCHEMA {name} CASCADE"))
                .await
                .unwrap();
        }
    }
}

async fn place(backend: Backend) -> Option<(Place, Settings)> {
    let (place, location) = match backend {
        Backend::Memory => (Place::Memory, Location::SqliteMemory),
        Backend::File => {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("landfast.db");
            (Place::Folder(folder), Location::SqliteFile(file))
        }
        Backend::Postgres => {
            let server = server()?;
            let name = schema(&server).await;
            let address = within(&server, &name).into();
            (Place::Schema { server, name }, Location::Postgres(address))
        }
    };
    Some((place, Settings { location }))
}

#[expect(
    clippy::disallowed_methods,
    reason = "which server to test on is the environment's to say"
)]
fn server() -> Option<String> {
    let found = std::env::var(POSTGRES)
        .ok()
        .filter(|address| !address.is_empty());
    if found.is_none() {
        eprintln!("skipped: {POSTGRES} names no PostgreSQL server");
    }
    found
}

async fn schema(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "test_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    );
    let admin = Database::connect(server).await.unwrap();
    // A run that was killed may have left one of the same name.
    for statement in [
        format!("DROP SCHEMA IF EXISTS {name} CASCADE"),
        format!("CREATE SCHEMA {name}"),
    ] {
        admin.execute_unprepared(&statement).await.unwrap();
    }
    name
}

fn within(server: &str, schema: &str) -> String {
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options[search_path]={schema}")
}

//! Databases to measure on, filled through the store's public port.

use std::{path::Path, sync::Arc};

use landfast_app::{
    App, Ports, Settings,
    ports::{AccountProbe, AuditEntry, Clock, Role, Store, Workspace},
};
use landfast_domain::{Account, Partition, PrincipalArn, Timestamp};
use landfast_store::{Location, SqlStore};
use landfast_test_kit::{FakeAws, SeededRandom, operator, secrets};
use secrecy::SecretString;

use crate::{
    Result,
    ambient::{SystemClock, WakeUp},
    fleet::{Fleet, tomorrow},
};

const WORKSPACE: &str = "bench";
/// Accounts of one transaction.
const BATCH: usize = 500;

/// A database that is open, with an operator and a workspace.
pub struct Database {
    pub store: SqlStore,
    pub workspace: Workspace,
    pub aws: FakeAws,
    pub principal: PrincipalArn,
}

impl Database {
    /// Makes it in `folder`, where `landfast serve --data-dir` looks for it.
    pub async fn create(folder: &Path, aws: FakeAws, principal: PrincipalArn) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let location = Location::SqliteFile(folder.join("landfast.db"));
        let settings = landfast_store::Settings { location };
        let store = landfast_store::open(
            &settings,
            Arc::new(SystemClock),
            Arc::new(SeededRandom::new(5)),
        )
        .await?;
        store.migrate().await?;
        let app = app(&store, Arc::new(aws.clone()), &aws, WakeUp::default())?;
        let password = SecretString::from("only for the time of a benchmark");
        app.create_operator("ada@example.com", &password, WORKSPACE)
            .await?;
        let workspace = store
            .workspace_find(WORKSPACE)
            .await?
            .ok_or("the workspace was not made")?;
        Ok(Self {
            store,
            workspace,
            aws,
            principal,
        })
    }

    /// The use cases over this database and its AWS, which they reach through `probe`.
    pub fn app(&self, probe: Arc<dyn AccountProbe>, hints: WakeUp) -> Result<App> {
        app(&self.store, probe, &self.aws, hints)
    }

    /// Registers accounts `0..count`, all proven, and gives them.
    pub async fn fill(
        &self,
        count: usize,
        next_check_at: impl Fn(Timestamp) -> Timestamp,
    ) -> Result<Vec<Account>> {
        let fleet = Fleet::new(self.store.installation().await?.role_name).await?;
        let now = SystemClock.now();
        let accounts = (0..count)
            .map(|place| fleet.account(place, now, next_check_at(now)))
            .collect::<Result<Vec<_>>>()?;
        for batch in accounts.chunks(BATCH) {
            let mut tx = self.store.workspace(&self.workspace.id).begin().await?;
            for account in batch {
                tx.account_insert(account).await?;
            }
            tx.commit(now, batch.iter().map(registered).collect())
                .await?;
        }
        Ok(accounts)
    }

    /// An API token that may read.
    pub async fn token(&self) -> Result<SecretString> {
        let app = self.app(Arc::new(self.aws.clone()), WakeUp::default())?;
        let made = app
            .create_token(&operator(&self.workspace), "bench", Role::Reader, 1)
            .await?;
        Ok(made.text)
    }
}

/// A database as `landfast serve` finds it, with `count` accounts that are checked tomorrow. Gives a
/// token that may read.
pub async fn prepare(folder: &Path, count: usize) -> Result<SecretString> {
    let principal = principal()?;
    let database = Database::create(folder, FakeAws::new(principal.clone()), principal).await?;
    database.fill(count, tomorrow).await?;
    let token = database.token().await?;
    database.store.close().await?;
    Ok(token)
}

/// Where `landfast serve` keeps the bills of the workspace of a prepared database.
pub async fn workspace_folder(folder: &Path) -> Result<std::path::PathBuf> {
    let location = Location::SqliteFile(folder.join("landfast.db"));
    let settings = landfast_store::Settings { location };
    let random = Arc::new(SeededRandom::new(6));
    let store = landfast_store::open(&settings, Arc::new(SystemClock), random).await?;
    let found = store.workspace_find(WORKSPACE).await?;
    store.close().await?;
    let workspace = found.ok_or("the workspace is not there")?;
    Ok(folder.join("workspaces").join(workspace.id.as_str()))
}

/// As whom the server runs here.
pub fn principal() -> Result<PrincipalArn> {
    let partition = Partition::Aws;
    Ok(PrincipalArn::parse(&format!(
        "arn:{partition}:iam::111122223333:role/service/landfast-server"
    ))?)
}

fn app(
    store: &SqlStore,
    probe: Arc<dyn AccountProbe>,
    aws: &FakeAws,
    hints: WakeUp,
) -> Result<App> {
    let store: Arc<dyn Store> = Arc::new(store.clone());
    let ports = Ports {
        secrets: secrets(&store, Arc::new(SystemClock), 8),
        keys: Arc::new(aws.clone()),
        store,
        probe,
        identity: Arc::new(aws.clone()),
        templates: Arc::new(aws.clone()),
        webhooks: Arc::new(landfast_test_kit::FakeReceiver::default()),
        clock: Arc::new(SystemClock),
        random: Arc::new(SeededRandom::new(6)),
        hints: Arc::new(hints),
        callbacks: None,
        bills: Arc::new(landfast_test_kit::FakeKeeper::default()),
        answers: Arc::new(landfast_test_kit::FakeAnswers::default()),
    };
    Ok(App::new(ports, Settings::default())?)
}

fn registered(account: &Account) -> AuditEntry {
    AuditEntry {
        actor: "ada@example.com".to_owned(),
        action: "account.registered",
        account: Some(account.id.clone()),
        summary: format!("Registered account {} as \"{}\".", account.id, account.name),
        request_id: None,
    }
}

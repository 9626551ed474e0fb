use std::{sync::Arc, time::Duration};

use landfast_app::{
    AccountDraft, Actor, App, IssuerSettings, Ports, Settings,
    ports::{AuditEntry, CheckState, Clock, Role, Secrets, Store, Trigger, Workspace},
};
use landfast_domain::{
    Account, Partition, PrincipalArn,
    activation::Permit,
    billing_export::{ExportChoice, reading_policy},
    ids::WorkspaceId,
    oidc::{AUDIENCE, IssuerUrl, JWKS_PATH},
};

use landfast_store::{KeySource, Sealer};

use crate::{
    FakeAnswers, FakeAws, FakeBills, FakeCallbacks, FakeKeeper, FakeReceiver, FakeRole, HandClock,
    HintLog, Point, SeededRandom,
};

type Anything = Box<dyn std::error::Error + Send + Sync>;

const LEASE: Duration = Duration::from_secs(120);

/// The use cases over rows of one's choice and a fake AWS.
pub struct World {
    pub app: Arc<App>,
    pub aws: FakeAws,
    pub receiver: FakeReceiver,
    pub callbacks: FakeCallbacks,
    pub keeper: FakeKeeper,
    pub clock: Arc<HandClock>,
    pub hints: Arc<HintLog>,
    pub store: Arc<dyn Store>,
    pub workspace: Workspace,
}

/// The principal as which the server runs here.
///
/// # Errors
/// Never, in fact: the text is fixed.
pub fn principal() -> Result<PrincipalArn, Anything> {
    Ok(PrincipalArn::parse(&format!(
        "arn:{}:iam::111122223333:role/service/landfast-server",
        Partition::Aws
    ))?)
}

/// The issuer that the server is here.
///
/// # Errors
/// Never, in fact: the text is fixed.
pub fn issuer() -> Result<IssuerUrl, Anything> {
    Ok(IssuerUrl::parse("https://landfast.example.com/oidc")?)
}

impl World {
    /// A world over `store`, which must be migrated, with a workspace called `name`.
    ///
    /// # Errors
    /// What the store says.
    pub async fn over(store: Arc<dyn Store>, name: &str, seed: u64) -> Result<Self, Anything> {
        Self::with_points(store, name, seed, Arc::new(|_| {})).await
    }

    /// As [`World::over`], with a function that is called wherever the process may die.
    ///
    /// # Errors
    /// What the store says.
    pub async fn with_points(
        store: Arc<dyn Store>,
        name: &str,
        seed: u64,
        point: Point,
    ) -> Result<Self, Anything> {
        Self::build(store, name, seed, point, Settings::default()).await
    }

    /// A server that is an OIDC issuer and has no AWS identity and no bucket. With `static_files` its
    /// documents are put out by [`World::publish`] only.
    ///
    /// # Errors
    /// What the store says.
    pub async fn as_issuer(
        store: Arc<dyn Store>,
        name: &str,
        point: Point,
        static_files: bool,
    ) -> Result<Self, Anything> {
        let url = issuer()?;
        let settings = Settings {
            issuer: Some(IssuerSettings { url, static_files }),
            ..Settings::default()
        };
        let world = Self::build(store, name, 1, point, settings).await?;
        world.aws.set_principal(None);
        world.aws.take_bucket();
        world.app.begin_issuer().await?;
        world.publish().await?;
        Ok(world)
    }

    /// AWS reads what the issuer publishes at this moment.
    ///
    /// # Errors
    /// What the store says.
    pub async fn publish(&self) -> Result<(), Anything> {
        let documents = self.app.issuer_documents().await?;
        let jwks = documents.into_iter().find(|one| one.path == JWKS_PATH);
        self.aws
            .put_issuer(&issuer()?, jwks.ok_or("no key set")?.text);
        Ok(())
    }

    async fn build(
        store: Arc<dyn Store>,
        name: &str,
        seed: u64,
        point: Point,
        settings: Settings,
    ) -> Result<Self, Anything> {
        let aws = FakeAws::with(principal()?, Arc::clone(&point));
        let receiver = FakeReceiver::with(Arc::clone(&point));
        let (clock, hints) = (
            Arc::new(HandClock::with(Arc::clone(&point))),
            Arc::new(HintLog::with(Arc::clone(&point))),
        );
        let keeper = FakeKeeper::with(Arc::clone(&point));
        let callbacks = FakeCallbacks::with(&clock, point);
        let outside = (&aws, &receiver, &callbacks, &keeper);
        let ports = ports(&store, outside, &clock, &hints, seed);
        let app = Arc::new(App::new(ports, settings)?);
        aws.members.templates_are(app.template().version.clone());
        let workspace = workspace(store.as_ref(), name, app.now()).await?;
        Ok(Self {
            app,
            aws,
            receiver,
            callbacks,
            keeper,
            clock,
            hints,
            store,
            workspace,
        })
    }

    /// The same world, whose server was started again with other settings.
    ///
    /// # Errors
    /// What [`App::new`] says.
    pub fn with_settings(self, settings: Settings) -> Result<Self, Anything> {
        const ANOTHER_SEED: u64 = 99;
        let outside = (&self.aws, &self.receiver, &self.callbacks, &self.keeper);
        let store = &self.store;
        let ports = ports(store, outside, &self.clock, &self.hints, ANOTHER_SEED);
        let app = Arc::new(App::new(ports, settings)?);
        Ok(Self { app, ..self })
    }

    #[must_use]
    pub fn operator(&self) -> Actor {
        operator(&self.workspace)
    }

    /// Registers an account by console stack.
    ///
    /// # Errors
    /// What the use case says.
    pub async fn register(&self, account_id: &str) -> Result<Account, landfast_app::Error> {
        self.register_by(account_id, "console_stack").await
    }

    /// Registers an account by a method, by its name on the wire.
    ///
    /// # Errors
    /// What the use case says.
    pub async fn register_by(
        &self,
        account_id: &str,
        method: &str,
    ) -> Result<Account, landfast_app::Error> {
        let draft = AccountDraft {
            account_id: account_id.to_owned(),
            method: method.to_owned(),
            ..AccountDraft::default()
        };
        self.app.register(&self.operator(), &draft).await
    }

    /// What a launched stack leaves in AWS: the template's role.
    pub fn launch(&self, account: &Account) {
        if let Ok(principal) = principal() {
            let role = FakeRole::of_template(account, &principal, &self.app.template().version);
            self.aws.put_role(&account.template_role(), role);
        }
    }

    /// The same for an account that trusts the issuer: the template's role and the OIDC provider.
    pub fn launch_for_issuer(&self, account: &Account) {
        if let (Ok(issuer), Some(template)) = (issuer(), self.app.issuer_template()) {
            let role = FakeRole::of_issuer(account, &issuer, &template.version);
            let arn = account.template_role();
            let provider = issuer.provider_arn(arn.partition(), &account.id);
            self.aws.put_provider(&provider, AUDIENCE);
            self.aws.put_role(&arn, role);
        }
    }

    /// What the launched stack of a permit leaves in the payer: its role.
    pub fn launch_permit(&self, payer: &Account, permit: &Permit) {
        let as_registered = Account {
            external_id: permit.external_id.clone(),
            region: permit.region.clone(),
            role_name: permit.role_name.clone(),
            ..payer.clone()
        };
        if let Ok(principal) = principal() {
            let version = &self.app.template().version;
            let role = FakeRole::of_template(&as_registered, &principal, version);
            self.aws.put_role(&permit.role_arn(), role);
        }
    }

    /// Does all work that is due now.
    ///
    /// # Errors
    /// What the queue says.
    pub async fn work(&self) -> Result<(), Anything> {
        loop {
            while self.app.work_once(LEASE).await? {}
            if self.app.schedule_due().await? == 0 {
                return Ok(());
            }
        }
    }

    /// What the stacks of a billing export leave in AWS: export, bucket, and the role's right to read.
    pub fn launch_bills(&self, account: &Account, choice: &ExportChoice) {
        let bills = FakeBills::launched(account, choice, self.app.now());
        self.aws.put_bills(&account.id, bills);
        self.grant_reading(account, choice);
    }

    /// The right to read the bucket, which the stack puts on the role.
    pub fn grant_reading(&self, account: &Account, choice: &ExportChoice) {
        let partition = Partition::of(&account.region);
        let policy = reading_policy(choice, &account.id, partition).to_string();
        self.aws.edit_role(&account.role_to_try(), |role| {
            role.policies.documents.push(policy);
        });
    }

    /// Asks for a check and moves the clock from try to try until it has its answer.
    ///
    /// # Errors
    /// What the use cases say.
    pub async fn check(&self, account: &Account, trigger: Trigger) -> Result<Account, Anything> {
        self.check_step(account, "api-access", trigger).await
    }

    /// The same of another step.
    ///
    /// # Errors
    /// What the use cases say.
    pub async fn check_step(
        &self,
        account: &Account,
        step: &str,
        trigger: Trigger,
    ) -> Result<Account, Anything> {
        let (actor, id) = (self.operator(), account.id.as_str());
        let check = self.app.start_check(&actor, id, step, trigger).await?;
        loop {
            self.work().await?;
            let now = self.app.check(&actor, id, check.id.as_str()).await?;
            match (now.state, now.next_at) {
                (CheckState::Done, _) => return Ok(self.app.account(&actor, id).await?),
                (_, Some(at)) => self.clock.set(at),
                (state, None) => {
                    return Err(format!("the check is {state:?} and nothing will move it").into());
                }
            }
        }
    }
}

fn ports(
    store: &Arc<dyn Store>,
    (aws, receiver, callbacks, keeper): (&FakeAws, &FakeReceiver, &FakeCallbacks, &FakeKeeper),
    clock: &Arc<HandClock>,
    hints: &Arc<HintLog>,
    seed: u64,
) -> Ports {
    Ports {
        store: Arc::clone(store),
        probe: Arc::new(aws.clone()),
        keys: Arc::new(aws.clone()),
        secrets: secrets(store, Arc::clone(clock) as _, seed),
        identity: Arc::new(aws.clone()),
        templates: Arc::new(aws.clone()),
        webhooks: Arc::new(receiver.clone()),
        clock: Arc::clone(clock) as _,
        random: Arc::new(SeededRandom::new(seed)),
        hints: Arc::clone(hints) as _,
        callbacks: Some(callbacks.ports()),
        bills: Arc::new(keeper.clone()),
        answers: Arc::new(FakeAnswers::default()),
    }
}

/// Sealed by a key that every world has, so that what one sealed another opens.
#[must_use]
pub fn secrets(store: &Arc<dyn Store>, clock: Arc<dyn Clock>, seed: u64) -> Arc<dyn Secrets> {
    let key = KeySource::Fixed([7; 32]);
    let random = Arc::new(SeededRandom::new(seed.wrapping_add(1)));
    Arc::new(Sealer::new(key, Arc::clone(store), clock, random))
}

async fn workspace(
    store: &dyn Store,
    name: &str,
    now: landfast_domain::Timestamp,
) -> Result<Workspace, Anything> {
    if let Some(there) = store.workspace_find(name).await? {
        return Ok(there);
    }
    let noise = name.bytes().fold([0u8; 10], |mut sum, byte| {
        sum.rotate_left(1);
        if let Some(first) = sum.first_mut() {
            *first ^= byte;
        }
        sum
    });
    let made = Workspace {
        id: WorkspaceId::new(now, noise),
        name: name.to_owned(),
        created_at: now,
    };
    let entry = AuditEntry {
        actor: "test".to_owned(),
        action: "workspace.created",
        account: None,
        summary: format!("Made {name}."),
        request_id: None,
    };
    store.workspace_insert(&made, None, entry).await?;
    Ok(made)
}

/// Somebody who may change everything in `workspace`.
#[must_use]
pub fn operator(workspace: &Workspace) -> Actor {
    actor(workspace, "ada@example.com", Role::Operator)
}

/// Somebody who may only look.
#[must_use]
pub fn reader(workspace: &Workspace) -> Actor {
    actor(workspace, "bob@example.com", Role::Reader)
}

fn actor(workspace: &Workspace, name: &str, role: Role) -> Actor {
    Actor {
        name: name.to_owned(),
        user: None,
        role,
        workspace: workspace.clone(),
        request_id: None,
    }
}

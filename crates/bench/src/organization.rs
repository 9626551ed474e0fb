//! A payer with thousands of linked accounts: read, rolled out to and proven by the real worker
//! against an AWS that answers at once, then looked at through the real binary.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::{
    AccountDraft, App, RolloutDraft,
    ports::{Clock, MemberQuery, Trigger},
};
use landfast_domain::{
    Account, AccountId,
    api_access::Membership,
    organization::{Member, MemberState, Rollout, Unit, UnitId, names},
};
use landfast_test_kit::{FakeAws, FakeRole, operator};
use secrecy::ExposeSecret;
use tokio::time::Instant;

use crate::{
    Result,
    ambient::{SystemClock, WakeUp},
    database::{Database, principal},
    load::{self, Question, Times},
    proc::Process,
    report::{Aim, Report, Table, count, mb, ms, time_below},
    server::Server,
    sizes::Sizes,
    worker::work_off,
};

const PAYER: &str = "100000000001";
/// Ids of the linked accounts begin here.
const FIRST: usize = 300_000_000_000;
/// Units below the root; accounts stand in them by turns.
const UNITS: usize = 50;
const PAGE: Duration = Duration::from_millis(200);
/// The most accounts of one page that the API gives.
const MOST: u32 = 200;

/// What one part of the work cost.
struct Phase {
    name: &'static str,
    accounts: usize,
    wall: Duration,
    cpu: Duration,
    calls: usize,
    resident: u64,
}

/// A page and its times.
struct Asked {
    name: &'static str,
    times: Times,
}

pub async fn measure(landfast: &Path, scratch: &Path, sizes: &Sizes) -> Result<Report> {
    let folder = scratch.join("organization");
    let Prepared { token, phases } = prepare(&folder, sizes.linked).await?;
    let server = Server::start(landfast, &folder).await?;
    let mut asked = Vec::new();
    for (name, path) in paths() {
        let question = Question {
            server: server.address,
            path: path.into(),
            token: Arc::clone(&token),
        };
        load::run(&question, 1, sizes.load / 10).await?;
        let times = load::run(&question, 1, sizes.load / 2).await?;
        asked.push(Asked { name, times });
    }
    let resident = server.process.resident()?;
    server.stop().await?;
    Ok(Report {
        aims: asked.iter().map(aim).collect(),
        tables: vec![work(&phases), pages(&asked), memory(resident)],
    })
}

struct Prepared {
    token: Arc<str>,
    phases: [Phase; 2],
}

async fn prepare(folder: &Path, linked: usize) -> Result<Prepared> {
    let principal = principal()?;
    let aws = FakeAws::new(principal.clone());
    let database = Database::create(folder, aws, principal).await?;
    let hints = WakeUp::default();
    let app = Arc::new(database.app(Arc::new(database.aws.clone()), hints.clone())?);
    let bench = Bench {
        database: &database,
        app,
        hints,
    };
    let payer = bench.payer(linked).await?;
    let discovery = bench
        .phase("read the organization", linked, bench.discover())
        .await?;
    bench.roll_out(&payer).await?;
    let activation = bench
        .phase("reach, register, prove", linked, bench.discover())
        .await?;
    bench.all_proven(linked).await?;
    let token = database.token().await?.expose_secret().into();
    database.store.close().await?;
    Ok(Prepared {
        token,
        phases: [discovery, activation],
    })
}

struct Bench<'a> {
    database: &'a Database,
    app: Arc<App>,
    hints: WakeUp,
}

impl Bench<'_> {
    /// A payer that is proven and confirmed while its organization is still empty.
    async fn payer(&self, linked: usize) -> Result<Account> {
        let actor = operator(&self.database.workspace);
        let draft = AccountDraft {
            account_id: PAYER.to_owned(),
            method: "console_stack".to_owned(),
            capabilities: Some(vec!["activation".to_owned()]),
            ..AccountDraft::default()
        };
        let payer = self.app.register(&actor, &draft).await?;
        self.launch(&payer, &payer.id);
        let root = unit("r-ab12".to_owned(), "Root", None)?;
        self.database.aws.edit_organization(&payer.id, |one| {
            one.tree.tree = [root.clone()].into_iter().collect();
            one.put(&payer.id, "Payer", MemberState::Active, &root);
        });
        self.app
            .start_check(&actor, PAYER, "api-access", Trigger::Person)
            .await?;
        self.work_off().await?;
        let payer = self.app.confirm(&actor, PAYER).await?;
        self.fill(&payer.id, &root, linked)?;
        Ok(payer)
    }

    fn fill(&self, payer: &AccountId, root: &Unit, linked: usize) -> Result<()> {
        let units = (0..UNITS)
            .map(|nth| {
                let id = format!("ou-ab12-{nth:08}");
                unit(id, &format!("Unit {nth}"), Some(&root.id))
            })
            .collect::<Result<Vec<Unit>>>()?;
        let ids = (0..linked).map(account_id).collect::<Result<Vec<_>>>()?;
        self.database.aws.edit_organization(payer, |one| {
            let all = std::iter::once(root.clone()).chain(units.iter().cloned());
            one.tree.tree = all.collect();
            for ((nth, id), unit) in ids.iter().enumerate().zip(units.iter().cycle()) {
                one.put_new(id, &format!("workload-{nth:05}"), MemberState::Active, unit);
            }
        });
        Ok(())
    }

    /// The role of the template in an account of the payer's organization.
    fn launch(&self, account: &Account, payer: &AccountId) {
        let version = &self.app.template().version;
        let role = FakeRole::of_template(account, &self.database.principal, version);
        self.database.aws.put_role(&account.template_role(), role);
        let membership = Membership::Organization {
            id: "o-benchmark0".to_owned(),
            management_account: payer.clone(),
        };
        self.database.aws.put_membership(&account.id, membership);
    }

    /// What a StackSet leaves in every account.
    async fn roll_out(&self, payer: &Account) -> Result<()> {
        let actor = operator(&self.database.workspace);
        let plan = RolloutDraft::default();
        let status = self.app.plan_rollout(&actor, PAYER, &plan).await?;
        let rollout = status.rollout.ok_or("no roll-out was begun")?;
        let of = self.app.organization(&actor, PAYER).await?;
        let mut query = MemberQuery {
            payer: payer.id.clone(),
            search: None,
            standing: None,
            stack: None,
            units: None,
            limit: MOST,
            cursor: None,
        };
        loop {
            let page = self.app.linked(&actor, &of, None, query.clone()).await?;
            for row in page.items.iter().filter(|row| row.member.id != payer.id) {
                self.deploy(payer, &rollout, &row.member);
            }
            query.cursor = page.next;
            if query.cursor.is_none() {
                return Ok(());
            }
        }
    }

    fn deploy(&self, payer: &Account, rollout: &Rollout, member: &Member) {
        let [name, _] = names(member);
        let role_name = payer.role_name.clone();
        let account = rollout.registers(member, name, role_name, SystemClock.now());
        self.launch(&account, &payer.id);
    }

    async fn discover(&self) -> Result<()> {
        let actor = operator(&self.database.workspace);
        self.app.discover(&actor, PAYER).await?;
        self.work_off().await
    }

    async fn work_off(&self) -> Result<()> {
        work_off(self.database, Arc::clone(&self.app), self.hints.clone()).await
    }

    async fn phase(
        &self,
        name: &'static str,
        accounts: usize,
        work: impl Future<Output = Result<()>>,
    ) -> Result<Phase> {
        let before = self.database.aws.journal().len();
        let (started, cpu) = (Instant::now(), Process::This.cpu()?);
        work.await?;
        Ok(Phase {
            name,
            accounts,
            wall: started.elapsed(),
            cpu: Process::This.cpu()? - cpu,
            calls: self.database.aws.journal().len() - before,
            resident: Process::This.resident()?,
        })
    }

    async fn all_proven(&self, linked: usize) -> Result<()> {
        let actor = operator(&self.database.workspace);
        let status = self.app.organization(&actor, PAYER).await?;
        let found = (status.coverage.covered(), status.coverage.wanted());
        let all = u64::try_from(linked)? + 1;
        if found == (all, all) {
            return Ok(());
        }
        Err(format!("expected {all} of {all} accounts to be proven, found {found:?}").into())
    }
}

fn unit(id: String, name: &str, parent: Option<&UnitId>) -> Result<Unit> {
    Ok(Unit {
        id: UnitId::parse(&id)?,
        name: name.to_owned(),
        parent: parent.cloned(),
    })
}

fn account_id(nth: usize) -> Result<AccountId> {
    Ok(AccountId::parse(&(FIRST + nth).to_string())?)
}

/// What the pages of the payer ask.
fn paths() -> [(&'static str, String); 7] {
    let payer = format!("/api/v1/accounts/{PAYER}");
    [
        ("account", payer.clone()),
        (
            "step linked-accounts",
            format!("{payer}/steps/linked-accounts"),
        ),
        ("tree with coverage", format!("{payer}/organization")),
        (
            "linked accounts, first page",
            format!("{payer}/linked?limit=50"),
        ),
        ("linked accounts, 200", format!("{payer}/linked?limit=200")),
        (
            "linked accounts, search",
            format!("{payer}/linked?limit=50&search=77"),
        ),
        ("accounts table", "/api/v1/accounts?limit=50".to_owned()),
    ]
}

fn work(phases: &[Phase]) -> Table {
    let row = |it: &Phase| {
        let each = u32::try_from(it.accounts.max(1)).map_or(it.cpu, |many| it.cpu / many);
        vec![
            it.name.to_owned(),
            count(it.accounts),
            format!("{:.1} s", it.wall.as_secs_f64()),
            ms(each),
            format!("{:.2}", it.calls as f64 / it.accounts as f64),
            mb(it.resident),
        ]
    };
    Table {
        head: vec![
            "done",
            "accounts",
            "wall",
            "CPU/account",
            "calls/account",
            "resident afterwards, with the fake AWS",
        ],
        rows: phases.iter().map(row).collect(),
    }
}

fn pages(asked: &[Asked]) -> Table {
    let row = |it: &Asked| {
        vec![
            it.name.to_owned(),
            ms(it.times.quantile(0.5)),
            ms(it.times.quantile(0.99)),
        ]
    };
    Table {
        head: vec!["asked", "p50", "p99"],
        rows: asked.iter().map(row).collect(),
    }
}

fn memory(resident: u64) -> Table {
    Table {
        head: vec!["resident memory of the server after all of it"],
        rows: vec![vec![mb(resident)]],
    }
}

fn aim(asked: &Asked) -> Aim {
    let what = format!("p99 of what a page asks: {}", asked.name);
    time_below(what, PAGE, asked.times.quantile(0.99))
}

//! The daily proof of many accounts by the real worker, against an AWS that answers at once: what
//! is left is our own cost. Then the same through the pacer, which must hold its rate.

mod calls;

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::{
    PacedProbe,
    ports::{AccountProbe, Clock, Store},
};
use landfast_domain::{
    Account, Timestamp,
    step::{StepKind, StepState},
};
use landfast_test_kit::FakeAws;
use tokio::time::Instant;

use self::calls::Calls;
use crate::{
    Result,
    ambient::{SystemClock, WakeUp},
    database::{Database, principal},
    fleet::launch,
    proc::Process,
    report::{Aim, Report, Table, count, ms, time_below},
    sizes::Sizes,
    worker::work_off,
};

const CPU: Duration = Duration::from_millis(5);

struct Found {
    name: String,
    accounts: usize,
    calls: usize,
    assumed: usize,
    cpu: Duration,
    wall: Duration,
    /// The most calls of `sts:AssumeRole` in any second.
    busiest: usize,
}

pub async fn measure(scratch: &Path, sizes: &Sizes) -> Result<Report> {
    let free = one(&scratch.join("free"), sizes.checked, None).await?;
    let paced = one(&scratch.join("paced"), sizes.paced, Some(sizes.rate)).await?;
    let rate = usize::try_from(sizes.rate)?;
    if paced.busiest > rate {
        let busiest = paced.busiest;
        return Err(format!("the pacer let {busiest} calls of sts:AssumeRole through within one second, expected at most {rate}").into());
    }
    Ok(Report {
        aims: vec![
            time_below("CPU for each account checked", CPU, free.cpu_each()),
            Aim {
                what: "calls of sts:AssumeRole in the busiest second, paced".to_owned(),
                aim: format!("never above {rate}"),
                found: paced.busiest.to_string(),
                met: true,
            },
        ],
        tables: vec![table(&[free, paced])],
    })
}

async fn one(folder: &Path, accounts: usize, rate: Option<u32>) -> Result<Found> {
    let (principal, calls) = (principal()?, Calls::default());
    let aws = FakeAws::with(principal.clone(), calls.point());
    let database = Database::create(folder, aws, principal).await?;
    let made = database.fill(accounts, |now| now).await?;
    let hints = WakeUp::default();
    let app = Arc::new(database.app(probe(&database.aws, rate), hints.clone())?);
    for account in &made {
        launch(
            &database.aws,
            account,
            &database.principal,
            &app.template().version,
        )?;
    }
    let (begun, started, cpu) = (SystemClock.now(), Instant::now(), Process::This.cpu()?);
    work_off(&database, app, hints).await?;
    let (wall, cpu) = (started.elapsed(), Process::This.cpu()? - cpu);
    proven(&database, &made, begun).await?;
    database.store.close().await?;
    let assumed = calls.of("AssumeRole");
    Ok(Found {
        name: rate.map_or_else(
            || "as fast as it can".to_owned(),
            |rate| format!("paced at {rate}/s"),
        ),
        accounts,
        calls: database.aws.journal().len(),
        assumed: assumed.len(),
        cpu,
        wall,
        busiest: calls::busiest_second(&assumed),
    })
}

fn probe(aws: &FakeAws, rate: Option<u32>) -> Arc<dyn AccountProbe> {
    let aws: Arc<dyn AccountProbe> = Arc::new(aws.clone());
    match rate {
        Some(rate) => Arc::new(PacedProbe::new(aws, rate)),
        None => aws,
    }
}

/// A check that went wrong is cheap: every one must have passed, and have been made now.
async fn proven(database: &Database, made: &[Account], since: Timestamp) -> Result<()> {
    let rows = database.store.workspace(&database.workspace.id);
    for account in made {
        let now = rows
            .account_find(&account.id)
            .await?
            .ok_or("an account is gone")?;
        let step = now.step(StepKind::ApiAccess).ok_or("a step is gone")?;
        let fresh = now.last_check_at.is_some_and(|at| at >= since);
        if !fresh || !matches!(step.state, StepState::Passed { .. }) {
            let state = step.state.name();
            return Err(format!(
                "account {}: expected a new check that passed, found {state}",
                now.id
            )
            .into());
        }
    }
    Ok(())
}

impl Found {
    fn cpu_each(&self) -> Duration {
        u32::try_from(self.accounts).map_or(self.cpu, |accounts| self.cpu / accounts.max(1))
    }

    fn each(&self, calls: usize) -> String {
        format!("{:.2}", calls as f64 / self.accounts as f64)
    }
}

fn table(found: &[Found]) -> Table {
    let row = |it: &Found| {
        vec![
            it.name.clone(),
            count(it.accounts),
            it.each(it.calls),
            it.each(it.assumed),
            ms(it.cpu_each()),
            format!("{:.1} s", it.wall.as_secs_f64()),
            it.busiest.to_string(),
        ]
    };
    Table {
        head: vec![
            "checked",
            "accounts",
            "calls/account",
            "of them AssumeRole",
            "CPU/account",
            "wall",
            "AssumeRole in the busiest second",
        ],
        rows: found.iter().map(row).collect(),
    }
}

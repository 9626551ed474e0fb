//! How soon a server answers, and how much memory it holds when nobody asks it anything.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result, database,
    report::{Aim, Report, Table, count, mb, ms, time_below},
    server::Server,
    sizes::Sizes,
};

const READY: Duration = Duration::from_millis(300);
const IDLE: u64 = 80_000_000;

struct Found {
    accounts: usize,
    /// In the order of their length.
    starts: Vec<Duration>,
    idle: u64,
}

pub async fn measure(landfast: &Path, scratch: &Path, sizes: &Sizes) -> Result<Report> {
    let mut found = Vec::new();
    for accounts in [0, sizes.accounts] {
        found.push(
            one(
                landfast,
                &scratch.join(accounts.to_string()),
                accounts,
                sizes,
            )
            .await?,
        );
    }
    Ok(Report {
        tables: vec![table(&found)],
        aims: found.iter().flat_map(aims).collect(),
    })
}

async fn one(landfast: &Path, data: &Path, accounts: usize, sizes: &Sizes) -> Result<Found> {
    database::prepare(data, accounts).await?;
    let mut starts = Vec::new();
    for _ in 0..sizes.starts {
        let server = Server::start(landfast, data).await?;
        starts.push(server.ready_after);
        server.stop().await?;
    }
    starts.sort();
    let server = Server::start(landfast, data).await?;
    sleep(sizes.idle).await;
    let idle = server.process.resident()?;
    server.stop().await?;
    Ok(Found {
        accounts,
        starts,
        idle,
    })
}

impl Found {
    fn median(&self) -> Duration {
        self.starts
            .get(self.starts.len() / 2)
            .copied()
            .unwrap_or_default()
    }
}

fn table(found: &[Found]) -> Table {
    let time = |time: Option<&Duration>| ms(time.copied().unwrap_or_default());
    let row = |it: &Found| {
        vec![
            count(it.accounts),
            it.starts.len().to_string(),
            time(it.starts.first()),
            ms(it.median()),
            time(it.starts.last()),
            mb(it.idle),
        ]
    };
    Table {
        head: vec![
            "accounts",
            "starts",
            "ready: min",
            "median",
            "max",
            "idle memory",
        ],
        rows: found.iter().map(row).collect(),
    }
}

fn aims(found: &Found) -> [Aim; 2] {
    let accounts = count(found.accounts);
    let slowest = found.starts.last().copied().unwrap_or_default();
    let idle = Aim {
        what: format!("resident memory when idle, {accounts} accounts"),
        aim: format!("under {}", mb(IDLE)),
        found: mb(found.idle),
        met: found.idle < IDLE,
    };
    [
        time_below(
            format!("ready, slowest start, {accounts} accounts"),
            READY,
            slowest,
        ),
        idle,
    ]
}

//! Questions about the bill, over HTTP as the console asks them, beside the peers on the same files.

use std::{path::Path, time::Duration};

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    at_most,
    ingest::{ENGINES, Programs, files},
    tree,
};
use crate::{
    Result,
    http::Connection,
    report::{Aim, Table, ms, time_below},
    server::Server,
    sizes::Sizes,
};

const PAGE: Duration = Duration::from_millis(100);
const COST: &str = "cost by account, service and day";

/// A question and how long its answers took, in order.
struct Found {
    engine: String,
    asked: String,
    times: Vec<Duration>,
    memory: Option<u64>,
}

pub struct Asked(Vec<Found>);

pub async fn measure(
    programs: &Programs<'_>,
    data: &Path,
    workspace: &Path,
    token: &SecretString,
    sizes: &Sizes,
) -> Result<Asked> {
    let server = Server::start(programs.landfast, data).await?;
    let mut connection = Connection::open(server.address).await?;
    let mut found = Vec::new();
    for (asked, path, bodies) in ours() {
        let mut times = Vec::new();
        // The first is not counted: footers of files are read.
        for turn in 0..=sizes.asked {
            let begun = Instant::now();
            for body in &bodies {
                let (status, bytes) = connection.post(path, token.expose_secret(), body).await?;
                if !status.is_success() || bytes.len() < 100 {
                    let said = String::from_utf8_lossy(&bytes);
                    return Err(format!("{asked}: {status}: {said}").into());
                }
            }
            if turn > 0 {
                times.push(begun.elapsed());
            }
        }
        times.sort();
        let memory = Some(server.process.resident()?);
        found.push(Found {
            engine: "Landfast".to_owned(),
            asked: asked.to_owned(),
            times,
            memory,
        });
    }
    server.stop().await?;
    found.extend(theirs(programs, data, workspace, sizes).await?);
    Ok(Asked(found))
}

/// What is asked of the server, each as the requests of one page.
fn ours() -> Vec<(&'static str, &'static str, Vec<Value>)> {
    let month = json!({ "from": "2026-10", "to": "2026-10" });
    let of = |measure: &str, granularity: &str, by: &[&str], top: Option<u32>| {
        json!({
            "selection": month, "measure": measure, "granularity": granularity, "group_by": by,
            "top": top,
        })
    };
    let questions = "/api/v1/bills/questions";
    let sql = "SELECT count(*) AS groups, sum(amount) AS amount, min(day) AS first, max(day) AS last                FROM (SELECT account_id, coalesce(service, service_code) AS of, day, currency,                sum(unblended) AS amount FROM bills WHERE NOT is_split GROUP BY 1, 2, 3, 4)";
    vec![
        (
            "a dashboard page: totals, by month and by day and service",
            questions,
            vec![
                of("unblended", "month", &[], None),
                of("amortized", "month", &[], None),
                of("unblended", "day", &["service"], Some(10)),
            ],
        ),
        (
            COST,
            questions,
            vec![of("unblended", "day", &["account", "service"], None)],
        ),
        (
            "the same from all lines, in SQL",
            "/api/v1/bills/sql",
            vec![json!({ "sql": sql })],
        ),
        (
            "by a tag, from all lines",
            questions,
            vec![of("unblended", "none", &["tag:user:team"], None)],
        ),
        (
            "the 20 most expensive resources",
            questions,
            vec![of("unblended", "none", &["resource"], Some(20))],
        ),
    ]
}

async fn theirs(
    programs: &Programs<'_>,
    data: &Path,
    workspace: &Path,
    sizes: &Sizes,
) -> Result<Vec<Found>> {
    #[derive(Deserialize)]
    struct Said {
        rows: u64,
        seconds: Vec<f64>,
    }
    let lines = files(&workspace.join("bills"))?;
    let is_lines = |file: &&std::path::PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".parquet") && !name.starts_with('_')
    };
    let lines: Vec<_> = lines.iter().filter(is_lines).collect();
    let out = data.join("asked.json");
    let mut found = Vec::new();
    for engine in ENGINES {
        let Some(mut command) = programs.peer(engine, "ask") else {
            continue;
        };
        let run = tree::run(command.arg(sizes.asked.to_string()).args(&lines), &out).await?;
        let said: Said = serde_json::from_str(&std::fs::read_to_string(&out)?)?;
        found.push(Found {
            engine: engine.to_owned(),
            asked: format!("{COST}, from our lines, {} rows", said.rows),
            times: said
                .seconds
                .into_iter()
                .map(Duration::from_secs_f64)
                .collect(),
            memory: Some(run.peak),
        });
    }
    Ok(found)
}

impl Found {
    fn median(&self) -> Duration {
        let middle = self.times.get(self.times.len() / 2);
        middle.copied().unwrap_or_default()
    }

    fn slowest(&self) -> Duration {
        self.times.last().copied().unwrap_or_default()
    }
}

impl Asked {
    pub fn table(&self) -> Table {
        let rows = self.0.iter().map(|found| {
            vec![
                found.engine.clone(),
                found.asked.clone(),
                ms(found.median()),
                ms(found.slowest()),
                found.memory.map(crate::report::mb).unwrap_or_default(),
            ]
        });
        Table {
            head: vec!["engine", "asked", "median", "slowest", "memory"],
            rows: rows.collect(),
        }
    }

    pub fn aims(&self) -> Vec<Aim> {
        let ours = |asked: &str| {
            let mut all = self.0.iter().filter(|found| found.engine == "Landfast");
            all.find(|found| found.asked.starts_with(asked))
        };
        let mut aims = Vec::new();
        if let Some(page) = ours("a dashboard page") {
            aims.push(time_below(
                "a dashboard page, slowest",
                PAGE,
                page.slowest(),
            ));
        }
        let peers = self.0.iter().filter(|found| found.engine != "Landfast");
        let fastest = peers.map(Found::median).min();
        for asked in [COST, "the same from all lines"] {
            if let (Some(found), Some(fastest)) = (ours(asked), fastest) {
                let ratio = found.median().as_secs_f64() / fastest.as_secs_f64();
                let what = format!("{asked}, in times of the fastest peer");
                aims.push(at_most(&what, 1.0, ratio));
            }
        }
        aims
    }
}

//! From csv.gz to a store.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tokio::process::Command;

use super::{
    MEMORY, at_most,
    made::{Made, PAYER},
    tree::{self, Run},
};
use crate::{
    Result,
    report::{Aim, Table, mb},
};

/// Where the peers' script is.
const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/peers.py");
pub const ENGINES: [&str; 2] = ["duckdb", "polars"];
/// What a peer is asked to write, and how that is called.
const WAYS: [(&str, &str); 2] = [
    ("ingest-sorted", SORTED),
    ("ingest", "in the order of the bill"),
];
/// As the store is.
const SORTED: &str = "sorted as the store is";

fn named(engine: &str, how: &str) -> String {
    format!("{engine}, {how}")
}

pub struct Programs<'a> {
    pub landfast: &'a Path,
    pub python: Option<&'a Path>,
}

impl Programs<'_> {
    /// The peers' script, where there is a Python for it.
    pub fn peer(&self, engine: &str, what: &str) -> Option<Command> {
        let mut command = Command::new(self.python?);
        command.args([PEERS, engine, what]);
        Some(command)
    }
}

pub struct Ingested {
    runs: Vec<(String, Run, u64)>,
    rows: u64,
}

/// Ours first, once with a cold page cache of its own making for all of them: the bill was just written.
pub async fn measure(
    programs: &Programs<'_>,
    bill: &Path,
    made: &Made,
    workspace: &Path,
    scratch: &Path,
) -> Result<Ingested> {
    let out = scratch.join("out.json");
    let mut command = Command::new(programs.landfast);
    command.args(["bills", "import", "--output", "json", "--data-dir"]);
    let run = tree::run(command.arg(workspace).arg(bill), &out).await?;
    demand(&std::fs::read_to_string(&out)?, made)?;
    let kept = size(&workspace.join("bills"))?;
    let mut runs = vec![("Landfast".to_owned(), run, kept)];
    let ways = ENGINES
        .iter()
        .flat_map(|engine| WAYS.map(|way| (*engine, way)));
    for (engine, (what, how)) in ways {
        let Some(mut command) = programs.peer(engine, what) else {
            continue;
        };
        let parquet = scratch.join("peer.parquet");
        let run = tree::run(command.arg(&parquet).args(files(bill)?), &out).await?;
        runs.push((named(engine, how), run, std::fs::metadata(&parquet)?.len()));
        std::fs::remove_file(&parquet)?;
    }
    Ok(Ingested {
        runs,
        rows: made.rows,
    })
}

/// A fast import of something else would be no figure.
fn demand(said: &str, made: &Made) -> Result<()> {
    #[derive(Deserialize)]
    struct Month {
        payer: String,
        rows: u64,
        unblended: String,
    }
    #[derive(Deserialize)]
    struct Said {
        imports: Vec<Month>,
    }
    let Said { imports: found } = serde_json::from_str(said)?;
    let is_right = |month: &Month| {
        month.payer == PAYER && month.rows == made.rows && month.unblended == made.unblended
    };
    match found.as_slice() {
        [month] if is_right(month) => Ok(()),
        _ => Err(format!(
            "expected {} lines of {}, found {said}",
            made.rows, made.unblended
        )
        .into()),
    }
}

fn size(folder: &Path) -> Result<u64> {
    files(folder)?
        .iter()
        .map(|file| Ok(std::fs::metadata(file)?.len()))
        .sum()
}

/// All files below a folder.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}

impl Ingested {
    fn of(&self, name: &str) -> Option<&Run> {
        let found = self.runs.iter().find(|(engine, ..)| engine == name);
        found.map(|(_, run, _)| run)
    }

    pub fn table(&self) -> Table {
        let rows = self.runs.iter().map(|(engine, run, bytes)| {
            let seconds = run.wall.as_secs_f64();
            vec![
                engine.clone(),
                format!("{seconds:.1} s"),
                format!("{:.1} s", run.cpu.as_secs_f64()),
                format!("{:.0}", self.rows as f64 / seconds / 1000.0),
                mb(run.peak),
                mb(*bytes),
            ]
        });
        Table {
            head: vec![
                "csv.gz to",
                "wall",
                "processor",
                "thousand lines/s",
                "peak memory",
                "size",
            ],
            rows: rows.collect(),
        }
    }

    pub fn aims(&self) -> Vec<Aim> {
        let mut aims = Vec::new();
        let Some(ours) = self.of("Landfast") else {
            return aims;
        };
        if let Some(duckdb) = self.of(&named("duckdb", SORTED)) {
            let ratio = ours.wall.as_secs_f64() / duckdb.wall.as_secs_f64();
            aims.push(at_most(
                "csv.gz to the store, in walls of DuckDB that sorts",
                0.5,
                ratio,
            ));
        }
        aims.push(Aim {
            what: "memory of bringing it in, all processes".to_owned(),
            aim: format!("at most {}", mb(MEMORY)),
            found: mb(ours.peak),
            met: ours.peak <= MEMORY,
        });
        aims
    }
}

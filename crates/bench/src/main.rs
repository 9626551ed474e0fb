//! `landfast-bench`: takes the figures of docs/benchmarks.md. Started by `cargo xtask bench`, which
//! builds both programs, names the machine and writes the page; this one only measures.
//!
//! Linux only: memory and processor time are read from `/proc`.

mod ambient;
mod bills;
mod checks;
mod database;
mod fleet;
mod http;
mod list;
mod load;
mod organization;
mod proc;
mod report;
mod server;
mod sizes;
mod start;
mod worker;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, ValueEnum};
use tokio::runtime::{Builder, Runtime};

use crate::{report::Report, sizes::Sizes};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures one thing and writes what it found as JSON.
#[derive(Debug, Parser)]
struct Arguments {
    #[arg(value_enum)]
    benchmark: Benchmark,
    /// The program to measure.
    #[arg(long)]
    landfast: PathBuf,
    /// Folder for databases; on the disk that is to be measured, and removed afterwards.
    #[arg(long)]
    scratch: PathBuf,
    /// File that the report is written to.
    #[arg(long)]
    report: PathBuf,
    /// A Python that has DuckDB and Polars; without it bills are measured without peers.
    #[arg(long)]
    peers: Option<PathBuf>,
    /// Lines of the bill, instead of five million.
    #[arg(long)]
    lines: Option<u64>,
    /// A small run that only shows that the benchmark works; its figures mean nothing.
    #[arg(long)]
    quick: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Benchmark {
    Start,
    List,
    Checks,
    Organization,
    Bills,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    std::fs::create_dir_all(&arguments.scratch)?;
    let scratch = tempfile::tempdir_in(&arguments.scratch)?;
    let mut sizes = Sizes::of(arguments.quick);
    sizes.lines = arguments.lines.unwrap_or(sizes.lines);
    let report =
        runtime(arguments.benchmark)?.block_on(measure(arguments, scratch.path(), &sizes))?;
    std::fs::write(&arguments.report, serde_json::to_string_pretty(&report)?)?;
    Ok(())
}

/// The worker runs on the threads that the server gives it. What only asks a server takes one
/// thread and leaves the rest of the machine to it.
fn runtime(benchmark: Benchmark) -> Result<Runtime> {
    let mut builder = match benchmark {
        Benchmark::Checks | Benchmark::Organization => Builder::new_multi_thread(),
        Benchmark::Start | Benchmark::List | Benchmark::Bills => Builder::new_current_thread(),
    };
    Ok(builder.enable_all().build()?)
}

async fn measure(
    arguments: &Arguments,
    scratch: &std::path::Path,
    sizes: &Sizes,
) -> Result<Report> {
    let landfast = arguments.landfast.as_path();
    match arguments.benchmark {
        Benchmark::Start => start::measure(landfast, scratch, sizes).await,
        Benchmark::List => list::measure(landfast, scratch, sizes).await,
        Benchmark::Checks => checks::measure(scratch, sizes).await,
        Benchmark::Organization => organization::measure(landfast, scratch, sizes).await,
        Benchmark::Bills => {
            bills::measure(landfast, arguments.peers.as_deref(), scratch, sizes).await
        }
    }
}

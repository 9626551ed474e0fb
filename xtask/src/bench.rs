//! `cargo xtask bench`: measurements for docs/benchmarks.md.

mod table;

use crate::{
    error::{Error, Result},
    shell::Shell,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Say what is measured, and measure nothing
    #[arg(long)]
    list: bool,
}

/// One figure that we promise, and how it is to be taken.
struct Benchmark {
    name: &'static str,
    measures: &'static str,
    aim: &'static str,
}

/// Not built yet: each gets a module here that starts the release binary and measures it.
const TO_COME: [Benchmark; 4] = [
    Benchmark {
        name: "start",
        measures: "time from start until GET /api/v1/health answers 200, empty SQLite, 20 starts",
        aim: "under 300 ms",
    },
    Benchmark {
        name: "idle",
        measures: "resident memory after a minute without requests",
        aim: "under 80 MB",
    },
    Benchmark {
        name: "accounts-page",
        measures: "GET /api/v1/accounts, page of 50 among 10,000: p50, p99, requests per second",
        aim: "p99 under 20 ms",
    },
    Benchmark {
        name: "checks",
        measures: "1,000 accounts checked against a stub that answers at once: CPU and calls per \
                   account, highest rate of calls in a second",
        aim: "under 5 ms of CPU per account, never above the given rate",
    },
];

pub fn run(_shell: &Shell, arguments: &Arguments) -> Result<()> {
    if arguments.list {
        let rows = TO_COME
            .iter()
            .map(|it| [it.name, it.measures, it.aim].map(str::to_owned));
        crate::say(&table::markdown(["benchmark", "measures", "aim"], rows));
        return Ok(());
    }
    Err(Error::Refused(
        "no benchmark is built yet; --list shows those to come".to_owned(),
    ))
}

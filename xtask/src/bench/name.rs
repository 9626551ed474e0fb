use clap::ValueEnum;

use super::table::cells;

/// The benchmarks in the order they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    Start,
    List,
    Checks,
    Organization,
    Bills,
}

impl Name {
    pub const ALL: [Self; 5] = [
        Self::Start,
        Self::List,
        Self::Checks,
        Self::Organization,
        Self::Bills,
    ];
    pub const HEAD: [&str; 3] = ["benchmark", "measures", "aim"];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::List => "list",
            Self::Checks => "checks",
            Self::Organization => "organization",
            Self::Bills => "bills",
        }
    }

    pub const fn measures(self) -> &'static str {
        match self {
            Self::Start => {
                "from spawning `landfast serve` to its first 200 of GET /api/v1/health, and its \
                 resident memory after 5 s without requests"
            }
            Self::List => "GET /api/v1/accounts?limit=50 among 10,000 accounts, over loopback",
            Self::Checks => {
                "the daily check of 1,000 accounts by the worker, against an AWS that answers at \
                 once, and of fewer at 50 calls of sts:AssumeRole a second"
            }
            Self::Bills => {
                "a bill of 5 million lines: brought in from csv.gz, and asked about, beside DuckDB \
                 and Polars"
            }
            Self::Organization => {
                "a payer with 5,000 linked accounts: read, rolled out to, proven; and what its pages \
                 ask of the API"
            }
        }
    }

    const fn aim(self) -> &'static str {
        match self {
            Self::Start => "ready under 300 ms, idle under 80 MB",
            Self::List => "p99 under 20 ms",
            Self::Checks => "under 5 ms of CPU per account, never above the rate",
            Self::Organization => "no page slower than 200 ms",
            Self::Bills => {
                "half of DuckDB's time and 1 GiB to bring in; a dashboard page under 100 ms"
            }
        }
    }

    /// How it is measured, for the reader of the page.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Start => {
                "A server is started over an existing SQLite database, asked for its health every \
                 millisecond until it says 200, and stopped. Memory is VmRSS of one more start, \
                 after 5 s in which nobody asks anything; MB are millions of bytes."
            }
            Self::List => {
                "A closed loop: each connection asks with a bearer token, reads the whole answer \
                 and asks again, for 10 s. The search is for a text that few names and ids hold; \
                 the page in the middle comes by its cursor. The generator runs beside the server \
                 and takes part of the same cores; its CPU time is in the last column. With more \
                 connections than cores the times are those of waiting in line."
            }
            Self::Checks => {
                "All accounts are due at once. The worker of `landfast serve` schedules them, \
                 takes the work from the queue (SQLite file), checks and settles; AWS is the test \
                 kit's fake, whose own CPU time is part of the figure. Every check must pass. The \
                 busiest second is the one with the most calls of sts:AssumeRole, wherever it \
                 begins; `landfast-bench` fails when it is above the rate."
            }
            Self::Bills => {
                "A made bill in the columns of a legacy report, in files of a million lines. `landfast \
                 bills import` reads it in a process with limits, sorts it, writes the store, reads that \
                 back and counts it again; its ledger must say the made sum to the last digit. DuckDB and \
                 Polars write Parquet with the same types and compression, once in the store's order and \
                 once in the bill's, and do nothing else. Memory is the most that all processes of a \
                 program held together, looked at every 20 ms. Questions are asked of `landfast serve` \
                 over one connection, a page as the requests it makes one after the other; the peers sum \
                 up our own Parquet files. Sums by account and service come from the rollup, as in the \
                 console; the same from all lines stands beside it."
            }
            Self::Organization => {
                "The worker of `landfast serve` reads an organization of 50 units and finds the role \
                 of the roll-out in every account: each is entered, registered and proven, on a \
                 SQLite file; AWS is the test kit's fake, without delays and without the pacer. \
                 A call is what AWS would count; reading an organization takes one more for every \
                 20 accounts than the fake's one. Then the server is asked what the payer's \
                 pages ask, over one connection."
            }
        }
    }

    /// A row for each, under [`Name::HEAD`].
    pub fn rows() -> Vec<Vec<String>> {
        Self::ALL
            .iter()
            .map(|it| cells([it.as_str(), it.measures(), it.aim()]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_benchmark_runs_under_the_name_one_types() {
        assert_eq!(Name::value_variants(), Name::ALL);
        for name in Name::ALL {
            let typed = name.to_possible_value().unwrap();
            assert_eq!(typed.get_name(), name.as_str());
        }
    }
}

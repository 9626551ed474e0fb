//! A bill of millions of lines: brought in, and asked about, beside what DuckDB and Polars take.

mod asked;
mod ingest;
mod made;
mod tree;

use std::path::Path;

use crate::{
    Result, database,
    report::{Aim, Report, Table, count, mb},
    sizes::Sizes,
};

/// Most memory of bringing it in.
const MEMORY: u64 = 1 << 30;

pub async fn measure(
    landfast: &Path,
    python: Option<&Path>,
    scratch: &Path,
    sizes: &Sizes,
) -> Result<Report> {
    let token = database::prepare(scratch, 0).await?;
    let workspace = database::workspace_folder(scratch).await?;
    let bill = scratch.join("bill");
    let made = made::make(sizes.lines, &bill)?;
    let programs = ingest::Programs { landfast, python };
    let ingested = ingest::measure(&programs, &bill, &made, &workspace, scratch).await?;
    let asked = asked::measure(&programs, scratch, &workspace, &token, sizes).await?;
    let file = Table {
        head: vec!["lines", "columns", "files", "csv.gz", "as text"],
        rows: vec![vec![
            count(usize::try_from(made.rows)?),
            made::COLUMNS.len().to_string(),
            made.files.to_string(),
            mb(made.bytes),
            mb(made.text),
        ]],
    };
    Ok(Report {
        tables: vec![file, ingested.table(), asked.table()],
        aims: ingested.aims().into_iter().chain(asked.aims()).collect(),
    })
}

/// A ratio of two figures of one run.
fn at_most(what: &str, limit: f64, found: f64) -> Aim {
    Aim {
        what: what.to_owned(),
        aim: format!("at most {limit}"),
        found: format!("{found:.2}"),
        met: found <= limit,
    }
}

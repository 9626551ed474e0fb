use std::{collections::BTreeSet, path::Path, time::Duration};

use landfast_bills::{
    ask::{Bills, Questions as _},
    keep::Current,
};
use landfast_domain::bill::{
    Period,
    ask::{Export, FileFormat, Limits},
};

use super::{ask_failed, asked};
use crate::{
    args::{BillsCost, BillsExport, BillsSql, Output},
    exit::{Exit, Failure},
    output::{Partial, bills as shown, say},
};

pub async fn cost(args: BillsCost, output: Output) -> Result<Exit, Failure> {
    let (bills, currents) = asked(&args.store).await?;
    let exact = args.exact;
    let question = args.question(&months(&currents))?;
    let answer = bills.ask(&question).await.map_err(|why| ask_failed(&why))?;
    shown::cost(&question, &answer, exact, output);
    Ok(Exit::Done)
}

pub async fn sql(args: BillsSql, output: Output) -> Result<Exit, Failure> {
    let (bills, _) = asked(&args.store).await?;
    let limits = Limits {
        rows: args.limit,
        time: Duration::from_secs(args.seconds),
    };
    let found = bills.sql(&args.query, &limits).await;
    let found = found.map_err(|why| ask_failed(&why))?;
    shown::table(&found, output);
    if found.is_cut {
        say(&format!(
            "There is more: --limit takes more than {} rows, and \"landfast bills export --sql\" all.",
            args.limit
        ));
    }
    Ok(Exit::Done)
}

pub async fn export(args: BillsExport) -> Result<Exit, Failure> {
    let format = args.file_format()?;
    let (bills, currents) = asked(&args.store).await?;
    let what = match args.sql {
        Some(query) => Export::Sql(query),
        None => Export::Lines(args.of.selection(&months(&currents))?),
    };
    let rows = written(&bills, &what, format, &args.file).await?;
    say(&format!("{rows} rows are in {}.", args.file.display()));
    Ok(Exit::Done)
}

fn months(currents: &[Current]) -> BTreeSet<Period> {
    currents.iter().map(|current| current.period).collect()
}

async fn written(
    bills: &Bills,
    what: &Export,
    format: FileFormat,
    file: &Path,
) -> Result<u64, Failure> {
    // An export may take long; Control-C ends it.
    let limits = Limits {
        rows: usize::MAX,
        time: Duration::from_secs(24 * 60 * 60),
    };
    let mut partial = Partial::begin(file)?;
    let rows = bills.export(what, format, &limits, &mut partial).await;
    let rows = rows.map_err(|why| ask_failed(&why))?;
    partial.end()?;
    Ok(rows)
}

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
    time::Duration,
};

use landfast_bills::{
    ask::{Bills, Questions as _},
    keep::Current,
};
use landfast_domain::bill::{
    Period,
    ask::{Export, FileFormat, Limits, Question, Range, Selection},
};

use super::{ask_failed, asked};
use crate::{
    args::{BillsCost, BillsExport, BillsOf, BillsSql, FormatArg, Output, When},
    exit::{Exit, Failure},
    output::{bills as shown, say},
};

pub async fn cost(args: BillsCost, output: Output) -> Result<Exit, Failure> {
    let (bills, currents) = asked(&args.store).await?;
    let question = Question {
        selection: selection(args.of, &currents)?,
        measure: args.measure.into(),
        granularity: args.each.into(),
        group_by: args.by,
        top: (args.top > 0).then_some(args.top),
        order: args.order.into(),
    };
    let answer = bills.ask(&question).await.map_err(|why| ask_failed(&why))?;
    shown::cost(&question, &answer, args.exact, output);
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
    let format = format(&args)?;
    if args.file.exists() && !args.force {
        let what = format!("{} is there already.", args.file.display());
        return Err(Failure::new(Exit::Refused, what).hint("Name another file, or use --force"));
    }
    let (bills, currents) = asked(&args.store).await?;
    let what = match args.sql {
        Some(query) => Export::Sql(query),
        None => Export::Lines(selection(args.of, &currents)?),
    };
    let rows = written(&bills, &what, format, &args.file).await?;
    say(&format!("{rows} rows are in {}.", args.file.display()));
    Ok(Exit::Done)
}

fn format(args: &BillsExport) -> Result<FileFormat, Failure> {
    let ending = args.file.extension().and_then(|ending| ending.to_str());
    match (args.format, ending) {
        (Some(FormatArg::Csv), _) | (None, Some("csv")) => Ok(FileFormat::Csv),
        (Some(FormatArg::Parquet), _) | (None, Some("parquet")) => Ok(FileFormat::Parquet),
        (None, _) => Err(Failure::new(
            Exit::Usage,
            "Expected a file that ends with .csv or .parquet, or --format.",
        )),
    }
}

/// Beside its target first: a file that is half written has another name.
async fn written(
    bills: &Bills,
    what: &Export,
    format: FileFormat,
    file: &Path,
) -> Result<u64, Failure> {
    let failed = |why: std::io::Error| {
        let what = format!("{} could not be written: {why}", file.display());
        Failure::new(Exit::Failed, what)
            .hint("Look at the folder, its rights and the room on the disk")
    };
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let partial = file.with_file_name(name);
    let mut to = BufWriter::new(File::create(&partial).map_err(failed)?);
    // An export may take long; Control-C ends it.
    let limits = Limits {
        rows: usize::MAX,
        time: Duration::from_secs(24 * 60 * 60),
    };
    let rows = bills.export(what, format, &limits, &mut to).await;
    let rows = rows.map_err(|why| ask_failed(&why)).and_then(|rows| {
        to.flush().map_err(failed)?;
        fs::rename(&partial, file).map_err(failed)?;
        Ok(rows)
    });
    if rows.is_err() {
        let _ = fs::remove_file(&partial);
    }
    rows
}

fn selection(of: BillsOf, currents: &[Current]) -> Result<Selection, Failure> {
    Ok(Selection {
        range: range(&of, currents)?,
        filters: of.filters,
        report: of.report,
    })
}

fn range(of: &BillsOf, currents: &[Current]) -> Result<Range, Failure> {
    let Some(from) = of.from else {
        let months: BTreeSet<Period> = currents.iter().map(|current| current.period).collect();
        let to = months.last().copied();
        let from = months.iter().rev().nth(of.months.saturating_sub(1));
        let from = from.or_else(|| months.first()).copied();
        let months = from.zip(to).map(|(from, to)| Range::Months { from, to });
        return months.ok_or_else(|| Failure::new(Exit::NotFound, "There are no months."));
    };
    match (from, of.to.unwrap_or(from)) {
        (When::Month(from), When::Month(to)) => Ok(Range::Months { from, to }),
        (When::Day(from), When::Day(to)) => Ok(Range::Days { from, to }),
        _ => Err(Failure::new(
            Exit::Usage,
            "Expected two months or two days, found one of each.",
        )),
    }
}

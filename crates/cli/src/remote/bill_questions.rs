//! `landfast bills`, of the bills that the server has.

use std::collections::BTreeSet;

use landfast_api::dto::{
    BillAnswerView, BillCatalogueView, BillExportDraft, BillFileFormat, BillFilter,
    BillGranularity, BillMeasure, BillOrder, BillQuery, BillQuestion, BillSelection, BillTableView,
};
use landfast_client::Client;
use landfast_domain::bill::{
    Period,
    ask::{
        Answer, AnswerRow, AnsweredFrom, Column, FileFormat, Granularity, Measure, Order, Question,
        Range, Selection, Table,
    },
};

use super::{bills, client};
use crate::{
    args::{BillsCommand, BillsCost, BillsExport, BillsSql, Global, Output},
    exit::{Exit, Failure},
    output::{self, Partial, bills as shown, json, say},
};

pub async fn run(global: &Global, command: BillsCommand) -> Result<Exit, Failure> {
    let (client, output) = (client(global)?, global.output);
    match command {
        BillsCommand::Status(_) => status(&client, output).await,
        BillsCommand::Sync(of) => bills::sync_now(&client, &of.account_id, output).await,
        BillsCommand::Cost(args) => cost(&client, args, output).await,
        BillsCommand::Sql(args) => sql(&client, &args, output).await,
        BillsCommand::Export(args) => export(&client, args).await,
        BillsCommand::Import(_) => Err(Failure::new(
            Exit::Usage,
            "Bills are imported into a folder, not into a server.",
        )),
    }
}

async fn status(client: &Client, output: Output) -> Result<Exit, Failure> {
    let found = client.bill_catalogue().await?;
    match output {
        Output::Json => json(&found),
        Output::Table => {
            let head = ["PERIOD", "PAYER", "REPORT", "FORMAT", "ROWS", "ASKED"];
            let mut table = output::Table::of(head.map(str::to_owned).to_vec());
            for month in found.months {
                let asked = if month.is_asked { "yes" } else { "no" };
                table.push(vec![
                    month.period,
                    month.payer,
                    month.report,
                    month.format,
                    month.rows.to_string(),
                    asked.to_owned(),
                ]);
            }
            table.print();
        }
    }
    Ok(Exit::Done)
}

async fn cost(client: &Client, args: BillsCost, output: Output) -> Result<Exit, Failure> {
    let months = months(&client.bill_catalogue().await?);
    let exact = args.exact;
    let question = args.question(&months)?;
    let found = client.ask_bills(&wire(&question)).await?;
    shown::cost(&question, &answer(found), exact, output);
    Ok(Exit::Done)
}

async fn sql(client: &Client, args: &BillsSql, output: Output) -> Result<Exit, Failure> {
    let query = BillQuery {
        sql: args.query.clone(),
        rows: u32::try_from(args.limit).ok(),
    };
    let found = table(client.query_bills(&query).await?);
    shown::table(&found, output);
    if found.is_cut {
        say("There is more: \"landfast bills export --sql\" takes all.");
    }
    Ok(Exit::Done)
}

async fn export(client: &Client, args: BillsExport) -> Result<Exit, Failure> {
    let format = match args.file_format()? {
        FileFormat::Csv => BillFileFormat::Csv,
        FileFormat::Parquet => BillFileFormat::Parquet,
    };
    let lines = match args.sql {
        Some(_) => None,
        None => {
            let months = months(&client.bill_catalogue().await?);
            Some(selection(&args.of.selection(&months)?))
        }
    };
    let draft = BillExportDraft {
        format,
        lines,
        sums: None,
        sql: args.sql,
    };
    let mut partial = Partial::begin(&args.file)?;
    let bytes = client.export_bills(&draft, &mut partial).await?;
    partial.end()?;
    say(&format!("{bytes} bytes are in {}.", args.file.display()));
    Ok(Exit::Done)
}

fn months(found: &BillCatalogueView) -> BTreeSet<Period> {
    let periods = found.months.iter().map(|month| month.period.parse().ok());
    periods.flatten().collect()
}

fn wire(question: &Question) -> BillQuestion {
    BillQuestion {
        selection: selection(&question.selection),
        measure: match question.measure {
            Measure::Unblended => BillMeasure::Unblended,
            Measure::Amortized => BillMeasure::Amortized,
            Measure::NetUnblended => BillMeasure::NetUnblended,
            Measure::NetAmortized => BillMeasure::NetAmortized,
            Measure::Public => BillMeasure::Public,
            Measure::Usage => BillMeasure::Usage,
        },
        granularity: match question.granularity {
            Granularity::None => BillGranularity::None,
            Granularity::Day => BillGranularity::Day,
            Granularity::Month => BillGranularity::Month,
        },
        group_by: question.group_by.iter().map(ToString::to_string).collect(),
        top: question.top.and_then(|top| u32::try_from(top).ok()),
        order: match question.order {
            Order::Largest => BillOrder::Largest,
            Order::Smallest => BillOrder::Smallest,
            Order::Name => BillOrder::Name,
        },
    }
}

fn selection(of: &Selection) -> BillSelection {
    let (from, to) = match of.range {
        Range::Months { from, to } => (from.to_string(), to.to_string()),
        Range::Days { from, to } => (from.to_string(), to.to_string()),
    };
    let filters = of.filters.iter().map(|filter| BillFilter {
        dimension: filter.dimension.to_string(),
        is_not: filter.is_not,
        values: filter.values.clone(),
    });
    BillSelection {
        from,
        to,
        filters: filters.collect(),
        report: of.report.clone(),
    }
}

fn answer(found: BillAnswerView) -> Answer {
    let rows = found.rows.into_iter().map(|row| AnswerRow {
        unit: row.unit,
        time: row.time,
        group: row.group,
        is_rest: row.is_rest,
        amount: row.amount,
        rows: row.rows,
    });
    Answer {
        rows: rows.collect(),
        groups: found.groups,
        from: AnsweredFrom::Lines,
    }
}

fn table(found: BillTableView) -> Table {
    let columns = found.columns.into_iter().map(|column| Column {
        name: column.name,
        kind: column.kind,
    });
    Table::read(columns.collect(), found.rows, found.is_cut)
}

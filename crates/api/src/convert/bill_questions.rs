use std::str::FromStr;

use landfast_app::{Error, NamedAnswer, ProblemCode, Result};
use landfast_domain::bill::{
    Period,
    ask::{
        AnswerRow, Catalogue, Day, Dimension, Export, FileFormat, Filter, Granularity, Known,
        Measure, Order, Page, Question, Range, Selection, Table,
    },
};

use super::time;
use crate::dto;

pub(crate) fn catalogue_view(found: &Catalogue) -> dto::BillCatalogueView {
    let months = found.months.iter().map(|month| dto::CataloguedMonthView {
        payer: month.payer.clone(),
        report: month.report.clone(),
        period: month.period.to_string(),
        format: month.format.clone(),
        rows: month.rows,
        since: time(month.since),
        is_asked: month.is_asked,
    });
    dto::BillCatalogueView {
        months: months.collect(),
        dimensions: Known::ALL.map(|known| known.name().to_owned()).to_vec(),
        tag_keys: found.tag_keys.clone(),
        cost_category_keys: found.cost_category_keys.clone(),
    }
}

pub(crate) fn question(asked: &dto::BillQuestion) -> Result<Question> {
    let by = asked.group_by.iter();
    let by = by.map(|name| dimension(name, "group_by"));
    Ok(Question {
        selection: selection(&asked.selection)?,
        measure: match asked.measure {
            dto::BillMeasure::Unblended => Measure::Unblended,
            dto::BillMeasure::Amortized => Measure::Amortized,
            dto::BillMeasure::NetUnblended => Measure::NetUnblended,
            dto::BillMeasure::NetAmortized => Measure::NetAmortized,
            dto::BillMeasure::Public => Measure::Public,
            dto::BillMeasure::Usage => Measure::Usage,
        },
        granularity: match asked.granularity {
            dto::BillGranularity::None => Granularity::None,
            dto::BillGranularity::Day => Granularity::Day,
            dto::BillGranularity::Month => Granularity::Month,
        },
        group_by: by.collect::<Result<_>>()?,
        top: asked.top.map(|top| top as usize),
        order: match asked.order {
            dto::BillOrder::Largest => Order::Largest,
            dto::BillOrder::Smallest => Order::Smallest,
            dto::BillOrder::Name => Order::Name,
        },
    })
}

pub(crate) fn selection(asked: &dto::BillSelection) -> Result<Selection> {
    let filters = asked.filters.iter().map(|filter| {
        Ok(Filter {
            dimension: dimension(&filter.dimension, "filters")?,
            is_not: filter.is_not,
            values: filter.values.clone(),
        })
    });
    Ok(Selection {
        range: range(&asked.from, &asked.to)?,
        filters: filters.collect::<Result<_>>()?,
        report: asked.report.clone(),
    })
}

pub(crate) fn lines_page(asked: &dto::BillLinesQuestion) -> Page {
    Page {
        skip: asked.skip as usize,
        rows: asked.rows.unwrap_or(50) as usize,
    }
}

pub(crate) fn export(asked: dto::BillExportDraft) -> Result<(Export, FileFormat)> {
    let what = match (asked.lines, asked.sums, asked.sql) {
        (Some(lines), None, None) => Export::Lines(selection(&lines)?),
        (None, Some(sums), None) => Export::Sums(question(&sums)?),
        (None, None, Some(query)) => Export::Sql(query),
        _ => {
            return Err(Error::new(
                ProblemCode::BillQuestionInvalid,
                "Expected one of lines, sums and sql; found none or several of them.",
            ));
        }
    };
    let format = match asked.format {
        dto::BillFileFormat::Csv => FileFormat::Csv,
        dto::BillFileFormat::Parquet => FileFormat::Parquet,
    };
    Ok((what, format))
}

fn range(from: &str, to: &str) -> Result<Range> {
    match (from.parse::<Period>(), to.parse::<Period>()) {
        (Ok(from), Ok(to)) => Ok(Range::Months { from, to }),
        (Err(_), Err(_)) => Ok(Range::Days {
            from: day(from, "from")?,
            to: day(to, "to")?,
        }),
        _ => Err(invalid(
            "to",
            format!("Expected two months or two days; found {from:.20?} and {to:.20?}."),
        )),
    }
}

fn day(text: &str, field: &'static str) -> Result<Day> {
    text.parse().map_err(|_| {
        invalid(
            field,
            format!(
                "Expected a month such as 2026-11 or a day such as 2026-11-21; found {text:.20?}."
            ),
        )
    })
}

fn dimension(name: &str, field: &'static str) -> Result<Dimension> {
    Dimension::from_str(name)
        .map_err(|why| invalid(field, format!("Cannot split or filter: {why}.")))
}

fn invalid(field: &'static str, detail: String) -> Error {
    Error::field(ProblemCode::BillQuestionInvalid, field, detail)
}

pub(crate) fn answer_view(found: NamedAnswer) -> dto::BillAnswerView {
    let names = found.account_names.into_iter();
    dto::BillAnswerView {
        rows: found.answer.rows.into_iter().map(row).collect(),
        groups: found.answer.groups,
        account_names: names.map(|(id, name)| (id.to_string(), name)).collect(),
    }
}

fn row(row: AnswerRow) -> dto::BillAnswerRow {
    dto::BillAnswerRow {
        unit: row.unit,
        time: row.time,
        group: row.group,
        is_rest: row.is_rest,
        amount: row.amount,
        rows: row.rows,
    }
}

pub(crate) fn table_view(found: Table) -> dto::BillTableView {
    let rows = found.texts();
    let columns = found.columns.into_iter().map(|column| dto::BillColumnView {
        name: column.name,
        kind: column.kind,
    });
    dto::BillTableView {
        columns: columns.collect(),
        rows,
        is_cut: found.is_cut,
    }
}

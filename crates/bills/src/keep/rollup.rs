//! Sums of a month by day, account, service, region, who bills and who sells, type of line and
//! currency: what a dashboard asks, and what a contract counts.

use std::sync::{Arc, LazyLock};

use arrow::{
    array::{ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray},
    datatypes::{DataType, Field, Schema, SchemaRef},
};
use landfast_domain::bill::{Amount, Sums};

use super::{
    count::{Cell, Cells, NAMES},
    error::Result,
    names::Place,
};
use crate::schema::{MONEY_SCALE, PRECISION, money};

/// The columns of `_rollup.parquet`. Rows of split cost allocation are in none of them.
#[must_use]
pub fn schema() -> SchemaRef {
    static ROLLUP: LazyLock<SchemaRef> = LazyLock::new(|| {
        let told = |name: &str| Field::new(name, DataType::Utf8, false);
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let amount = |name: &str| Field::new(name, money(), false);
        Arc::new(Schema::new(vec![
            told("payer_account_id"),
            Field::new("period", DataType::Date32, false),
            Field::new("day", DataType::Date32, false),
            told("account_id"),
            text("service_code"),
            text("service"),
            text("region"),
            text("billing_entity"),
            text("legal_entity"),
            told("line_type"),
            told("currency"),
            Field::new("rows", DataType::Int64, false),
            amount("unblended"),
            amount("amortized"),
            amount("net_unblended"),
            amount("net_amortized"),
            // Of the rows that say it.
            amount("public"),
        ]))
    });
    Arc::clone(&ROLLUP)
}

/// Which columns the rollups that are written have. Those of older ones stay as they are: a question
/// for more than they have is answered from lines.
pub const ROLLUP_FORMAT: u32 = 2;

/// The first format of rollups that has a column; `None` for what none has.
#[must_use]
pub fn since(column: &str) -> Option<u32> {
    match column {
        "billing_entity" | "legal_entity" => Some(2),
        column => schema().index_of(column).is_ok().then_some(1),
    }
}

/// The rollup of a month, sorted as the lines are.
pub(super) fn batch(place: &Place, cells: &Cells) -> Result<RecordBatch> {
    let mut rows: Vec<(&Cell, &Sums)> = cells.sums.iter().collect();
    let text = |number: u32| cells.names.text(number);
    rows.sort_unstable_by_key(|(cell, _)| {
        let [account, code, rest @ ..] = cell.names.map(text);
        (cell.day, code, account, rest)
    });
    let names = |which: usize| -> ArrayRef {
        let texts = rows
            .iter()
            .map(|(cell, _)| text(cell.names.get(which).copied()?));
        Arc::new(texts.collect::<StringArray>())
    };
    let amounts = |of: fn(&Sums) -> Amount| -> Result<ArrayRef> {
        let units = rows.iter().map(|(_, sums)| of(sums).units());
        let column = Decimal128Array::from_iter_values(units);
        Ok(Arc::new(
            column.with_precision_and_scale(PRECISION, MONEY_SCALE)?,
        ))
    };
    let same = |text: &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(|_| text)))
    };
    let period = place.period.first_day();
    let counts = rows
        .iter()
        .map(|(_, sums)| i64::try_from(sums.rows).unwrap_or(i64::MAX));
    let mut columns: Vec<ArrayRef> = vec![
        same(&place.payer),
        Arc::new(Date32Array::from_iter_values(rows.iter().map(|_| period))),
        Arc::new(Date32Array::from_iter_values(
            rows.iter().map(|(cell, _)| cell.day),
        )),
    ];
    columns.extend((0..NAMES.len()).map(names));
    let sums: [ArrayRef; 6] = [
        Arc::new(Int64Array::from_iter_values(counts)),
        amounts(|sums| sums.unblended)?,
        amounts(|sums| sums.amortized)?,
        amounts(|sums| sums.net_unblended)?,
        amounts(|sums| sums.net_amortized)?,
        amounts(|sums| sums.public)?,
    ];
    columns.extend(sums);
    Ok(RecordBatch::try_new(schema(), columns)?)
}

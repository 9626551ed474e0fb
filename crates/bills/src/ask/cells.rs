//! Columns of any type as cells that people and spreadsheets can read.

use arrow::{
    array::{Array, ArrayRef, AsArray as _, RecordBatch},
    compute::cast,
    datatypes::{DataType, Int64Type},
    util::display::{ArrayFormatter, FormatOptions},
};

use landfast_domain::bill::ask::{Cell, Column, DECIMAL, WHOLE};

use super::error::Result;

/// The columns of a batch, with types as people call them.
pub fn columns(schema: &arrow::datatypes::Schema) -> Vec<Column> {
    let kind = |kind: &DataType| match kind {
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8 => "text".to_owned(),
        DataType::Decimal128(_, scale) => format!("{DECIMAL} with {scale} decimals"),
        DataType::Date32 => "day".to_owned(),
        DataType::Timestamp(..) => "moment".to_owned(),
        DataType::Map(..) => "map".to_owned(),
        kind if kind.is_integer() => WHOLE.to_owned(),
        other => other.to_string().to_lowercase(),
    };
    let fields = schema.fields().iter();
    fields
        .map(|field| Column {
            name: field.name().clone(),
            kind: kind(field.data_type()),
        })
        .collect()
}

/// The rows of a batch.
pub fn rows(batch: &RecordBatch) -> Result<Vec<Vec<Cell>>> {
    let columns = batch
        .columns()
        .iter()
        .map(cells)
        .collect::<Result<Vec<_>>>()?;
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    Ok((0..batch.num_rows())
        .map(|_| {
            let row = columns.iter_mut().map(|column| column.next());
            row.map(|cell| cell.unwrap_or(Cell::Null)).collect()
        })
        .collect())
}

fn cells(column: &ArrayRef) -> Result<Vec<Cell>> {
    let rows = 0..column.len();
    let kind = column.data_type();
    if kind.is_integer() && *kind != DataType::UInt64 {
        let whole = cast(column, &DataType::Int64)?;
        let whole = whole.as_primitive::<Int64Type>();
        return Ok(rows
            .map(|row| match whole.is_valid(row) {
                true => Cell::Whole(whole.value(row)),
                false => Cell::Null,
            })
            .collect());
    }
    if let DataType::Map(..) = kind {
        return rows.map(|row| pairs(column, row)).collect();
    }
    let options = FormatOptions::default();
    let shown = ArrayFormatter::try_new(column.as_ref(), &options)?;
    Ok(rows
        .map(|row| match (column.is_null(row), kind) {
            (true, _) => Cell::Null,
            (_, kind) if kind.is_numeric() => Cell::Decimal(plain(&shown.value(row).to_string())),
            _ => Cell::Text(shown.value(row).to_string()),
        })
        .collect())
}

/// Without zeros after the last decimal that counts.
fn plain(number: &str) -> String {
    match number.contains(['e', 'E']) || !number.contains('.') {
        true => number.to_owned(),
        false => number
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
    }
}

/// Tags as JSON.
fn pairs(column: &ArrayRef, row: usize) -> Result<Cell> {
    let maps = column.as_map();
    if maps.is_null(row) {
        return Ok(Cell::Null);
    }
    let entries = maps.value(row);
    let text = |which: usize| cast(entries.column(which), &DataType::Utf8);
    let (keys, values) = (text(0)?, text(1)?);
    let (keys, values) = (keys.as_string::<i32>(), values.as_string::<i32>());
    let pairs: serde_json::Map<_, _> = (0..entries.len())
        .map(|place| {
            let value = values.is_valid(place).then(|| values.value(place));
            (keys.value(place).to_owned(), value.into())
        })
        .collect();
    Ok(Cell::Text(serde_json::Value::from(pairs).to_string()))
}

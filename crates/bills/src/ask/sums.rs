//! Sums as rows of a file.

use std::sync::Arc;

use arrow::{
    array::{ArrayRef, BooleanArray, Decimal128Array, RecordBatch, StringArray, UInt64Array},
    datatypes::{DataType, Field, Schema},
};
use landfast_domain::bill::{
    Amount, Quantity,
    ask::{Answer, Granularity, Measure, Question},
};

use super::{
    columns::unit,
    error::{Error, Result},
};
use crate::schema;

/// A row for each sum: the time, what it is split by, the unit, the exact amount, the number of lines,
/// and whether it is the rest of all that is in no row of its own.
pub fn batch(question: &Question, answer: &Answer) -> Result<RecordBatch> {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    let text = |texts: Vec<Option<&str>>| -> ArrayRef { Arc::new(StringArray::from(texts)) };
    let rows = || answer.rows.iter();
    if question.granularity != Granularity::None {
        let times = rows().map(|row| row.time.as_deref()).collect();
        columns.push(("time".to_owned(), text(times)));
    }
    for (place, by) in question.group_by.iter().enumerate() {
        let of = rows().map(|row| row.group.get(place)?.as_deref());
        columns.push((by.to_string(), text(of.collect())));
    }
    let units = rows().map(|row| Some(row.unit.as_str())).collect();
    columns.push((unit(question.measure).to_owned(), text(units)));
    columns.push(("amount".to_owned(), amounts(question.measure, answer)?));
    let counted = UInt64Array::from_iter_values(rows().map(|row| row.rows));
    columns.push(("rows".to_owned(), Arc::new(counted)));
    let rest: BooleanArray = rows().map(|row| Some(row.is_rest)).collect();
    columns.push(("is_rest".to_owned(), Arc::new(rest)));
    let fields = columns
        .iter()
        .map(|(name, column)| Field::new(name, column.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    Ok(RecordBatch::try_new(schema, columns)?)
}

fn amounts(measure: Measure, answer: &Answer) -> Result<ArrayRef> {
    let units = |text: &str| match measure {
        Measure::Usage => text.parse::<Quantity>().map(Quantity::units),
        _ => text.parse::<Amount>().map(Amount::units),
    };
    let read = answer.rows.iter().map(|row| units(&row.amount));
    let units = read
        .collect::<std::result::Result<Vec<i128>, _>>()
        .map_err(|why| Error::Engine(Box::new(why)))?;
    let kind: DataType = match measure {
        Measure::Usage => schema::quantity(),
        _ => schema::money(),
    };
    Ok(Arc::new(
        Decimal128Array::from_iter_values(units).with_data_type(kind),
    ))
}

//! What the engine found, as plain data.

use arrow::{
    array::{Array as _, ArrayRef, AsArray as _, RecordBatch},
    compute::cast,
    datatypes::{DataType, Date32Type, Decimal128Type, Int64Type},
};
use datafusion::dataframe::DataFrame;
use futures::TryStreamExt as _;

use super::{
    error::{Error, Result},
    top::Sum,
};

/// Reads the columns of [`super::plan::Sums::by`], one sum at a time.
pub async fn sums(plan: DataFrame, take: &mut (dyn FnMut(Sum) -> Result<()> + Send)) -> Result<()> {
    let mut batches = plan.execute_stream().await?;
    while let Some(batch) = batches.try_next().await? {
        let columns = Columns::of(&batch)?;
        for row in 0..batch.num_rows() {
            take(columns.sum(row))?;
        }
    }
    Ok(())
}

struct Columns {
    unit: ArrayRef,
    time: Option<ArrayRef>,
    groups: Vec<ArrayRef>,
    amount: ArrayRef,
    rows: ArrayRef,
}

impl Columns {
    fn of(batch: &RecordBatch) -> Result<Self> {
        let mut found = Self {
            unit: typed(batch, "unit", &DataType::Utf8)?,
            time: None,
            groups: Vec::new(),
            amount: required(batch, "amount")?,
            rows: typed(batch, "rows", &DataType::Int64)?,
        };
        for field in batch.schema().fields() {
            match field.name().as_str() {
                "time" => found.time = Some(typed(batch, "time", &DataType::Date32)?),
                name if name.starts_with("group") => {
                    found.groups.push(typed(batch, name, &DataType::Utf8)?);
                }
                _ => {}
            }
        }
        match found.amount.data_type() {
            DataType::Decimal128(..) => Ok(found),
            other => Err(Error::Engine(format!("sums are {other}").into())),
        }
    }

    fn sum(&self, row: usize) -> Sum {
        let text = |column: &ArrayRef| {
            let texts = column.as_string::<i32>();
            texts.is_valid(row).then(|| texts.value(row).to_owned())
        };
        let amounts = self.amount.as_primitive::<Decimal128Type>();
        let rows = self.rows.as_primitive::<Int64Type>().value(row);
        Sum {
            unit: text(&self.unit).unwrap_or_default(),
            time: self
                .time
                .as_ref()
                .map(|time| time.as_primitive::<Date32Type>().value(row)),
            group: self.groups.iter().map(text).collect(),
            // Nothing where no line says it: of public prices.
            amount: match amounts.is_valid(row) {
                true => amounts.value(row),
                false => 0,
            },
            rows: rows.unsigned_abs(),
        }
    }
}

fn required(batch: &RecordBatch, name: &str) -> Result<ArrayRef> {
    batch
        .column_by_name(name)
        .cloned()
        .ok_or_else(|| Error::Engine(format!("the column {name} is missing").into()))
}

fn typed(batch: &RecordBatch, name: &str, kind: &DataType) -> Result<ArrayRef> {
    Ok(cast(&required(batch, name)?, kind)?)
}

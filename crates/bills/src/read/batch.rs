//! Rows as the store keeps them, gathered into batches.

use std::{rc::Rc, sync::Arc};

use arrow::{
    array::{
        Array as _, ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, MapBuilder,
        MapFieldNames, StringBuilder, TimestampMillisecondBuilder,
    },
    error::ArrowError,
    record_batch::RecordBatch,
};
use landfast_domain::bill::{Amount, Costs, Quantity};

use super::{
    maps::Pairs,
    names::{Map, Text},
};
use crate::schema;

/// How many facts of a line are text.
pub(super) const TEXTS: usize = Text::ALL.len();

/// A row to be kept.
pub(super) struct Kept<'a> {
    /// By [`Text`].
    pub texts: [&'a str; TEXTS],
    /// In days since 1970.
    pub period: i32,
    /// In milliseconds since 1970.
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub usage: Option<Quantity>,
    pub costs: Costs,
    pub is_split: bool,
    pub tags: Labels<'a>,
    pub categories: Labels<'a>,
    /// What has no column of its own in CUR 2.0.
    pub product: Rc<Pairs>,
}

/// Names and values of a row.
pub(super) enum Labels<'a> {
    /// Of a map.
    Map(Rc<Pairs>),
    /// Of columns of one name each: those that are filled.
    Columns(Vec<(&'a str, &'a str)>),
}

impl Kept<'_> {
    /// A fact of the line, wherever its format has it.
    pub(super) fn text(&self, what: Text) -> &str {
        let own = |what: Text| self.texts.get(what as usize).copied().unwrap_or("");
        match (own(what), what) {
            ("", Text::Service) => self.product.get("product_name"),
            ("", Text::Region) => self.product.get("region"),
            ("", Text::InstanceType) => self.product.get("instance_type"),
            ("", Text::Family) => self.product.get("product_family"),
            ("", Text::SavingsPlan) if own(Text::CommitmentKind) == "Spend" => {
                own(Text::Commitment)
            }
            ("", Text::Reservation) if own(Text::CommitmentKind) == "Usage" => {
                own(Text::Commitment)
            }
            (found, _) => found,
        }
    }
}

/// What a column of the store is made of.
enum Column {
    Text(Text, StringBuilder),
    Period(Date32Builder),
    Start(TimestampMillisecondBuilder),
    End(TimestampMillisecondBuilder),
    Day(Date32Builder),
    Usage(Decimal128Builder),
    Money(fn(&Costs) -> Option<Amount>, Decimal128Builder),
    Split(BooleanBuilder),
    Map(Map, Box<MapBuilder<StringBuilder, StringBuilder>>),
}

/// Rows of one payer and month that are gathered.
pub(super) struct Gathered {
    columns: Vec<Column>,
    pub rows: usize,
    /// Of text, about.
    pub bytes: usize,
}

impl Gathered {
    pub(super) fn new() -> Self {
        let schema = schema::lines();
        let names = schema.fields().iter().map(|field| field.name().as_str());
        Self {
            columns: names.filter_map(column).collect(),
            rows: 0,
            bytes: 0,
        }
    }

    /// Adds a row; how many bytes of text it has.
    ///
    /// # Errors
    /// Where a map cannot be ended, which no row makes happen.
    pub(super) fn push(&mut self, kept: &Kept<'_>) -> Result<usize, ArrowError> {
        let mut bytes = 0;
        for column in &mut self.columns {
            bytes += push(column, kept)?;
        }
        self.bytes += bytes;
        self.rows += 1;
        Ok(bytes)
    }

    /// The rows so far as a batch; begins anew.
    ///
    /// # Errors
    /// Where they are not as the schema has them, which would be a mistake of ours.
    pub(super) fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        self.bytes = 0;
        let arrays = self.columns.iter_mut().map(finished).collect();
        RecordBatch::try_new(schema::lines(), arrays)
    }
}

fn text(name: &str) -> Option<Text> {
    Some(match name {
        "payer_account_id" => Text::Payer,
        "account_id" => Text::Account,
        "line_type" => Text::LineType,
        "bill_type" => Text::BillType,
        "billing_entity" => Text::BillingEntity,
        "legal_entity" => Text::LegalEntity,
        "invoice_id" => Text::Invoice,
        "service_code" => Text::ServiceCode,
        "service" => Text::Service,
        "region" => Text::Region,
        "availability_zone" => Text::Zone,
        "product_family" => Text::Family,
        "instance_type" => Text::InstanceType,
        "usage_type" => Text::UsageType,
        "operation" => Text::Operation,
        "resource_id" => Text::Resource,
        "description" => Text::Description,
        "pricing_term" => Text::Term,
        "savings_plan_arn" => Text::SavingsPlan,
        "reservation_arn" => Text::Reservation,
        "usage_unit" => Text::Unit,
        "currency" => Text::Currency,
        _ => return None,
    })
}

/// `None` for a column that nobody fills: a test holds that there is none.
fn column(name: &str) -> Option<Column> {
    if let Some(what) = text(name) {
        return Some(Column::Text(what, StringBuilder::new()));
    }
    let money = |of: fn(&Costs) -> Option<Amount>| {
        let builder = Decimal128Builder::new().with_data_type(schema::money());
        Column::Money(of, builder)
    };
    let moment = || TimestampMillisecondBuilder::new().with_timezone("UTC");
    Some(match name {
        "period" => Column::Period(Date32Builder::new()),
        "usage_start" => Column::Start(moment()),
        "usage_end" => Column::End(moment()),
        "day" => Column::Day(Date32Builder::new()),
        "usage_amount" => {
            Column::Usage(Decimal128Builder::new().with_data_type(schema::quantity()))
        }
        "unblended" => money(|costs| Some(costs.unblended)),
        "amortized" => money(|costs| Some(costs.amortized)),
        "net_unblended" => money(|costs| Some(costs.net_unblended)),
        "net_amortized" => money(|costs| Some(costs.net_amortized)),
        "public" => money(|costs| costs.public),
        "is_split" => Column::Split(BooleanBuilder::new()),
        "tags" => Column::Map(Map::Tags, map()),
        "cost_categories" => Column::Map(Map::Categories, map()),
        _ => return None,
    })
}

fn map() -> Box<MapBuilder<StringBuilder, StringBuilder>> {
    let names = MapFieldNames {
        entry: "entries".to_owned(),
        key: "key".to_owned(),
        value: "value".to_owned(),
    };
    let (keys, values) = (StringBuilder::new(), StringBuilder::new());
    Box::new(MapBuilder::new(Some(names), keys, values))
}

/// Adds a row's cell; how many bytes of text it has.
fn push(column: &mut Column, kept: &Kept<'_>) -> Result<usize, ArrowError> {
    match column {
        Column::Text(what, texts) => {
            let text = kept.text(*what);
            texts.append_option((!text.is_empty()).then_some(text));
            return Ok(text.len());
        }
        Column::Period(days) => days.append_value(kept.period),
        Column::Start(moments) => moments.append_option(kept.start),
        Column::End(moments) => moments.append_option(kept.end),
        Column::Day(days) => days.append_value(kept.start.map_or(kept.period, day)),
        Column::Usage(numbers) => numbers.append_option(kept.usage.map(Quantity::units)),
        Column::Money(of, numbers) => numbers.append_option(of(&kept.costs).map(Amount::units)),
        Column::Split(flags) => flags.append_value(kept.is_split),
        Column::Map(what, maps) => {
            let labels = match what {
                Map::Categories => &kept.categories,
                Map::Tags | Map::Product => &kept.tags,
            };
            let mut bytes = 0;
            let mut add = |key: &str, value: Option<&str>| {
                maps.keys().append_value(key);
                maps.values().append_option(value);
                bytes += key.len() + value.map_or(0, str::len);
            };
            match labels {
                Labels::Map(pairs) => {
                    for (key, value) in &pairs.0 {
                        add(key, value.as_deref());
                    }
                }
                Labels::Columns(pairs) => {
                    for (key, value) in pairs {
                        add(key, Some(value));
                    }
                }
            }
            maps.append(true)?;
            return Ok(bytes);
        }
    }
    Ok(0)
}

fn day(ms: i64) -> i32 {
    i32::try_from(ms.div_euclid(86_400_000)).unwrap_or_default()
}

/// The column so far; begins anew, with room for as much again.
fn finished(column: &mut Column) -> ArrayRef {
    match column {
        Column::Text(_, texts) => {
            let done = texts.finish();
            *texts = StringBuilder::with_capacity(done.len(), done.value_data().len());
            Arc::new(done)
        }
        Column::Period(days) | Column::Day(days) => Arc::new(days.finish()),
        Column::Start(moments) | Column::End(moments) => Arc::new(moments.finish()),
        Column::Usage(numbers) | Column::Money(_, numbers) => Arc::new(numbers.finish()),
        Column::Split(flags) => Arc::new(flags.finish()),
        Column::Map(_, maps) => Arc::new(maps.finish()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_store_is_filled() {
        for field in schema::lines().fields() {
            assert!(column(field.name()).is_some(), "{}", field.name());
        }
        let batch = Gathered::new().finish().unwrap();
        assert_eq!((batch.num_rows(), batch.schema()), (0, schema::lines()));
    }
}

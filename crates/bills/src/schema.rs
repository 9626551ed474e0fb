//! The columns in which every bill is kept, whatever format it came in.

use std::sync::{Arc, LazyLock};

use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};

/// Digits of a decimal, all in all.
pub const PRECISION: u8 = 38;
/// Decimals of an amount of money.
pub const MONEY_SCALE: i8 = 12;
/// Decimals of an amount of usage.
pub const QUANTITY_SCALE: i8 = 18;

/// An amount of money in the line's currency.
#[must_use]
pub fn money() -> DataType {
    DataType::Decimal128(PRECISION, MONEY_SCALE)
}

/// An amount of usage in the line's unit.
#[must_use]
pub fn quantity() -> DataType {
    DataType::Decimal128(PRECISION, QUANTITY_SCALE)
}

/// Names to values: tags as people wrote them. A key is there once; a value may be absent.
#[must_use]
pub fn map() -> DataType {
    let entry = Fields::from(vec![
        Field::new("key", DataType::Utf8, false),
        Field::new("value", DataType::Utf8, true),
    ]);
    let entries = Field::new("entries", DataType::Struct(entry), false);
    DataType::Map(Arc::new(entries), false)
}

/// One line of a bill. Text that a source leaves empty is null.
///
/// Sums over `unblended` and `amortized` are AWS's, where `is_split` is false; rows of split cost
/// allocation show costs of other rows once more. Amounts of different currencies are never added.
#[must_use]
pub fn lines() -> SchemaRef {
    static LINES: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(columns())));
    Arc::clone(&LINES)
}

fn columns() -> Vec<Field> {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let told = |name: &str| Field::new(name, DataType::Utf8, false);
    let amount = |name: &str| Field::new(name, money(), false);
    let moment = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
    vec![
        told("payer_account_id"),
        told("account_id"),
        // The first day of the month that is billed.
        Field::new("period", DataType::Date32, false),
        Field::new("usage_start", moment.clone(), true),
        Field::new("usage_end", moment, true),
        // The day of `usage_start` in UTC; the first of the period for lines without a time.
        Field::new("day", DataType::Date32, false),
        told("line_type"),
        text("bill_type"),
        text("billing_entity"),
        text("legal_entity"),
        text("invoice_id"),
        text("service_code"),
        text("service"),
        text("region"),
        text("availability_zone"),
        text("product_family"),
        text("instance_type"),
        text("usage_type"),
        text("operation"),
        text("resource_id"),
        text("description"),
        text("pricing_term"),
        text("savings_plan_arn"),
        text("reservation_arn"),
        Field::new("usage_amount", quantity(), true),
        text("usage_unit"),
        told("currency"),
        amount("unblended"),
        amount("amortized"),
        amount("net_unblended"),
        amount("net_amortized"),
        // At public on-demand prices; null where the source does not say.
        Field::new("public", money(), true),
        Field::new("is_split", DataType::Boolean, false),
        Field::new("tags", map(), false),
        Field::new("cost_categories", map(), false),
    ]
}

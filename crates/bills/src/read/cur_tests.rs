//! Cells of Cost and Usage Reports as they are kept.

use std::{convert::Infallible, fmt::Write as _, fs};

use arrow::{
    array::Array,
    record_batch::RecordBatch,
    util::display::{ArrayFormatter, FormatOptions},
};

use super::{Limits, PartRead, read};
use crate::report::discover;

/// Reads a file with one row and these cells.
fn row(cells: &[(&str, &str)]) -> (RecordBatch, PartRead) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let (names, values): (Vec<_>, Vec<_>) = cells
        .iter()
        .map(|(name, value)| (quoted(name), quoted(value)))
        .unzip();
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bill.csv");
    fs::write(
        &path,
        format!("{}\n{}\n", names.join(","), values.join(",")),
    )
    .unwrap();
    let found = discover(&[path], None);
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    let located = &found.deliveries[0];
    let mut batches = Vec::new();
    let reading = read::<Infallible>(
        &located.delivery,
        located.source.clone(),
        &Limits::default(),
        &mut |_, batch| {
            batches.push(batch);
            Ok(())
        },
    );
    let read = reading.unwrap().into_values().next().unwrap();
    (batches.remove(0), read)
}

/// The cells that are there.
fn shown(batch: &RecordBatch) -> String {
    let options = FormatOptions::default();
    let mut said = String::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if column.is_valid(0) {
            let shown = ArrayFormatter::try_new(column, &options).unwrap();
            writeln!(said, "{}: {}", field.name(), shown.value(0)).unwrap();
        }
    }
    said
}

const LEGACY: [(&str, &str); 26] = [
    ("bill/PayerAccountId", "001234567890"),
    ("bill/BillingPeriodStartDate", "2026-10-01T00:00:00Z"),
    ("bill/BillType", "Anniversary"),
    ("bill/BillingEntity", "AWS"),
    ("bill/InvoiceId", "77"),
    ("lineItem/UsageAccountId", "000000000042"),
    ("lineItem/LineItemType", "DiscountedUsage"),
    ("lineItem/UsageStartDate", "2026-10-31T23:00:00.000Z"),
    ("lineItem/UsageEndDate", "2026-11-01T00:00:00.000Z"),
    ("lineItem/ProductCode", "AmazonEC2"),
    ("lineItem/CurrencyCode", "USD"),
    ("lineItem/UnblendedCost", "0.0"),
    ("lineItem/NetUnblendedCost", ""),
    ("lineItem/UsageAmount", "1.5E-15"),
    ("lineItem/ResourceId", "i-1"),
    ("lineItem/LineItemDescription", "=1+1, \"quoted\"\nand long"),
    ("product/ProductName", "Amazon Elastic Compute Cloud"),
    ("product/region", "eu-central-1"),
    ("product/regionCode", ""),
    ("pricing/publicOnDemandCost", "1.81E-8"),
    ("reservation/EffectiveCost", "0.0051"),
    ("reservation/NetEffectiveCost", ""),
    ("reservation/ReservationARN", "arn:x"),
    ("resourceTags/user:Team", "Ä"),
    ("resourceTags/user:team", "b"),
    ("costCategory/Unit", "sales"),
];

#[test]
fn a_line_of_a_legacy_report() {
    let (batch, read) = row(&LEGACY);
    insta::assert_snapshot!(shown(&batch));
    assert_eq!((read.ledger.rounded, read.ledger.guessed), (0, 0));
}

const CUR_2: [(&str, &str); 15] = [
    ("bill_payer_account_id", "001234567890"),
    ("bill_billing_period_start_date", "2026-10-01T00:00:00.000Z"),
    ("line_item_usage_account_id", ""),
    ("line_item_usage_start_date", ""),
    ("line_item_line_item_type", "SavingsPlanRecurringFee"),
    ("line_item_currency_code", "USD"),
    ("line_item_unblended_cost", "10"),
    ("line_item_net_unblended_cost", "9"),
    ("savings_plan_total_commitment_to_date", "10"),
    ("savings_plan_used_commitment", "9.9999999999999"),
    ("savings_plan_recurring_commitment_for_billing_period", "10"),
    (
        "product",
        r#"{"product_name":"Savings Plans","region":"us-east-1","instance_type":"m5.large"}"#,
    ),
    (
        "resource_tags",
        r#"{"user_team":"a","user:Team":"b","aws_created_by":null}"#,
    ),
    ("cost_category", "{}"),
    ("split_line_item_parent_resource_id", ""),
];

#[test]
fn a_line_of_cur_2_without_all_its_columns() {
    let (batch, read) = row(&CUR_2);
    insta::assert_snapshot!(shown(&batch));
    // 9.9999999999999 has a decimal more than is kept, and no column says the net recurring fee.
    assert_eq!((read.ledger.rounded, read.ledger.guessed), (1, 1));
}

#[test]
fn a_part_of_another_line_is_in_no_sum() {
    let mut cells = CUR_2;
    cells[14].1 = "i-0123456789abcdef0";
    let (batch, read) = row(&cells);
    assert!(shown(&batch).contains("is_split: true"));
    assert_eq!((read.ledger.rows, read.ledger.split_rows), (1, 1));
    assert!(read.ledger.currencies.is_empty());
}

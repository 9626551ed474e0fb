//! FOCUS as other clouds write it, and files of theirs that are none.

use std::{convert::Infallible, fs, path::Path, sync::Arc};

use arrow::{
    array::{
        ArrayRef, Decimal128Array, Float32Array, Int64Array, StringArray, TimestampMicrosecondArray,
    },
    record_batch::RecordBatch,
};
use landfast_domain::bill::Amount;
use parquet::arrow::ArrowWriter;

use super::{Failure, Limits, Reading, read};
use crate::report::discover;

const HEADER: &str = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,\
    ChargePeriodStart,ConsumedQuantity,EffectiveCost,ListCost,ProviderName,ServiceName,SubAccountId,Tags,\
    CommitmentDiscountId,CommitmentDiscountCategory\n";

fn outcome(path: &Path) -> Result<Reading, String> {
    let found = discover(&[path.to_owned()], None);
    if let Some(finding) = found.findings.first() {
        return Err(finding.flaw.to_string());
    }
    let located = &found.deliveries[0];
    let reading = read::<Infallible>(
        &located.delivery,
        located.source.clone(),
        &Limits::default(),
        &mut |_, _| Ok(()),
    );
    reading.map_err(|why| match why {
        Failure::Read(why) => why.fault.to_string(),
        Failure::Sink(never) => match never {},
    })
}

fn of_text(text: &str) -> Result<Reading, String> {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bill.csv");
    fs::write(&path, text).unwrap();
    outcome(&path)
}

#[test]
fn other_clouds_are_read_as_they_are() {
    let rows = "0.123456789012,/providers/x/1,EUR,2026-01-01T00:00Z,Usage,2026-01-02T00:00:00Z,1,0.1,0.2,Microsoft,Storage,NULL,\"{\"\"Env\"\":\"\"a\"\",\"\"env\"\":null}\",NULL,NULL\n";
    let rows = rows.replace("T00:00Z", "T00:00:00Z");
    let more = "-5,/providers/x/1,EUR,2026-01-01 00:00:00,Credit,NULL,NULL,-5,NULL,Microsoft,NULL,sub,NULL,NULL,NULL\n";
    let reading = of_text(&format!("{HEADER}{rows}{more}")).unwrap();
    let [(part, read)] = reading.iter().collect::<Vec<_>>()[..] else {
        panic!("{reading:?}");
    };
    assert_eq!(part.payer, "/providers/x/1");
    assert_eq!(read.providers.iter().collect::<Vec<_>>(), ["Microsoft"]);
    insta::assert_json_snapshot!(read.ledger);
}

#[test]
fn what_is_no_bill_is_refused_with_a_reason() {
    for (text, want) in [
        (
            "costInBillingCurrency,billingAccountId,chargeType\n1,2,3\n",
            "found columns that begin with costInBillingCurrency, billingAccountId",
        ),
        (
            "BilledCost,ChargeCategory\n1,Usage\n",
            "BillingAccountId is not there",
        ),
        ("", "no line"),
        ("\u{0}\u{1}\u{2}", "found columns that begin with"),
        (
            &format!("{HEADER}1,a,,2026-01-01,Usage,,,1,1,x,y,z,{{}},,\n"),
            "row 1, column BillingCurrency: expected text",
        ),
        (
            &format!("{HEADER}1,,USD,2026-01-01,Usage,,,1,1,x,y,z,{{}},,\n"),
            "row 1, column BillingAccountId: expected text",
        ),
        (
            &format!("{HEADER}1,a,USD,,Usage,,,1,1,x,y,z,{{}},,\n"),
            "row 1, column BillingPeriodStart: expected a time",
        ),
        (
            &format!("{HEADER}1,a,USD,soon,Usage,,,1,1,x,y,z,{{}},,\n"),
            "found \"soon\"",
        ),
        (
            &format!("{HEADER}1,a,USD,2026-01-01,Usage,,,1,1,x,y,z,[1],,\n"),
            "expected names and values, found \"[1]\"",
        ),
    ] {
        let want = if text.is_empty() {
            "ends in the middle"
        } else {
            want
        };
        let found = of_text(text).unwrap_err();
        assert!(found.contains(want), "{text:?}: {found}");
    }
}

/// A row of Parquet with columns of types that AWS does not use.
fn of_parquet(billed: ArrayRef, account: ArrayRef) -> Result<Reading, String> {
    let text = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let moment = TimestampMicrosecondArray::from(vec![1_767_225_600_000_000_i64]);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("BilledCost", billed),
        ("BillingAccountId", account),
        ("BillingCurrency", text("USD")),
        ("BillingPeriodStart", Arc::new(moment)),
        ("ChargeCategory", text("Usage")),
        ("EffectiveCost", Arc::new(Float32Array::from(vec![0.1]))),
        ("ListCost", Arc::new(Int64Array::from(vec![3]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bill.parquet");
    let file = fs::File::create(&path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    outcome(&path)
}

#[test]
fn decimals_and_floats_of_parquet_are_exact() {
    let decimals =
        Decimal128Array::from(vec![123_456_789_012_345_678]).with_precision_and_scale(38, 17);
    let account = || Arc::new(StringArray::from(vec!["012345678901"])) as ArrayRef;
    let reading = of_parquet(Arc::new(decimals.unwrap()), account()).unwrap();
    let (part, read) = reading.first_key_value().unwrap();
    assert_eq!(
        (part.payer.as_str(), part.period.to_string().as_str()),
        ("012345678901", "2026-01")
    );
    let total = read.ledger.currencies["USD"].total;
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    assert_eq!(total.unblended, amount("1.234567890123"));
    assert_eq!(
        (total.amortized, total.public),
        (amount("0.1"), amount("3"))
    );
    // What had more decimals than are kept is said.
    assert_eq!(read.ledger.rounded, 1);
    let numbers = Arc::new(Int64Array::from(vec![12_345_678_901]));
    let found = of_parquet(Arc::new(Int64Array::from(vec![1])), numbers).unwrap_err();
    assert_eq!(
        found,
        "row 1, column BillingAccountId: expected text, found \"the number 12345678901\""
    );
    let flags = Arc::new(arrow::array::BooleanArray::from(vec![true]));
    let found = of_parquet(flags, account()).unwrap_err();
    assert!(
        found.contains("column BilledCost: expected an amount of money"),
        "{found}"
    );
}

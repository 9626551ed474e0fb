//! Any bill and any question: the rollup says what the lines say.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use landfast_domain::{
    bill::{
        Amount,
        ask::{AnsweredFrom, Day, Granularity, Measure, Order, Question, Range, Selection},
    },
    commitment::{ContractDraft, CostLine, KeptMonths},
};
use parquet::arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    Bills, Questions,
    tests::{by, keep, month, question},
};
use crate::{
    keep::Store,
    report::Format,
    testing::{Line, amount, line},
};

fn any_line() -> impl Strategy<Value = Line> {
    let text = |texts: &'static [&'static str]| prop::sample::select(texts);
    (
        (0..61_i32, text(&["1", "2", "3"]), text(&["A", "B", ""])),
        (
            text(&["r1", "r2", ""]),
            text(&["AWS", "AWS Marketplace", ""]),
            text(&["Usage", "Tax", "Fee"]),
            text(&["USD", "EUR"]),
        ),
        (
            -10_i128.pow(15)..10_i128.pow(15),
            prop::option::of(0..10_i128.pow(13)),
            prop::bool::weighted(0.1),
        ),
    )
        .prop_map(
            |(
                (day, account, service),
                (region, biller, line_type, currency),
                (cost, public, is_split),
            )| {
                let mut found = line(day, account, service, "0");
                found.service = (!service.is_empty()).then(|| service.to_owned());
                found.region = (!region.is_empty()).then(|| region.to_owned());
                found.billing_entity = (!biller.is_empty()).then(|| biller.to_owned());
                found.legal_entity = (!biller.is_empty()).then(|| format!("{biller} Inc."));
                found.line_type = line_type.to_owned();
                found.currency = currency.to_owned();
                found.unblended = Amount::from_units(cost).unwrap();
                found.amortized = Amount::from_units(cost / 3).unwrap();
                found.public = public.map(|units| Amount::from_units(units).unwrap());
                found.is_split = is_split;
                found
            },
        )
}

fn any_question() -> impl Strategy<Value = Question> {
    let dimension = prop::sample::select(
        &[
            "account",
            "service",
            "service_code",
            "region",
            "line_type",
            "billing_entity",
            "legal_entity",
            "payer",
        ][..],
    );
    let filter = prop::sample::select(
        &[
            "account=1",
            "region=",
            "region!=r1",
            "line_type!=Tax",
            "currency=EUR",
            "service!=",
            "billing_entity!=AWS",
            "legal_entity=",
        ][..],
    );
    let measure = prop::sample::select(vec![
        Measure::Unblended,
        Measure::Amortized,
        Measure::NetAmortized,
        Measure::Public,
    ]);
    let time = prop::sample::select(vec![
        Granularity::None,
        Granularity::Day,
        Granularity::Month,
    ]);
    let order = prop::sample::select(vec![Order::Largest, Order::Smallest, Order::Name]);
    let first = month("2026-09").first_day();
    let range = prop_oneof![
        Just(question().selection.range),
        (0..40_i32, 0..30_i32).prop_map(move |(from, more)| Range::Days {
            from: Day::from_unix_days(first + from),
            to: Day::from_unix_days(first + from + more),
        }),
    ];
    (
        prop::collection::vec(dimension, 0..=3),
        prop::collection::vec(filter, 0..3),
        (measure, time, order, range, prop::option::of(1..4_usize)),
    )
        .prop_map(
            |(groups, filters, (measure, granularity, order, range, top))| Question {
                selection: Selection {
                    range,
                    filters: filters.iter().map(|text| text.parse().unwrap()).collect(),
                    report: None,
                },
                measure,
                granularity,
                group_by: by(&groups),
                top,
                order,
            },
        )
}

/// The sum by currency, added up line by line.
fn added(lines: &[Line], measure: Measure) -> BTreeMap<String, Amount> {
    let mut found = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_split) {
        let cost = match measure {
            Measure::Public => line.public.unwrap_or_default(),
            Measure::Amortized | Measure::NetAmortized => line.amortized,
            _ => line.unblended,
        };
        let sum: &mut Amount = found.entry(line.currency.clone()).or_default();
        *sum = sum.plus(cost).unwrap();
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn rollups_say_what_lines_say(
        lines in prop::collection::vec(any_line(), 1..120),
        questions in prop::collection::vec(any_question(), 6),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::local(folder.path()).unwrap();
            let first = month("2026-09").first_day();
            let (september, october): (Vec<_>, Vec<_>) = lines
                .iter()
                .cloned()
                .map(|line| Line { day: line.day + first, ..line })
                .partition(|line| line.day < first + 30);
            keep(&store, "acme", Format::Cur2, month("2026-09"), &september).await;
            keep(&store, "acme", Format::Cur2, month("2026-10"), &october).await;
            let (quick, slow) = (Bills::new(store.clone()), Bills::new(store).from_lines());
            for question in &questions {
                let here = quick.ask(question).await.unwrap();
                let there = slow.ask(question).await.unwrap();
                prop_assert_eq!(here.from, AnsweredFrom::Rollup);
                prop_assert_eq!(there.from, AnsweredFrom::Lines);
                prop_assert_eq!(&here.rows, &there.rows, "{:?}", question);
                if question.selection.filters.is_empty() && matches!(question.selection.range, Range::Months { .. }) {
                    let mut sums: BTreeMap<String, Amount> = BTreeMap::new();
                    for row in &here.rows {
                        let sum = sums.entry(row.unit.clone()).or_default();
                        *sum = sum.plus(amount(&row.amount)).unwrap();
                    }
                    prop_assert_eq!(sums, added(&lines, question.measure));
                }
            }
            Ok(())
        })?;
    }
}

/// Makes the store one of the first format: without who bills and who sells in its rollup.
async fn age(folder: &std::path::Path, store: &Store) {
    let current = store.currents().await.unwrap().swap_remove(0);
    let rollup = folder.join(current.rollup.unwrap());
    let month = rollup.parent().and_then(std::path::Path::parent).unwrap();
    let key = month.join("current.json");
    let mut text: Value = serde_json::from_slice(&std::fs::read(&key).unwrap()).unwrap();
    text.as_object_mut()
        .unwrap()
        .remove("rollup_format")
        .unwrap();
    std::fs::write(&key, text.to_string()).unwrap();
    let file = std::fs::File::open(&rollup).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    let fields = batches[0].schema_ref().fields().iter().enumerate();
    let old = fields.filter(|(_, field)| !field.name().ends_with("_entity"));
    let old: Vec<usize> = old.map(|(place, _)| place).collect();
    let schema = batches[0].schema_ref().project(&old).unwrap();
    let file = std::fs::File::create(&rollup).unwrap();
    let mut writer = ArrowWriter::try_new(file, schema.into(), None).unwrap();
    for batch in batches {
        writer.write(&batch.project(&old).unwrap()).unwrap();
    }
    writer.close().unwrap();
}

#[tokio::test]
async fn what_an_older_rollup_does_not_know_is_answered_from_lines() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let first = month("2026-09").first_day();
    let mut bought = line(first, "1", "x", "2");
    bought.billing_entity = Some("AWS Marketplace".to_owned());
    let lines = [line(first, "1", "AmazonEC2", "1"), bought];
    keep(&store, "acme", Format::Cur2, month("2026-09"), &lines).await;
    let mut asked = Vec::new();
    for names in [
        &["service_code"][..],
        &["billing_entity"],
        &["legal_entity"],
    ] {
        let question = Question {
            group_by: by(names),
            ..question()
        };
        let filtered = Selection {
            filters: vec!["billing_entity=AWS".parse().unwrap()],
            ..question.selection.clone()
        };
        asked.push(Question {
            selection: filtered,
            ..question.clone()
        });
        asked.push(question);
    }
    let mut before = Vec::new();
    for question in &asked {
        let answer = Bills::new(store.clone()).ask(question).await.unwrap();
        assert_eq!(answer.from, AnsweredFrom::Rollup, "{question:?}");
        before.push(answer.rows);
    }
    age(folder.path(), &store).await;
    let mut from_rollup = 0;
    for (question, rows) in asked.iter().zip(before) {
        let answer = Bills::new(store.clone()).ask(question).await.unwrap();
        assert_eq!(answer.rows, rows, "{question:?}");
        from_rollup += usize::from(answer.from == AnsweredFrom::Rollup);
    }
    assert_eq!(from_rollup, 1, "only the question about services");
    // With a month that was written since, it is still the older one that decides.
    let october = month("2026-10");
    let later = [line(october.first_day(), "1", "AmazonEC2", "4")];
    keep(&store, "acme", Format::Cur2, october, &later).await;
    for question in &asked {
        let quick = Bills::new(store.clone()).ask(question).await.unwrap();
        let slow = Bills::new(store.clone()).from_lines().ask(question).await;
        assert_eq!(quick.rows, slow.unwrap().rows, "{question:?}");
    }
}

/// What a contract asks is in the rollup, and its lines are all of the bill's.
#[tokio::test]
async fn a_contract_asks_rollups_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let first = month("2026-09").first_day();
    let mut lines = [
        line(first, "1", "AmazonEC2", "1"),
        line(first, "1", "OCBPremiumSupport", "2"),
        line(first + 1, "1", "", "4"),
        line(first + 1, "1", "x", "8"),
    ];
    lines[2].service = None;
    lines[3].billing_entity = Some("AWS Marketplace".to_owned());
    keep(&store, "acme", Format::Cur2, month("2026-09"), &lines).await;
    let draft = ContractDraft {
        name: "EDP".to_owned(),
        currency: "USD".to_owned(),
        starts: "2026-09-01".to_owned(),
        years: vec!["100".to_owned()],
        payers: vec!["012345678901".to_owned()],
        ..ContractDraft::default()
    };
    let (contract, today) = (draft.read().unwrap(), "2026-09-10".parse().unwrap());
    let bills = Bills::new(store);
    let mut found = Vec::new();
    for (question, is_support) in contract.questions(today) {
        let answer = bills.ask(&question).await.unwrap();
        assert_eq!(answer.from, AnsweredFrom::Rollup);
        let rows = answer.rows.into_iter();
        found.extend(rows.map(|row| CostLine::read(row, is_support).unwrap()));
    }
    let standing = contract
        .standing(today, &found, &KeptMonths::new())
        .unwrap();
    let charges = standing.years[0].charges.iter();
    let charges: Vec<_> = charges
        .map(|one| (one.charge.name(), one.amount.to_string()))
        .collect();
    let want = [("usage", "5"), ("marketplace", "8"), ("support", "2")];
    assert_eq!(charges, want.map(|(name, sum)| (name, sum.to_owned())));
}

//! Any bill and any question: the rollup says what the lines say.

use std::collections::BTreeMap;

use landfast_domain::bill::{
    Amount,
    ask::{AnsweredFrom, Day, Granularity, Measure, Order, Question, Range, Selection},
};
use proptest::prelude::*;

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
            |((day, account, service), (region, line_type, currency), (cost, public, is_split))| {
                let mut found = line(day, account, service, "0");
                found.service = (!service.is_empty()).then(|| service.to_owned());
                found.region = (!region.is_empty()).then(|| region.to_owned());
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

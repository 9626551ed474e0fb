use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{
    Charge, Chosen, Contract, CostLine, KeptMonths, RulesDraft, Standing, YearStanding, YearState,
    testing::{bought, contract, day, every_day, line, with},
};
use crate::{
    AccountId,
    bill::{Amount, Period, ask::Day},
};

fn kept(months: &[&str]) -> KeptMonths {
    let payer = AccountId::parse("012345678901").unwrap();
    let months: BTreeSet<Period> = months.iter().map(|month| month.parse().unwrap()).collect();
    BTreeMap::from([(payer, months)])
}

/// All months of a year.
fn whole(year: u16) -> Vec<String> {
    (1..=12).map(|month| format!("{year}-{month:02}")).collect()
}

fn standing(contract: &Contract, today: &str, lines: &[CostLine]) -> Standing {
    let months: Vec<String> = [whole(2025), whole(2026), whole(2027)].concat();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    contract
        .standing(day(today), lines, &kept(&months))
        .unwrap()
}

fn first(contract: &Contract, today: &str, lines: &[CostLine]) -> YearStanding {
    standing(contract, today, lines).years.swap_remove(0)
}

fn chosen<T>(value: T) -> Chosen<T> {
    Chosen {
        value,
        source: "§ 1".to_owned(),
    }
}

fn text(amount: impl std::fmt::Display) -> String {
    amount.to_string()
}

#[test]
fn a_year_in_the_middle() {
    let year = first(
        &contract(),
        "2026-04-11",
        &every_day("2026-01-01", "2026-04-11", "12"),
    );
    assert_eq!(year.state, YearState::Running);
    assert_eq!(year.through, Some(day("2026-04-10")), "today is not over");
    // 100 days of 12, where 10 a day are promised.
    assert_eq!(text(year.spent), "1200");
    assert_eq!(text(year.expected), "1000");
    assert_eq!(text(year.ahead), "200");
    assert_eq!(text(year.remaining), "2450");
    assert_eq!(text(year.surplus), "0");
    assert_eq!(text(year.percent), "32.9");
    assert_eq!(year.forecast.map(text), Some("4380".to_owned()));
    assert_eq!(year.shortfall.map(text), Some("0".to_owned()));
    assert_eq!(year.met_on, None);
    assert_eq!(year.days.len(), 100);
    assert_eq!(text(year.days[9].spent), "120");
    assert!(year.notes.is_empty());
}

#[test]
fn a_year_that_falls_short() {
    let year = first(
        &contract(),
        "2026-04-11",
        &every_day("2026-01-01", "2026-04-10", "5"),
    );
    assert_eq!(text(year.ahead), "-500");
    assert_eq!(year.forecast.map(text), Some("1825".to_owned()));
    assert_eq!(year.shortfall.map(text), Some("1825".to_owned()));
}

#[test]
fn a_year_that_is_over_and_the_one_after_it() {
    let mut lines = every_day("2026-01-01", "2026-12-31", "11");
    lines.extend(every_day("2027-01-01", "2027-01-01", "11"));
    let found = standing(&contract(), "2027-01-02", &lines);
    let [past, running] = &found.years[..] else {
        panic!("two years")
    };
    assert_eq!(past.state, YearState::Past);
    assert_eq!(past.through, Some(day("2026-12-31")));
    assert_eq!(
        (text(past.spent), text(past.surplus)),
        ("4015".into(), "365".into())
    );
    assert_eq!(past.forecast, None);
    assert_eq!(past.shortfall.map(text), Some("0".to_owned()));
    // 332 days of 11 are more than 3650.
    assert_eq!(past.met_on, Some(day("2026-11-28")));
    // The pace of the month before the year is known.
    assert_eq!(running.state, YearState::Running);
    assert_eq!(running.forecast.map(text), Some("4015".to_owned()));
    assert_eq!(running.shortfall.map(text), Some("3285".to_owned()));
    assert!(found.notes.is_empty());
}

#[test]
fn a_year_to_come_has_no_figures() {
    let found = standing(
        &contract(),
        "2026-06-01",
        &every_day("2026-01-01", "2026-05-31", "1"),
    );
    let year = &found.years[1];
    assert_eq!(year.state, YearState::Upcoming);
    assert_eq!(
        (year.through, year.forecast, year.shortfall),
        (None, None, None)
    );
    assert_eq!(
        (text(year.spent), text(year.remaining)),
        ("0".into(), "7300".into())
    );
    assert!(year.days.is_empty() && year.charges.is_empty());
    assert_eq!(
        year.notes
            .iter()
            .map(|note| note.code())
            .collect::<Vec<_>>(),
        ["upcoming"]
    );
}

#[test]
fn what_was_paid_at_once_is_not_expected_again() {
    let mut lines = every_day("2026-01-01", "2026-04-10", "1");
    lines.push(line(day("2026-04-01"), "SavingsPlanUpfrontFee", "1000"));
    lines.push(CostLine {
        line_type: "Fee".to_owned(),
        ..bought(day("2026-04-02"), "Acme", "100")
    });
    let year = first(&contract(), "2026-04-11", &lines);
    assert_eq!(text(year.spent), "1200");
    assert_eq!(year.forecast.map(text), Some("1465".to_owned()));
}

/// Whatever day it is, a fee of every month is in the last month once.
#[test]
fn a_monthly_fee_is_expected_once_a_month() {
    let mut lines = every_day("2026-01-01", "2026-12-31", "0");
    for month in whole(2026) {
        lines.push(line(day(&format!("{month}-01")), "RIFee", "31"));
    }
    for today in [
        "2026-03-02",
        "2026-03-29",
        "2026-03-31",
        "2026-04-01",
        "2026-09-15",
    ] {
        let known: Vec<CostLine> = lines
            .iter()
            .filter(|line| line.day < day(today))
            .cloned()
            .collect();
        let year = first(&contract(), today, &known);
        let through = year.through.unwrap();
        let days = through.since(through.month_before());
        let left = day("2026-12-31").since(through);
        let more = f64::from(31 * left) / f64::from(days);
        let forecast: f64 = text(year.forecast.unwrap()).parse().unwrap();
        let spent: f64 = text(year.spent).parse().unwrap();
        assert!(
            (forecast - spent - more).abs() < 1e-6,
            "{today}: {forecast} {spent} {more}"
        );
    }
}

#[test]
fn few_days_make_no_forecast() {
    for (today, is_there) in [("2026-01-07", false), ("2026-01-08", true)] {
        let lines = every_day("2026-01-01", "2026-01-20", "10");
        let year = first(&contract(), today, &lines);
        assert_eq!(year.forecast.is_some(), is_there, "{today}");
        assert_eq!(year.shortfall.is_some(), is_there, "{today}");
    }
    // With bills of the month before, there is a pace from the first day.
    let lines = every_day("2025-12-01", "2026-01-01", "10");
    let year = first(&contract(), "2026-01-02", &lines);
    assert_eq!(text(year.spent), "10");
    assert_eq!(year.forecast.map(text), Some("3650".to_owned()));
}

#[test]
fn fees_before_any_use_of_a_month_wait_for_it() {
    let mut lines = every_day("2026-01-01", "2026-01-31", "1");
    lines.push(line(day("2026-02-01"), "RIFee", "100"));
    let year = first(&contract(), "2026-02-03", &lines);
    assert_eq!(year.through, Some(day("2026-01-31")));
    assert_eq!(text(year.spent), "31");
}

#[test]
fn the_marketplace_counts_up_to_its_cap() {
    let mut lines = every_day("2026-01-01", "2026-04-10", "1");
    lines.push(bought(day("2026-02-01"), "Acme", "900"));
    lines.push(bought(day("2026-03-01"), "Bolt", "100"));
    // A quarter of 3650 is 912.5.
    let year = first(&contract(), "2026-04-11", &lines);
    assert_eq!(text(year.spent), "1012.5");
    let market = &year.charges[1];
    assert_eq!(market.charge, Charge::Marketplace);
    assert_eq!(
        (
            text(market.amount),
            text(market.counted),
            text(market.left_out)
        ),
        ("1000".into(), "912.5".into(), "87.5".into())
    );
    assert_eq!(
        year.forecast.map(text),
        Some("1277.5".to_owned()),
        "the cap holds there too"
    );
    for (rules, spent) in [
        (
            RulesDraft {
                marketplace_cap: Some(chosen(None)),
                ..RulesDraft::default()
            },
            "1100",
        ),
        (
            RulesDraft {
                marketplace_cap: Some(chosen(Some(0))),
                ..RulesDraft::default()
            },
            "100",
        ),
        (
            RulesDraft {
                marketplace_sellers: Some(chosen(Some(vec!["BOLT ".to_owned()]))),
                ..RulesDraft::default()
            },
            "200",
        ),
        (
            RulesDraft {
                charges: BTreeMap::from([(Charge::Marketplace, chosen(false))]),
                ..RulesDraft::default()
            },
            "100",
        ),
    ] {
        let year = first(&with(rules), "2026-04-11", &lines);
        assert_eq!(text(year.spent), spent);
    }
}

#[test]
fn the_rules_say_which_charges_count() {
    let mut lines = every_day("2026-01-01", "2026-04-10", "1");
    lines.push(line(day("2026-02-01"), "Tax", "10"));
    lines.push(line(day("2026-02-01"), "Credit", "-20"));
    lines.push(CostLine {
        is_support: true,
        ..line(day("2026-02-01"), "Usage", "40")
    });
    let plain = first(&contract(), "2026-04-11", &lines);
    assert_eq!(text(plain.spent), "100");
    let shown: Vec<_> = plain
        .charges
        .iter()
        .map(|one| (one.charge, one.counts, text(one.left_out)))
        .collect();
    assert_eq!(
        shown,
        [
            (Charge::Usage, true, "0".to_owned()),
            (Charge::Support, false, "40".to_owned()),
            (Charge::Credit, false, "-20".to_owned()),
            (Charge::Tax, false, "10".to_owned()),
        ]
    );
    let charges = [
        (Charge::Support, true),
        (Charge::Tax, true),
        (Charge::Usage, false),
    ];
    let charges = charges.map(|(charge, counts)| (charge, chosen(counts)));
    let rules = RulesDraft {
        charges: charges.into(),
        ..RulesDraft::default()
    };
    assert_eq!(text(first(&with(rules), "2026-04-11", &lines).spent), "50");
}

#[test]
fn a_refund_may_take_back_that_it_was_met() {
    let rules = RulesDraft {
        charges: BTreeMap::from([(Charge::Refund, chosen(true))]),
        ..RulesDraft::default()
    };
    let contract = with(rules);
    let mut lines = every_day("2026-01-01", "2026-06-30", "1");
    lines.push(line(day("2026-02-01"), "Usage", "3650"));
    assert_eq!(
        first(&contract, "2026-07-01", &lines).met_on,
        Some(day("2026-02-01"))
    );
    lines.push(line(day("2026-03-01"), "Refund", "-3000"));
    assert_eq!(first(&contract, "2026-07-01", &lines).met_on, None);
    lines.push(line(day("2026-04-01"), "Usage", "3000"));
    assert_eq!(
        first(&contract, "2026-07-01", &lines).met_on,
        Some(day("2026-04-01"))
    );
}

#[test]
fn what_readers_must_know() {
    let mut lines = every_day("2026-01-01", "2026-04-10", "1");
    lines.push(CostLine {
        currency: "EUR".to_owned(),
        ..line(day("2026-02-01"), "Usage", "12.50")
    });
    lines.push(line(day("2026-02-01"), "Novelty", "3"));
    lines.push(line(day("2026-02-02"), "Invention", "-1"));
    let months = kept(&["2026-01", "2026-03"]);
    let mut said = String::new();
    for (today, lines, months) in [
        ("2026-04-11", &lines[..], &months),
        ("2026-04-02", &lines[..], &months),
        ("2026-04-11", &lines[..0], &KeptMonths::new()),
        ("2025-12-31", &lines[..0], &months),
        ("2029-01-01", &lines[..0], &months),
    ] {
        let found = contract().standing(day(today), lines, months).unwrap();
        said.push_str(&format!("{today}\n"));
        for note in &found.notes {
            said.push_str(&format!("  {}: {note}\n", note.code()));
        }
        for year in &found.years {
            for note in &year.notes {
                let number = year.year.number;
                said.push_str(&format!("  year {number} {}: {note}\n", note.code()));
            }
        }
    }
    insta::assert_snapshot!(said);
}

fn any_line() -> impl Strategy<Value = CostLine> {
    let types = prop::sample::select(
        &[
            "Usage",
            "SavingsPlanNegation",
            "SavingsPlanRecurringFee",
            "Fee",
            "EdpDiscount",
            "Tax",
            "Credit",
            "Refund",
            "Novelty",
        ][..],
    );
    let entities = prop::sample::select(&[Some("AWS"), Some("AWS Marketplace"), None][..]);
    let currencies = prop::sample::select(&["USD", "USD", "USD", "EUR"][..]);
    let units = -10_i128.pow(14)..10_i128.pow(15);
    (
        -40_i32..800,
        types,
        entities,
        currencies,
        any::<bool>(),
        units,
    )
        .prop_map(
            |(after, line_type, entity, currency, is_support, units)| CostLine {
                currency: currency.to_owned(),
                billing_entity: entity.map(str::to_owned),
                is_support,
                amount: Amount::from_units(units).unwrap(),
                ..line(day("2026-01-01").plus(after), line_type, "0")
            },
        )
}

fn any_rules() -> impl Strategy<Value = RulesDraft> {
    let charges = prop::collection::vec(any::<bool>(), Charge::ALL.len());
    (charges, prop::option::of(0..=100_u32)).prop_map(|(counts, cap)| RulesDraft {
        charges: Charge::ALL
            .into_iter()
            .zip(counts.into_iter().map(chosen))
            .collect(),
        marketplace_cap: Some(chosen(cap)),
        ..RulesDraft::default()
    })
}

fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::ZERO, |sum, one| sum.plus(one).unwrap())
}

proptest! {
    #[test]
    fn charges_share_out_the_bill(
        lines in prop::collection::vec(any_line(), 0..120),
        rules in any_rules(),
        after in 0_i32..900,
    ) {
        let contract = with(rules.clone());
        let today = day("2026-01-01").plus(after);
        let found = contract.standing(today, &lines, &KeptMonths::new()).unwrap();
        for year in &found.years {
            let through = year.through.unwrap_or_else(|| year.year.from.plus(-1));
            let billed = lines.iter().filter(|line| {
                line.currency == "USD" && year.year.from <= line.day && line.day <= through
            });
            let billed = sum(billed.map(|line| line.amount));
            prop_assert_eq!(sum(year.charges.iter().map(|one| one.amount)), billed);
            prop_assert_eq!(sum(year.charges.iter().map(|one| one.counted)), year.spent);
            let last = year.days.last().map_or(Amount::ZERO, |day| day.spent);
            prop_assert_eq!(last, year.spent);
            prop_assert_eq!(year.days.len() as i32, through.since(year.year.from) + 1);
            let difference = year.surplus.minus(year.remaining).unwrap();
            prop_assert_eq!(year.spent.minus(year.year.commitment).unwrap(), difference);
            if let (Some(cap), Some(market)) = (
                rules.marketplace_cap.as_ref().unwrap().value,
                year.charges.iter().find(|one| one.charge == Charge::Marketplace),
            ) {
                let most = year.year.commitment.units() * i128::from(cap) / 100;
                prop_assert!(market.counted.units() <= most);
            }
            prop_assert!(year.through.is_none_or(|through| through < today));
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        lines in prop::collection::vec(any_line(), 0..60),
        after in 0_i32..900,
    ) {
        let today = day("2026-01-01").plus(after);
        let kept = KeptMonths::new();
        let mut turned = lines.clone();
        turned.reverse();
        turned.sort_by_key(|line| (line.amount, Day::unix_days(line.day)));
        let contract = contract();
        prop_assert_eq!(
            contract.standing(today, &lines, &kept).unwrap(),
            contract.standing(today, &turned, &kept).unwrap()
        );
    }
}

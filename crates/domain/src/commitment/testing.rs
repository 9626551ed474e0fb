//! A contract and lines for tests.

use super::{Contract, ContractDraft, CostLine, RulesDraft};
use crate::bill::{Amount, ask::Day};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// 10 USD a day in 2026, 20 in 2027.
pub fn contract() -> Contract {
    with(RulesDraft::default())
}

pub fn with(rules: RulesDraft) -> Contract {
    let draft = ContractDraft {
        name: "EDP".to_owned(),
        currency: "USD".to_owned(),
        starts: "2026-01-01".to_owned(),
        years: vec!["3650".to_owned(), "7300".to_owned()],
        payers: vec!["012345678901".to_owned()],
        rules,
    };
    draft.read().unwrap()
}

pub fn line(day: Day, line_type: &str, cost: &str) -> CostLine {
    CostLine {
        day,
        currency: "USD".to_owned(),
        line_type: line_type.to_owned(),
        billing_entity: Some("AWS".to_owned()),
        legal_entity: Some("Amazon Web Services, Inc.".to_owned()),
        is_support: false,
        amount: amount(cost),
    }
}

pub fn bought(day: Day, seller: &str, cost: &str) -> CostLine {
    CostLine {
        billing_entity: Some("AWS Marketplace".to_owned()),
        legal_entity: Some(seller.to_owned()),
        ..line(day, "Usage", cost)
    }
}

/// The same use on every day.
pub fn every_day(from: &str, to: &str, cost: &str) -> Vec<CostLine> {
    let (from, to) = (day(from).unix_days(), day(to).unix_days());
    (from..=to)
        .map(|day| line(Day::from_unix_days(day), "Usage", cost))
        .collect()
}

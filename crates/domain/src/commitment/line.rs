//! What bills are asked, and their answers as sums of lines that are alike.

use super::{
    charge::{Charge, SUPPORT},
    contract::Contract,
};
use crate::bill::{
    Amount,
    ask::{
        AnswerRow, Day, Dimension, Filter, Granularity, Known, Order, Question, Range, Selection,
    },
};

/// What lines of one day, one currency and one kind amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    pub day: Day,
    pub currency: String,
    /// As AWS names it.
    pub line_type: String,
    pub billing_entity: Option<String>,
    pub legal_entity: Option<String>,
    /// Whether the service is AWS Support.
    pub is_support: bool,
    pub amount: Amount,
}

/// An answer that is none to the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected sums by day, billing entity, legal entity and type of line; found {found}")]
pub struct Mistold {
    pub found: String,
}

/// Days before the first year that the pace of a month may reach back to.
const BEFORE: i32 = 31;

impl Contract {
    /// What to ask of bills on a day, and whether the answer is of AWS Support: two questions for each
    /// year that has begun. In the first month of the contract they reach back to the month before, for
    /// the pace of the forecast alone.
    #[must_use]
    pub fn questions(&self, today: Day) -> Vec<(Question, bool)> {
        let begun = self.contract_years().filter(|year| year.from <= today);
        let ranges = begun.map(|year| {
            let is_fresh = year.number == 1 && today.since(year.from) <= BEFORE;
            let from = if is_fresh {
                year.from.plus(-BEFORE)
            } else {
                year.from
            };
            Range::Days {
                from,
                to: year.to.min(today),
            }
        });
        ranges
            .flat_map(|range| [false, true].map(|support| (self.question(range, support), support)))
            .collect()
    }

    fn question(&self, range: Range, is_support: bool) -> Question {
        let payers = self.payers.iter().map(|payer| Some(payer.to_string()));
        let payer = Filter {
            dimension: Dimension::Column(Known::Payer),
            is_not: false,
            values: payers.collect(),
        };
        let codes = SUPPORT.map(|code| Some(code.to_owned()));
        let service = Filter {
            dimension: Dimension::Column(Known::ServiceCode),
            is_not: !is_support,
            values: codes.to_vec(),
        };
        Question {
            selection: Selection {
                range,
                filters: vec![payer, service],
                report: None,
            },
            measure: self.rules.basis().value.measure(),
            granularity: Granularity::Day,
            group_by: [Known::BillingEntity, Known::LegalEntity, Known::LineType]
                .map(Dimension::Column)
                .to_vec(),
            top: None,
            order: Order::Name,
        }
    }
}

impl CostLine {
    #[must_use]
    pub fn charge(&self) -> Charge {
        let entity = self.billing_entity.as_deref();
        Charge::of(&self.line_type, entity, self.is_support)
    }

    /// A row of the answer to one of [`Contract::questions`].
    ///
    /// # Errors
    /// [`Mistold`] for rows of another question.
    pub fn read(row: AnswerRow, is_support: bool) -> Result<Self, Mistold> {
        let mistold = |row: &AnswerRow| Mistold {
            found: format!("{:?} at {:?}: {:.40}", row.group, row.time, row.amount),
        };
        let day = row.time.as_ref().and_then(|time| time.parse().ok());
        let amount = row.amount.parse().ok();
        let (Some(day), Some(amount), [billing_entity, legal_entity, line_type]) =
            (day, amount, row.group.as_slice())
        else {
            return Err(mistold(&row));
        };
        Ok(Self {
            day,
            line_type: line_type.clone().unwrap_or_default(),
            billing_entity: billing_entity.clone(),
            legal_entity: legal_entity.clone(),
            is_support,
            amount,
            currency: row.unit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::testing::{contract, day};

    fn ranges(today: &str) -> Vec<String> {
        let asked = contract().questions(day(today));
        let shown = asked.iter().map(|(question, is_support)| {
            let Range::Days { from, to } = question.selection.range else {
                unreachable!("days are asked");
            };
            let service = &question.selection.filters[1];
            assert_eq!(service.is_not, !is_support);
            format!("{from} {to} {is_support}")
        });
        shown.collect()
    }

    #[test]
    fn two_questions_for_each_year_that_has_begun() {
        assert!(ranges("2025-12-31").is_empty());
        assert_eq!(
            ranges("2026-01-10"),
            ["2025-12-01 2026-01-10 false", "2025-12-01 2026-01-10 true"]
        );
        assert_eq!(
            ranges("2026-06-01"),
            ["2026-01-01 2026-06-01 false", "2026-01-01 2026-06-01 true"]
        );
        assert_eq!(
            ranges("2027-01-02"),
            [
                "2026-01-01 2026-12-31 false",
                "2026-01-01 2026-12-31 true",
                "2027-01-01 2027-01-02 false",
                "2027-01-01 2027-01-02 true",
            ]
        );
        assert_eq!(ranges("2040-01-01").len(), 4);
    }

    #[test]
    fn rows_of_another_question_are_refused() {
        let row = AnswerRow {
            unit: "USD".to_owned(),
            time: Some("2026-01-01".to_owned()),
            group: vec![Some("AWS".to_owned()), None, Some("Usage".to_owned())],
            is_rest: false,
            amount: "1.5".to_owned(),
            rows: 1,
        };
        let line = CostLine::read(row.clone(), true).unwrap();
        assert_eq!(
            (line.amount.to_string(), line.is_support),
            ("1.5".into(), true)
        );
        for other in [
            AnswerRow {
                time: None,
                ..row.clone()
            },
            AnswerRow {
                group: Vec::new(),
                ..row.clone()
            },
            AnswerRow {
                amount: "much".to_owned(),
                ..row
            },
        ] {
            assert!(CostLine::read(other, false).is_err());
        }
    }
}

//! The sums of a bill by which a copy of it is held against its source.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Amount, Counted, Overflow};

/// What was counted of one payer's bill of one period.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    /// All rows, those of split cost allocation too.
    pub rows: u64,
    /// Rows of split cost allocation: in no sum.
    pub split_rows: u64,
    /// Cells that had more decimals than are kept and were rounded half to even. AWS has none.
    pub rounded: u64,
    /// Rows of commitments whose amortized or net cost is taken from another column, for the one that
    /// says it is not in the file.
    pub guessed: u64,
    /// By currency: amounts of two are never added.
    pub currencies: BTreeMap<String, CurrencyLedger>,
}

/// The sums of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CurrencyLedger {
    #[serde(flatten)]
    pub total: Sums,
    pub by_line_type: BTreeMap<String, Sums>,
}

/// Sums over rows that are no split rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sums {
    pub rows: u64,
    pub unblended: Amount,
    pub amortized: Amount,
    pub net_unblended: Amount,
    pub net_amortized: Amount,
    /// Of the rows that say it.
    pub public: Amount,
}

/// A sum that two ledgers do not agree on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `rows`, or currency, type of line and measure: `USD Usage unblended`, `USD unblended`.
    pub what: String,
    pub here: String,
    pub there: String,
}

impl Sums {
    fn add(&mut self, counted: &Counted) -> Result<(), Overflow> {
        let costs = &counted.costs;
        self.rows += 1;
        self.unblended = self.unblended.plus(costs.unblended)?;
        self.amortized = self.amortized.plus(costs.amortized)?;
        self.net_unblended = self.net_unblended.plus(costs.net_unblended)?;
        self.net_amortized = self.net_amortized.plus(costs.net_amortized)?;
        self.public = self.public.plus(costs.public.unwrap_or_default())?;
        Ok(())
    }

    fn merge(&mut self, other: &Self) -> Result<(), Overflow> {
        self.rows += other.rows;
        self.unblended = self.unblended.plus(other.unblended)?;
        self.amortized = self.amortized.plus(other.amortized)?;
        self.net_unblended = self.net_unblended.plus(other.net_unblended)?;
        self.net_amortized = self.net_amortized.plus(other.net_amortized)?;
        self.public = self.public.plus(other.public)?;
        Ok(())
    }

    fn shown(&self) -> [(&'static str, String); 6] {
        [
            ("rows", self.rows.to_string()),
            ("unblended", self.unblended.to_string()),
            ("amortized", self.amortized.to_string()),
            ("net_unblended", self.net_unblended.to_string()),
            ("net_amortized", self.net_amortized.to_string()),
            ("public", self.public.to_string()),
        ]
    }
}

impl Ledger {
    /// Counts a row of split cost allocation.
    pub fn add_split(&mut self) {
        self.rows += 1;
        self.split_rows += 1;
    }

    /// Counts a row.
    ///
    /// # Errors
    /// [`Overflow`] for sums of more than 38 digits; the ledger is of no use then.
    pub fn add(
        &mut self,
        currency: &str,
        line_type: &str,
        counted: &Counted,
    ) -> Result<(), Overflow> {
        self.rows += 1;
        self.rounded += counted.rounded;
        self.guessed += u64::from(counted.guessed);
        if let Some(known) = self.currencies.get_mut(currency) {
            return known.add(line_type, counted);
        }
        let new = self.currencies.entry(currency.to_owned()).or_default();
        new.add(line_type, counted)
    }

    /// Adds what was counted elsewhere: of another file.
    ///
    /// # Errors
    /// [`Overflow`] for sums of more than 38 digits; the ledger is of no use then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Overflow> {
        self.rows += other.rows;
        self.split_rows += other.split_rows;
        self.rounded += other.rounded;
        self.guessed += other.guessed;
        for (currency, theirs) in &other.currencies {
            let ours = self.currencies.entry(currency.clone()).or_default();
            ours.total.merge(&theirs.total)?;
            for (line_type, sums) in &theirs.by_line_type {
                ours.by_line_type
                    .entry(line_type.clone())
                    .or_default()
                    .merge(sums)?;
            }
        }
        Ok(())
    }

    /// Where two ledgers disagree, to the last digit; empty when they agree. How many cells were
    /// rounded or guessed is of the reading and not of the bill, and is not compared.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let counts = [
            ("rows", self.rows, other.rows),
            ("split_rows", self.split_rows, other.split_rows),
        ];
        let mut found: Vec<Difference> = counts
            .into_iter()
            .filter(|(_, here, there)| here != there)
            .map(|(what, here, there)| Difference {
                what: what.to_owned(),
                here: here.to_string(),
                there: there.to_string(),
            })
            .collect();
        let nothing = CurrencyLedger::default();
        for currency in keys(&self.currencies, &other.currencies) {
            let here = self.currencies.get(currency).unwrap_or(&nothing);
            let there = other.currencies.get(currency).unwrap_or(&nothing);
            compare(&mut found, currency, &here.total, &there.total);
            for line_type in keys(&here.by_line_type, &there.by_line_type) {
                let sums = |of: &CurrencyLedger| {
                    of.by_line_type.get(line_type).copied().unwrap_or_default()
                };
                let what = format!("{currency} {line_type}");
                compare(&mut found, &what, &sums(here), &sums(there));
            }
        }
        found
    }
}

impl CurrencyLedger {
    fn add(&mut self, line_type: &str, counted: &Counted) -> Result<(), Overflow> {
        self.total.add(counted)?;
        match self.by_line_type.get_mut(line_type) {
            Some(known) => known.add(counted),
            None => self
                .by_line_type
                .entry(line_type.to_owned())
                .or_default()
                .add(counted),
        }
    }
}

fn keys<'a, T>(
    here: &'a BTreeMap<String, T>,
    there: &'a BTreeMap<String, T>,
) -> BTreeSet<&'a String> {
    here.keys().chain(there.keys()).collect()
}

fn compare(found: &mut Vec<Difference>, what: &str, here: &Sums, there: &Sums) {
    for ((measure, here), (_, there)) in here.shown().into_iter().zip(there.shown()) {
        if here != there {
            found.push(Difference {
                what: format!("{what} {measure}"),
                here,
                there,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Costs;
    use super::*;

    fn counted(unblended: &str, amortized: &str) -> Counted {
        let unblended: Amount = unblended.parse().unwrap();
        let amortized = amortized.parse().unwrap();
        Counted {
            costs: Costs {
                unblended,
                amortized,
                net_unblended: unblended,
                net_amortized: amortized,
                public: Some(unblended),
            },
            ..Counted::default()
        }
    }

    fn ledger(rows: &[(&str, &str, &str, &str)]) -> Ledger {
        let mut ledger = Ledger::default();
        for (currency, line_type, unblended, amortized) in rows {
            let line = counted(unblended, amortized);
            ledger.add(currency, line_type, &line).unwrap();
        }
        ledger
    }

    #[test]
    fn currencies_and_split_rows_stay_apart() {
        let mut found = ledger(&[
            ("USD", "Usage", "1.81E-8", "0"),
            ("USD", "Usage", "0.1", "0.2"),
            ("EUR", "Fee", "1250", "1250"),
            ("USD", "Tax", "-0.1", "-0.1"),
        ]);
        found.add_split();
        insta::assert_json_snapshot!(found);
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&text).unwrap(), found);
    }

    #[test]
    fn one_unit_of_the_last_decimal_is_a_difference() {
        let here = ledger(&[("USD", "Usage", "1", "1"), ("USD", "Tax", "2", "2")]);
        let there = ledger(&[
            ("USD", "Usage", "1.000000000001", "1"),
            ("USD", "Tax", "2", "2"),
        ]);
        assert_eq!(here.differences(&here), []);
        insta::assert_json_snapshot!(here.differences(&there));
        let mut more = here.clone();
        more.add_split();
        assert_eq!(here.differences(&more).len(), 2);
        let other = ledger(&[("EUR", "Usage", "1", "1"), ("USD", "Tax", "2", "2")]);
        assert!(!here.differences(&other).is_empty());
        let mut rounded = here.clone();
        rounded.rounded = 7;
        assert_eq!(here.differences(&rounded), []);
    }

    proptest! {
        /// The order of rows and how they are split into files do not matter.
        #[test]
        fn sums_do_not_depend_on_the_order(
            units in prop::collection::vec(-10_i128.pow(30)..10_i128.pow(30), 1..40),
            cut in 0_usize..40,
        ) {
            let add = |ledger: &mut Ledger, units: i128| {
                let costs = Costs { unblended: Amount::from_units(units).unwrap(), ..Costs::default() };
                let line = Counted { costs, ..Counted::default() };
                ledger.add("USD", if units % 3 == 0 { "Usage" } else { "Tax" }, &line).unwrap();
            };
            let mut whole = Ledger::default();
            units.iter().for_each(|units| add(&mut whole, *units));
            let (mut first, mut second) = (Ledger::default(), Ledger::default());
            for (place, units) in units.iter().rev().enumerate() {
                add(if place < cut { &mut first } else { &mut second }, *units);
            }
            first.merge(&second).unwrap();
            prop_assert_eq!(first, whole);
        }
    }
}

//! The largest groups, and the rest as one. Pure.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

use landfast_domain::bill::{
    Amount, Overflow, Quantity,
    ask::{Measure, Order},
};

/// A sum of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub unit: String,
    /// Days since 1970.
    pub time: Option<i32>,
    pub group: Vec<Option<String>>,
    /// Units of the last decimal of the measure.
    pub amount: i128,
    pub rows: u64,
}

/// The groups of one unit.
#[derive(Debug, Default)]
struct Groups {
    kept: Vec<Sum>,
    /// How many were let go, and what they sum up to.
    gone: u64,
    gone_amount: i128,
    gone_rows: u64,
}

/// Groups as they come, of which only the first few in their order are kept.
#[derive(Debug)]
pub struct Top {
    order: Order,
    most: usize,
    units: BTreeMap<String, Groups>,
}

/// The groups of an answer, in their order, and per unit what is not among them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    pub first: Vec<Sum>,
    pub rest: Vec<Sum>,
    pub groups: u64,
}

impl Top {
    pub fn new(order: Order, most: usize) -> Self {
        Self {
            order,
            most,
            units: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, sum: Sum) -> Result<(), Overflow> {
        let groups = self.units.entry(sum.unit.clone()).or_default();
        groups.kept.push(sum);
        // Sorted now and then, so that a million groups take a moment and no memory.
        if groups.kept.len() >= self.most.saturating_mul(2).max(4096) {
            groups.let_go(self.order, self.most)?;
        }
        Ok(())
    }

    pub fn ranked(mut self) -> Result<Ranked, Overflow> {
        let mut found = Ranked::default();
        for (unit, groups) in &mut self.units {
            groups.let_go(self.order, self.most)?;
            found.groups += groups.kept.len() as u64 + groups.gone;
            found.first.append(&mut groups.kept);
            if groups.gone > 0 {
                found.rest.push(Sum {
                    unit: unit.clone(),
                    time: None,
                    group: Vec::new(),
                    amount: groups.gone_amount,
                    rows: groups.gone_rows,
                });
            }
        }
        Ok(found)
    }
}

impl Groups {
    fn let_go(&mut self, order: Order, most: usize) -> Result<(), Overflow> {
        self.kept.sort_unstable_by(|a, b| compare(order, a, b));
        let gone = self.kept.split_off(most.min(self.kept.len()));
        for sum in gone {
            self.gone += 1;
            self.gone_rows += sum.rows;
            self.gone_amount = self.gone_amount.checked_add(sum.amount).ok_or(Overflow)?;
        }
        Ok(())
    }
}

/// Equal amounts by name, so that the same question has the same answer.
fn compare(order: Order, a: &Sum, b: &Sum) -> Ordering {
    let by_amount = match order {
        Order::Largest => b.amount.cmp(&a.amount),
        Order::Smallest => a.amount.cmp(&b.amount),
        Order::Name => Ordering::Equal,
    };
    by_amount.then_with(|| a.group.cmp(&b.group))
}

/// What is left at each time when the first are taken away: totals less parts, exactly.
pub fn rests(totals: Vec<Sum>, parts: &[Sum], has_rest: &[Sum]) -> Result<Vec<Sum>, Overflow> {
    let mut taken: HashMap<(&str, Option<i32>), (i128, u64)> = HashMap::new();
    for part in parts {
        let (amount, rows) = taken.entry((&part.unit, part.time)).or_default();
        *amount = amount.checked_add(part.amount).ok_or(Overflow)?;
        *rows += part.rows;
    }
    let mut found = Vec::new();
    for total in totals {
        if !has_rest.iter().any(|rest| rest.unit == total.unit) {
            continue;
        }
        let part = taken.get(&(total.unit.as_str(), total.time));
        let (amount, rows) = part.copied().unwrap_or_default();
        let rest = Sum {
            amount: total.amount.checked_sub(amount).ok_or(Overflow)?,
            rows: total.rows.saturating_sub(rows),
            ..total
        };
        if rest.rows > 0 {
            found.push(rest);
        }
    }
    Ok(found)
}

/// The sum in plain notation.
pub fn exact(measure: Measure, units: i128) -> Result<String, Overflow> {
    match measure {
        Measure::Usage => Quantity::from_units(units).map(|found| found.to_string()),
        _ => Amount::from_units(units).map(|found| found.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(unit: &str, name: &str, amount: i128) -> Sum {
        Sum {
            unit: unit.to_owned(),
            time: None,
            group: vec![Some(name.to_owned())],
            amount,
            rows: 1,
        }
    }

    #[test]
    fn the_rest_is_what_the_first_leave() {
        for (order, want) in [
            (Order::Largest, "USD c 9 USD a 5 EUR x 1 rest USD -2"),
            (Order::Smallest, "USD d -3 USD b 1 EUR x 1 rest USD 14"),
            (Order::Name, "USD a 5 USD b 1 EUR x 1 rest USD 6"),
        ] {
            let mut top = Top::new(order, 2);
            for (name, amount) in [("a", 5), ("b", 1), ("c", 9), ("d", -3)] {
                top.add(sum("USD", name, amount)).unwrap();
            }
            top.add(sum("EUR", "x", 1)).unwrap();
            let found = top.ranked().unwrap();
            let mut said: Vec<String> = found
                .first
                .iter()
                .map(|sum| {
                    format!(
                        "{} {} {}",
                        sum.unit,
                        sum.group[0].clone().unwrap(),
                        sum.amount
                    )
                })
                .collect();
            said.sort_by_key(|text| text.starts_with("EUR"));
            said.extend(
                found
                    .rest
                    .iter()
                    .map(|sum| format!("rest {} {}", sum.unit, sum.amount)),
            );
            assert_eq!(said.join(" "), want, "{order:?}");
            assert_eq!(found.groups, 5);
        }
    }

    #[test]
    fn many_groups_are_few_in_memory() {
        let mut top = Top::new(Order::Largest, 3);
        for number in 0..100_000 {
            top.add(sum("USD", &number.to_string(), number)).unwrap();
        }
        assert!(top.units["USD"].kept.len() < 5000);
        let found = top.ranked().unwrap();
        assert_eq!(found.first.iter().map(|sum| sum.amount).max(), Some(99_999));
        assert_eq!(found.rest[0].amount, (0..99_997).sum::<i128>());
        assert_eq!(found.rest[0].rows, 99_997);
    }
}

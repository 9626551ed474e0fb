//! Sums for people and for programs.

use std::collections::{BTreeMap, BTreeSet};

use landfast_domain::bill::{
    Amount, Quantity,
    ask::{Answer, AnswerRow, Granularity, Measure, Order, Question},
};

use crate::{
    args::Output,
    output::{Table, json},
};

/// Sums, with a column for each month where there are few.
pub fn cost(question: &Question, answer: &Answer, is_exact: bool, output: Output) {
    match output {
        Output::Json => json(&serde_json::json!({
            "question": question, "rows": answer.rows, "groups": answer.groups,
        })),
        Output::Table => print_cost(question, answer, is_exact),
    }
}

/// More columns than this are wider than a terminal.
const COLUMNS: usize = 6;

fn print_cost(question: &Question, answer: &Answer, is_exact: bool) {
    let times: BTreeSet<&str> = answer
        .rows
        .iter()
        .filter_map(|row| row.time.as_deref())
        .collect();
    let mut head: Vec<String> = question
        .group_by
        .iter()
        .map(|by| by.to_string().to_uppercase())
        .collect();
    head.push(match question.measure {
        Measure::Usage => "UNIT".to_owned(),
        _ => "CURRENCY".to_owned(),
    });
    let amount = |row: &AnswerRow| shown(question.measure, &row.amount, is_exact);
    match question.granularity {
        Granularity::Month if times.len() <= COLUMNS => {
            by_column(question, answer, head, &times, &amount);
        }
        _ => by_row(question, answer, head, &amount),
    }
}

/// A row for each sum.
fn by_row(
    question: &Question,
    answer: &Answer,
    mut head: Vec<String>,
    amount: &dyn Fn(&AnswerRow) -> String,
) {
    if question.granularity != Granularity::None {
        head.insert(0, "TIME".to_owned());
    }
    head.push("AMOUNT".to_owned());
    let mut table = Table::of(head);
    for row in &answer.rows {
        let cells = row.time.clone().into_iter().chain(groups(question, row));
        table.push(cells.chain([row.unit.clone(), amount(row)]).collect());
    }
    table.print();
}

/// The amounts of a group by month.
#[derive(Default)]
struct Line<'a> {
    /// Units of the last decimal, to sort by.
    total: i128,
    cells: BTreeMap<&'a str, String>,
}

/// A row for each group and a column for each month.
fn by_column(
    question: &Question,
    answer: &Answer,
    head: Vec<String>,
    times: &BTreeSet<&str>,
    amount: &dyn Fn(&AnswerRow) -> String,
) {
    let months = times.iter().map(|time| (*time).to_owned());
    let mut table = Table::of(head.into_iter().chain(months).collect());
    let mut lines: BTreeMap<(bool, &str, Vec<String>), Line<'_>> = BTreeMap::new();
    for row in &answer.rows {
        let name = groups(question, row).collect();
        let line = lines.entry((row.is_rest, &row.unit, name)).or_default();
        line.total = line
            .total
            .saturating_add(units(question.measure, &row.amount));
        line.cells
            .insert(row.time.as_deref().unwrap_or_default(), amount(row));
    }
    let mut lines: Vec<_> = lines.into_iter().collect();
    // Stable: by name within equal totals. The rest comes last.
    lines.sort_by_key(|((is_rest, ..), line)| match question.order {
        Order::Largest => (*is_rest, line.total.saturating_neg()),
        Order::Smallest => (*is_rest, line.total),
        Order::Name => (*is_rest, 0),
    });
    for ((_, unit, name), line) in lines {
        let amounts = times
            .iter()
            .map(|time| line.cells.get(time).cloned().unwrap_or_default());
        table.push(
            name.into_iter()
                .chain([unit.to_owned()])
                .chain(amounts)
                .collect(),
        );
    }
    table.print();
}

const REST: &str = "(the rest)";

fn groups(question: &Question, row: &AnswerRow) -> impl Iterator<Item = String> {
    let mut names: Vec<String> = row
        .group
        .iter()
        .map(|name| name.clone().unwrap_or_else(|| "(none)".to_owned()))
        .collect();
    if row.is_rest {
        names = question.group_by.iter().map(|_| String::new()).collect();
        if let Some(first) = names.first_mut() {
            REST.clone_into(first);
        }
    }
    names.into_iter()
}

/// Units of the last decimal; the text is one that an answer has.
fn units(measure: Measure, exact: &str) -> i128 {
    match measure {
        Measure::Usage => exact.parse::<Quantity>().map(Quantity::units),
        _ => exact.parse::<Amount>().map(Amount::units),
    }
    .unwrap_or_default()
}

/// For people: money to the cent, half to even. The exact amount is what was added up.
pub fn shown(measure: Measure, exact: &str, is_exact: bool) -> String {
    if is_exact {
        return exact.to_owned();
    }
    let units = units(measure, exact);
    let by = 10_u128.pow(match measure {
        Measure::Usage => 16,
        _ => 10,
    });
    let (whole, rest) = (units.unsigned_abs() / by, units.unsigned_abs() % by);
    let is_up = rest * 2 > by || (rest * 2 == by && whole % 2 == 1);
    let whole = whole + u128::from(is_up);
    let sign = if units < 0 && whole > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_see_cents_half_to_even() {
        for (exact, want) in [
            ("0", "0.00"),
            ("4064.4831315379", "4064.48"),
            ("0.005", "0.00"),
            ("0.015", "0.02"),
            ("0.005000000001", "0.01"),
            ("-0.004", "0.00"),
            ("-1.999", "-2.00"),
        ] {
            assert_eq!(shown(Measure::Unblended, exact, false), want, "{exact}");
            assert_eq!(shown(Measure::Unblended, exact, true), exact);
        }
        assert_eq!(shown(Measure::Usage, "1.995", false), "2.00");
    }
}

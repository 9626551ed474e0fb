//! A question as a plan of the engine.

use datafusion::{
    dataframe::DataFrame,
    functions_aggregate::expr_fn::{count, sum},
    prelude::{Expr, coalesce, col, get_field, lit},
    scalar::ScalarValue,
};

use landfast_domain::bill::ask::{
    AnsweredFrom, Dimension, Filter, Granularity, Measure, Question, Range,
};

use super::{
    columns::{columns, measured, unit},
    error::Result,
    top::Sum,
};

/// Types of lines that have amounts of usage; those of others are of fees (AWS CUR User Guide).
const USED: [&str; 4] = [
    "Usage",
    "DiscountedUsage",
    "SavingsPlanCoveredUsage",
    "FlatRateSubscription",
];

/// What a dimension is of a line; null for lines without it.
pub fn value(dimension: &Dimension) -> Expr {
    match dimension {
        Dimension::Tag(key) => get_field(col("tags"), key.as_str()),
        Dimension::CostCategory(key) => get_field(col("cost_categories"), key.as_str()),
        Dimension::Column(known) => match columns(*known) {
            [one] => col(*one),
            more => coalesce(more.iter().map(|column| col(*column)).collect()),
        },
    }
}

/// Lines within the range that pass all filters. Months are chosen by their files already.
pub fn selected(table: DataFrame, range: Range, filters: &[Filter]) -> Result<DataFrame> {
    let mut found = table;
    if let Range::Days { from, to } = range {
        let day = |days: i32| lit(ScalarValue::Date32(Some(days)));
        let within = col("day").between(day(from.unix_days()), day(to.unix_days()));
        found = found.filter(within)?;
    }
    for filter in filters {
        found = found.filter(passes(filter))?;
    }
    Ok(found)
}

fn passes(filter: &Filter) -> Expr {
    let value = || value(&filter.dimension);
    let texts: Vec<Expr> = filter
        .values
        .iter()
        .flatten()
        .map(|text| lit(text.as_str()))
        .collect();
    let has_none = filter.values.iter().any(Option::is_none);
    let is_in = value().in_list(texts, filter.is_not);
    // A comparison with null is neither true nor false.
    match (filter.is_not, has_none) {
        (false, true) => is_in.or(value().is_null()),
        (false, false) => is_in,
        (true, true) => is_in.and(value().is_not_null()),
        (true, false) => is_in.or(value().is_null()),
    }
}

/// Sums over the lines that a question selects.
pub struct Sums<'a> {
    pub question: &'a Question,
    pub from: AnsweredFrom,
    /// All lines that count.
    pub table: DataFrame,
}

impl Sums<'_> {
    /// By unit and, as asked, by time and by groups; only `within` these groups where given. The
    /// columns are unit, time, groups, amount and rows.
    pub fn by(
        &self,
        time: Granularity,
        is_grouped: bool,
        within: Option<&[Sum]>,
    ) -> Result<DataFrame> {
        let Question {
            selection,
            measure,
            group_by,
            ..
        } = self.question;
        let mut found = selected(self.table.clone(), selection.range, &selection.filters)?;
        found = match (self.from, measure) {
            (AnsweredFrom::Rollup, _) => found,
            (AnsweredFrom::Lines, Measure::Usage) => {
                let used = USED.map(lit).to_vec();
                found
                    .filter(col("is_split").is_false())?
                    .filter(col("line_type").in_list(used, false))?
                    .filter(col("usage_amount").is_not_null())?
            }
            (AnsweredFrom::Lines, _) => found.filter(col("is_split").is_false())?,
        };
        if let Some(within) = within {
            found = found.filter(one_of(self.question, within))?;
        }
        let of_unit = coalesce(vec![col(unit(*measure)), lit("")]).alias("unit");
        let mut by = vec![of_unit];
        by.extend(match time {
            Granularity::None => None,
            Granularity::Day => Some(col("day").alias("time")),
            Granularity::Month => Some(col("period").alias("time")),
        });
        if is_grouped {
            let groups = group_by.iter().enumerate();
            by.extend(groups.map(|(place, group)| value(group).alias(format!("group{place}"))));
        }
        let rows = match self.from {
            AnsweredFrom::Rollup => sum(col("rows")),
            AnsweredFrom::Lines => count(lit(1)),
        };
        let of = [
            sum(col(measured(*measure))).alias("amount"),
            rows.alias("rows"),
        ];
        Ok(found.aggregate(by, of.to_vec())?)
    }
}

/// Lines of one of these groups, each of its own unit.
fn one_of(question: &Question, groups: &[Sum]) -> Expr {
    let is = |value: Expr, text: Option<&str>| match text {
        Some(text) => value.eq(lit(text)),
        None => value.is_null(),
    };
    let each = groups.iter().map(|group| {
        let of_unit = coalesce(vec![col(unit(question.measure)), lit("")]);
        let values = question.group_by.iter().zip(&group.group);
        values.fold(is(of_unit, Some(&group.unit)), |all, (dimension, text)| {
            all.and(is(value(dimension), text.as_deref()))
        })
    });
    any(each.collect())
}

/// Whether one of them holds. Halves of halves: the engine walks expressions by its stack.
fn any(mut expressions: Vec<Expr>) -> Expr {
    match expressions.len() {
        0 => lit(false),
        1 => expressions.swap_remove(0),
        many => {
            let right = expressions.split_off(many / 2);
            any(expressions).or(any(right))
        }
    }
}

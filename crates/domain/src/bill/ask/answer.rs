//! Answers as plain data.

use serde::Serialize;

/// Sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// By time and unit, then in the order that was asked for; the rest of a unit comes last.
    pub rows: Vec<AnswerRow>,
    /// How many groups there are in all, over all units.
    pub groups: u64,
    #[serde(skip)]
    pub from: AnsweredFrom,
}

/// From what an answer was summed up. It is the same from either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnsweredFrom {
    Rollup,
    Lines,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerRow {
    /// The currency; of usage, its unit.
    pub unit: String,
    /// A day or a month, as asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// A value for each dimension; `None` for lines without one. Empty for the rest.
    pub group: Vec<Option<String>>,
    /// Whether this is the rest that is not in the top.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_rest: bool,
    /// Exact, in plain notation.
    pub amount: String,
    pub rows: u64,
}

/// What a query found, or lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether there was more than the limit of rows.
    pub is_cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub name: String,
    pub kind: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    Null,
    /// A number of things.
    Whole(i64),
    /// A number, exact and in plain notation.
    Decimal(String),
    Text(String),
}

impl Cell {
    /// The cell in a table for people.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Whole(number) => number.to_string(),
            Self::Decimal(text) | Self::Text(text) => text.clone(),
        }
    }
}

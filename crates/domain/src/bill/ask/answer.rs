//! Answers as plain data.

use serde::{Deserialize, Serialize};

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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    /// In words: [`WHOLE`], `text`, `day`, or one that begins with [`DECIMAL`].
    pub kind: String,
}

/// The kind of columns of whole numbers.
pub const WHOLE: &str = "whole number";
/// What the kinds of columns of decimals begin with; how many decimals they have follows.
pub const DECIMAL: &str = "decimal";

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

impl Column {
    /// The cell that [`Table::texts`] wrote.
    fn read(&self, text: String) -> Cell {
        match self.kind.as_str() {
            WHOLE => text.parse().map_or(Cell::Text(text), Cell::Whole),
            kind if kind.starts_with(DECIMAL) => Cell::Decimal(text),
            _ => Cell::Text(text),
        }
    }
}

impl Table {
    /// The rows as texts, for another process or over the wire; nothing where a cell is null.
    #[must_use]
    pub fn texts(&self) -> Vec<Vec<Option<String>>> {
        let text = |cell: &Cell| (*cell != Cell::Null).then(|| cell.shown());
        let rows = self.rows.iter();
        rows.map(|row| row.iter().map(text).collect()).collect()
    }

    /// The table of these columns whose [`Table::texts`] are `rows`.
    #[must_use]
    pub fn read(columns: Vec<Column>, rows: Vec<Vec<Option<String>>>, is_cut: bool) -> Self {
        let row = |texts: Vec<Option<String>>| {
            let cells = texts.into_iter().zip(&columns);
            let cell = |(text, column): (Option<String>, &Column)| {
                text.map_or(Cell::Null, |text| column.read(text))
            };
            cells.map(cell).collect()
        };
        let rows = rows.into_iter().map(row).collect();
        Self {
            columns,
            rows,
            is_cut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_from_its_texts() {
        let column = |name: &str, kind: &str| Column {
            name: name.to_owned(),
            kind: kind.to_owned(),
        };
        let columns = vec![
            column("n", WHOLE),
            column("cost", "decimal with 12 decimals"),
            column("account", "text"),
        ];
        let cells = vec![
            Cell::Whole(-7),
            Cell::Decimal("0.000000000001".to_owned()),
            Cell::Text("000123456789".to_owned()),
        ];
        let table = Table {
            columns: columns.clone(),
            rows: vec![cells, vec![Cell::Null, Cell::Null, Cell::Null]],
            is_cut: true,
        };
        assert_eq!(Table::read(columns, table.texts(), true), table);
    }
}

//! Questions as plain data.

use std::{str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    day::Day,
    dimension::{Dimension, UnknownDimension},
};
use crate::bill::Period;

/// What is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Unblended,
    Amortized,
    NetUnblended,
    NetAmortized,
    /// At public prices, of the lines that say it.
    Public,
    /// Amounts of usage, always split by unit instead of currency.
    Usage,
}

/// Lines by when they are billed or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// The bills of these months, both included: their sums are those of the ledgers.
    Months { from: Period, to: Period },
    /// Usage that began on these days, both included. Fees that are billed in one month and dated in
    /// another are where they are dated.
    Days { from: Day, to: Day },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granularity {
    #[default]
    None,
    Day,
    /// By the month that is billed.
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Largest,
    Smallest,
    /// By name, A to Z.
    Name,
}

/// Only lines that have one of these values, or none of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    pub dimension: Dimension,
    pub is_not: bool,
    /// `None` for lines without a value.
    pub values: Vec<Option<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableFilter {
    #[error("expected NAME=VALUE or NAME!=VALUE, such as service_code=AmazonEC2; found {0:?}")]
    NoSign(String),
    #[error(transparent)]
    Dimension(#[from] UnknownDimension),
}

impl FromStr for Filter {
    type Err = UnreadableFilter;

    /// `NAME=VALUE` and `NAME!=VALUE`; without a value, lines that have none.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| UnreadableFilter::NoSign(text.chars().take(60).collect()))?;
        let (name, is_not) = match name.strip_suffix('!') {
            Some(name) => (name, true),
            None => (name, false),
        };
        Ok(Self {
            dimension: name.parse()?,
            is_not,
            values: vec![(!value.is_empty()).then(|| value.to_owned())],
        })
    }
}

/// Which lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    pub range: Range,
    pub filters: Vec<Filter>,
    /// The report to take where a payer's month is in several; never the sum of two.
    pub report: Option<String>,
}

/// A sum, split.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Question {
    #[serde(flatten)]
    pub selection: Selection,
    pub measure: Measure,
    pub granularity: Granularity,
    /// At most three.
    pub group_by: Vec<Dimension>,
    /// Only so many groups, and the rest as one.
    pub top: Option<usize>,
    pub order: Order,
}

/// Which of many lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub skip: usize,
    pub rows: usize,
}

/// What a query may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    pub rows: usize,
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 10_000,
            time: Duration::from_secs(60),
        }
    }
}

/// What is written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Export {
    /// Lines with all columns of the store, those of split cost allocation too.
    Lines(Selection),
    /// Sums, as they are answered.
    Sums(Question),
    /// What a query finds.
    Sql(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text that spreadsheets would take for a formula has an apostrophe before it.
    Csv,
    Parquet,
}

impl Question {
    /// Most things that a sum is split by: more would be no picture.
    pub const GROUPS: usize = 3;
}

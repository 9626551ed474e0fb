use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Time;

/// What there is to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillCatalogueView {
    /// By payer, report and month.
    pub months: Vec<CataloguedMonthView>,
    /// What sums can be split and filtered by, besides `tag:KEY` and `cost_category:KEY`.
    pub dimensions: Vec<String>,
    pub tag_keys: Vec<String>,
    pub cost_category_keys: Vec<String>,
}

/// A month of one report that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CataloguedMonthView {
    /// Account id of whoever is billed.
    pub payer: String,
    pub report: String,
    /// Such as `2026-11`, in UTC.
    pub period: String,
    /// `legacy_cur`, `cur_2`, `focus_1_0` or `focus_1_2`.
    pub format: String,
    pub rows: u64,
    /// When it was taken in.
    pub since: Time,
    /// Whether questions that name no report are answered from it: one report of a month, never the
    /// sum of two.
    pub is_asked: bool,
}

/// Which lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillSelection {
    /// The first month that is billed (`2026-10`), or the first day of use (`2026-10-15`), in UTC.
    pub from: String,
    /// The last one, included; a month where `from` is one.
    pub to: String,
    /// All of them must hold.
    #[serde(default)]
    pub filters: Vec<BillFilter>,
    /// The report to take where a payer's month is in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

/// Only lines that have one of these values, or none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillFilter {
    /// Such as `service`, `account`, `region`, `tag:team`.
    pub dimension: String,
    #[serde(default)]
    pub is_not: bool,
    /// `null` for lines without a value.
    pub values: Vec<Option<String>>,
}

/// What is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BillMeasure {
    #[default]
    Unblended,
    Amortized,
    NetUnblended,
    NetAmortized,
    /// At public prices, of the lines that say it.
    Public,
    /// Amounts of usage, always split by unit instead of currency.
    Usage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BillGranularity {
    #[default]
    None,
    Day,
    /// By the month that is billed.
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BillOrder {
    #[default]
    Largest,
    Smallest,
    /// By name, A to Z.
    Name,
}

/// A sum, split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillQuestion {
    pub selection: BillSelection,
    #[serde(default)]
    pub measure: BillMeasure,
    #[serde(default)]
    pub granularity: BillGranularity,
    /// At most three dimensions.
    #[serde(default)]
    pub group_by: Vec<String>,
    /// Only so many groups, at most 500, and the rest as one; all of up to 20,000 without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u32>,
    #[serde(default)]
    pub order: BillOrder,
}

/// Exact sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillAnswerView {
    /// By time and unit, then in the order that was asked for; the rest of a unit comes last.
    pub rows: Vec<BillAnswerRow>,
    /// How many groups there are in all.
    pub groups: u64,
    /// What the accounts of the groups are called, as far as that is known.
    pub account_names: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillAnswerRow {
    /// The currency; of usage, its unit. Amounts of two are never added.
    pub unit: String,
    /// A day or a month; `null` where the question has none.
    #[schema(required)]
    pub time: Option<String>,
    /// A value for each thing to group by; `null` for lines without one. Empty for the rest.
    pub group: Vec<Option<String>>,
    /// Whether this is the rest that is not in the top.
    pub is_rest: bool,
    /// A decimal number in text: `"4064.4831315379"`.
    pub amount: String,
    /// How many lines of bills it is the sum of.
    pub rows: u64,
}

/// The lines behind a sum, the most expensive first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillLinesQuestion {
    pub selection: BillSelection,
    /// At most 100,000.
    #[serde(default)]
    pub skip: u32,
    /// 1 to 500; 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u32>,
}

/// One query over the table `bills`. It can only read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillQuery {
    pub sql: String,
    /// At most 10,000; 1,000 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u32>,
}

/// Lines, or what a query found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillTableView {
    pub columns: Vec<BillColumnView>,
    /// A value for each column as text; numbers exact and in plain notation, maps as JSON.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there is more.
    pub is_cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillColumnView {
    pub name: String,
    /// In words: `text`, `day`, `decimal with 12 decimals`.
    pub kind: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BillFileFormat {
    /// Text that a spreadsheet would run as a formula has an apostrophe before it.
    Csv,
    Parquet,
}

/// A file of one of three things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillExportDraft {
    pub format: BillFileFormat,
    /// All columns of these lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<BillSelection>,
    /// The sums that answer this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sums: Option<BillQuestion>,
    /// What this query finds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
}

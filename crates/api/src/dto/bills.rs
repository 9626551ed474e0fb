use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActionView, Time};

/// What Landfast has of a payer's bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillsView {
    /// `null` while nobody has looked at what AWS delivered.
    #[schema(required)]
    pub look: Option<BillLookView>,
    /// The newest first.
    pub months: Vec<BillMonthView>,
    /// `sync`.
    pub actions: Vec<ActionView>,
}

/// The last look at what AWS delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillLookView {
    pub at: Time,
    pub next_at: Time,
    /// Why nothing, or not all, could be seen or fetched.
    #[schema(required)]
    pub trouble: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BillMonthState {
    /// The newest delivery is kept.
    Good,
    /// It is delivered, and will be read.
    Waiting,
    /// It is being fetched and read.
    Reading,
    /// It could not be taken; what was kept before, if anything, stays.
    Failed,
}

/// A calendar month of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillMonthView {
    /// The name of the report or export.
    pub report: String,
    /// Such as `2026-11`, in UTC.
    pub period: String,
    pub state: BillMonthState,
    /// When the newest delivery was first seen.
    pub delivered_at: Time,
    /// What questions are answered from; `null` while there is nothing.
    #[schema(required)]
    pub kept: Option<KeptBillView>,
    /// While it is being read.
    #[schema(required)]
    pub progress: Option<BillProgressView>,
    /// What is wrong with the newest delivery, and what to do.
    #[schema(required)]
    pub failure: Option<BillFailureView>,
}

/// A delivery in the store: read whole, and counted again from the store with the same sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptBillView {
    pub at: Time,
    pub rows: u64,
    /// Rows of split cost allocation: in no sum.
    pub split_rows: u64,
    /// Amounts that had more than twelve decimals and were rounded half to even.
    pub rounded: u64,
    /// Rows whose amortized cost is their unblended one, for want of columns that say it.
    pub guessed: u64,
    pub files: u32,
    /// Of the files as AWS delivered them.
    pub bytes: u64,
    /// By currency code. Amounts of two are never added.
    pub currencies: BTreeMap<String, BillSumsView>,
}

/// Exact sums as decimal numbers in text: `"4064.4831315379"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillSumsView {
    pub rows: u64,
    pub unblended: String,
    pub amortized: String,
    pub net_unblended: String,
    pub net_amortized: String,
    pub by_line_type: BTreeMap<String, LineTypeSumsView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineTypeSumsView {
    pub rows: u64,
    pub unblended: String,
    pub amortized: String,
    pub net_unblended: String,
    pub net_amortized: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillProgressView {
    pub since: Time,
    pub files: u32,
    pub files_done: u32,
    pub bytes_done: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillFailureView {
    pub at: Time,
    pub detail: String,
}

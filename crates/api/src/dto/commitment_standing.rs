use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CommitmentCharge;

/// How bills stand against a contract. All amounts are exact, in its currency, and of lines up to `through`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentStandingView {
    /// The day it was asked, in UTC.
    pub as_of: String,
    pub currency: String,
    pub years: Vec<CommitmentYearStanding>,
    /// About the contract as a whole.
    pub notes: Vec<CommitmentNoteView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentYearState {
    Upcoming,
    Running,
    Past,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentYearStanding {
    /// From 1.
    pub number: u8,
    pub from: String,
    pub to: String,
    pub state: CommitmentYearState,
    pub commitment: String,
    /// What counts.
    pub spent: String,
    /// Of the commitment, with one decimal.
    #[schema(example = "37.5")]
    pub percent: String,
    /// What is left of the commitment; 0 once it is met.
    pub remaining: String,
    /// What is spent beyond it.
    pub surplus: String,
    /// The last day that bills reach; `null` without any.
    #[schema(required)]
    pub through: Option<String>,
    /// What would be spent by now if every day of the year had the same.
    pub expected: String,
    /// `spent` less `expected`: negative is behind.
    pub ahead: String,
    /// What is spent at the end if the year goes on as in the last month; of running years with 7 days of bills.
    #[schema(required)]
    pub forecast: Option<String>,
    /// What is missing at the end, by the forecast; of a past year, what was missing.
    #[schema(required)]
    pub shortfall: Option<String>,
    /// The day on which the commitment was met.
    #[schema(required)]
    pub met_on: Option<String>,
    /// Those that have lines, in their order. Their amounts are the bill of these days.
    pub charges: Vec<CommitmentChargeStanding>,
    /// Every day from the first to `through`.
    pub days: Vec<CommitmentDay>,
    pub notes: Vec<CommitmentNoteView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentChargeStanding {
    pub charge: CommitmentCharge,
    pub counts: bool,
    pub amount: String,
    pub counted: String,
    /// `amount` less `counted`: what does not count, or is over the cap.
    pub left_out: String,
}

/// What counts of all days of the year up to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentDay {
    pub day: String,
    pub spent: String,
}

/// What a reader of the figures has to know beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentNoteView {
    pub code: CommitmentNoteCode,
    /// For people.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentNoteCode {
    /// The contract has not begun.
    NotBegun,
    /// The contract has ended.
    Over,
    /// Nothing is kept of a payer.
    PayerWithoutBills,
    /// The year has not begun.
    Upcoming,
    /// No bill has lines of the year.
    NoData,
    /// Bills of a payer are missing.
    MonthsMissing,
    /// Something is billed in another currency.
    OtherCurrency,
    /// Lines of an unknown type are not counted.
    OtherNotCounted,
}

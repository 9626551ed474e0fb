//! What a bill amounts to: exact numbers, the formulas of cost, the ledger that proves a copy, and
//! what can be asked about it.

mod amount;
#[cfg(test)]
mod amount_tests;
pub mod ask;
mod ledger;
mod line;
#[cfg(test)]
mod line_tests;
mod month;
mod period;
mod place;

pub use amount::{Amount, Fixed, Overflow, Parsed, Quantity, UnreadableNumber};
pub use ledger::{CurrencyLedger, Difference, Ledger, Sums};
pub use line::{Commitment, Cost, Costs, Counted, LineFacts, Reservation, is_split};
pub use month::{
    BillLook, BillMonth, Delivered, Kept, ManifestDigest, MonthState, Progress, ReadFailure,
};
pub use period::{MalformedPeriod, Period};
pub use place::{MalformedS3Place, S3Place};

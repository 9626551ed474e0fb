//! What a contract with AWS (EDP, or private pricing agreement) promises to be spent, and how bills
//! stand against it.
//!
//! AWS publishes no rule of what counts: each contract has its own. So every rule here is a setting
//! with a default, and with the words of who set it. All sums are exact.

mod charge;
mod contract;
mod count;
mod draft;
mod forecast;
mod line;
mod note;
mod rules;
mod standing;
#[cfg(test)]
mod standing_tests;
#[cfg(test)]
mod testing;

pub use charge::{Charge, SUPPORT};
pub use contract::{Contract, ContractYear};
pub use draft::{Chosen, ContractDraft, Malformed, RulesDraft};
pub use line::{CostLine, Mistold};
pub use note::{ContractNote, YearNote};
pub use rules::{Basis, Rule, Rules};
pub use standing::{
    ChargeStanding, DaySpent, KeptMonths, Percent, Standing, YearStanding, YearState,
};

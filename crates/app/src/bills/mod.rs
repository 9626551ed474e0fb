//! Bringing in bills: seeing what AWS delivered, fetching it, and having it kept.

mod ask;
mod fetch;
mod forget;
mod look;
mod question;
mod read;
mod settle;
mod show;
mod stopped;
mod unseen;
mod work;

pub use question::NamedAnswer;
pub use show::BillsOfPayer;

pub(crate) use question::refused;
pub(crate) use work::{ForgetBillsWork, LookBillsWork, ReadBillWork};

//! The server's own machine: where its AWS credentials come from, and the known traps on the way.
//!
//! What was seen comes in as [`Observed`]; [`judge`] names every trap that it shows. Nothing here is
//! about an account of a customer.

mod judge;
#[cfg(test)]
mod judge_tests;
mod observed;
mod source;
mod trap;

pub use judge::judge;
pub use observed::{
    BundleVariables, ClockPair, Lost, Metadata, Observed, Proxied, TlsRefusal, TokenFile, TokenPut,
    WebToken,
};
pub use source::Source;
pub use trap::{Trap, TrapFinding};

//! Checks: what was seen of the outside world, what was expected, and what to do about the difference.

mod code;
mod export;
mod layer;
mod mistake;
pub(crate) mod outcomes;
mod report;
mod seen;

pub use code::{CheckCode, UnknownCheckCode};
pub use export::{ExportCheck, ExportMistake};
pub use layer::Layer;
pub use mistake::Mistake;
pub use report::{Cause, Finding, Outcome, Report, Verdict};
pub use seen::{Denial, Seen, Trouble, TroubleKind};

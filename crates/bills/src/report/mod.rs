//! Deliveries: which files belong together to a bill, by the manifests that AWS writes after them.

mod delivery;
mod discover;
mod finding;
mod format;
mod key;
mod locate;
mod manifest;
mod status;
mod versions;
mod walk;

pub use delivery::{Delivery, Located};
pub use discover::{Found, discover};
pub use finding::{Finding, Flaw};
pub use format::{Format, of_header};
pub(crate) use manifest::beginning;
pub use manifest::of_manifest;

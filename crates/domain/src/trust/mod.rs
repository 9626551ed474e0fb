//! Reading a role's trust policy: does it let anybody in but Landfast with this account's external id?
//!
//! The refusal probes show what a stranger without the id meets; this shows what the probes cannot
//! reach: other principals. Semantics: IAM User Guide, "IAM JSON policy elements".

mod document;
mod examine;
mod federated;
mod trusted;

pub use examine::{TrustFlaw, TrustWanted, examine};
pub use trusted::Trusted;

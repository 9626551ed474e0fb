//! The step `api-access`: is the role there, does it work, and does it keep everybody else out?

mod causes;
mod door;
mod federated;
mod findings;
mod inside;
mod judge;
mod remedy;
mod rights;
mod rotation;
mod seen;
mod wanted;

pub use judge::{ApiAccessProof, Judged, judge, unavailable};
pub use rotation::RotationLook;
pub use seen::{ApiAccessSeen, Caller, Membership, RoleFacts, tags};
pub use wanted::{ApiAccessWanted, Elsewhere, MadeBy, Patience};

//! Links by which the owner of one account sets it up without a sign-in.
//!
//! People of the workspace make, list and revoke them ([`manage`]). Whoever holds one is an [`Owner`],
//! which is no actor: its use cases take no account, because the link has it.

mod act;
mod manage;
mod of_member;
mod owner;
mod visit;

pub use manage::NewOwnerLink;
pub use owner::Owner;
pub use visit::OwnerVisit;

//! Contracts with AWS, and how the bills of a workspace stand against them.

mod edit;
mod read;
mod standing;

pub use read::NamedCommitment;
pub use standing::StandingOf;

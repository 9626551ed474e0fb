//! The organizations of payers: read whole, compared with what was known, shown with how far each
//! account is registered.

mod ask;
mod discover;
mod read;
mod settle;
mod told;

pub use read::OrganizationStatus;

pub(crate) use discover::DiscoverWork;

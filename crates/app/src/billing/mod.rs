//! The step `billing-export`: what is chosen, what is offered, and the check.

mod body;
mod candidates;
mod choose;
mod observe;
mod show;

pub use candidates::Offer;
pub use show::ExportStatus;

pub(crate) use choose::deployed_choice;
pub(crate) use observe::export_choice;

//! The organizations of payers: read whole, compared with what was known, shown with how far each
//! account is registered.

mod adopt;
mod ask;
mod check;
mod discover;
mod leave_out;
mod reach;
mod read;
mod recheck;
mod rollout;
mod run;
mod settle;
mod told;
mod watch;

pub use read::OrganizationStatus;
pub use rollout::{RolloutDraft, RolloutStatus};
pub use run::RunDraft;

pub(crate) use ask::must_be_payer;
pub(crate) use discover::DiscoverWork;
pub(crate) use leave_out::leave_out;
pub(crate) use reach::ReachWork;
pub(crate) use recheck::RecheckWork;
pub(crate) use run::RunWork;
pub(crate) use watch::WatchWork;

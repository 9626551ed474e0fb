//! Activating linked accounts by a permit: asked for, open, used, and proven gone.

mod ask;
mod body;
mod end;
mod enter;
mod read;

pub use ask::PermitDraft;
pub use read::PermitStatus;

pub(crate) use body::PermitWork;

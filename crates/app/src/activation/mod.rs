//! Activating linked accounts by a permit: asked for, open, used, and proven gone.

mod ask;
mod body;
mod deploy;
mod end;
mod enter;
mod follow;
mod parts;
mod prove;
mod read;
mod register;
mod start;
mod work;

pub use ask::PermitDraft;
pub use follow::ActivationStatus;
pub use read::PermitStatus;
pub use start::ActivationDraft;

pub(crate) use body::PermitWork;
pub(crate) use enter::Entered;
pub(crate) use work::ActivateWork;

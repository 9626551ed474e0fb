//! The step `api-access` and how every step is shown, asked for, checked and settled.

mod act;
mod ask;
mod body;
mod by_machine;
mod deployed;
mod door;
mod enter;
mod instructions;
mod observe;
mod pace;
mod patience;
mod published;
mod schedule;
mod settle;
mod settle_step;
mod status;
mod stopped;
mod told;

pub use instructions::{Instructions, PayerDeployment};
pub use pace::PacedProbe;
pub use status::StepStatus;

pub(crate) use body::CheckWork;
pub(crate) use door::Show;
pub(crate) use patience::{NEW_ROLE, next_daily, patience};
pub(crate) use published::PublishedLook;
pub(crate) use status::{applicable, step_kind};
pub(crate) use told::{by_itself, tried_as};

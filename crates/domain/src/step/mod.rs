//! A step: one thing that Landfast wants of an account, and how far it is.
//!
//! The button, the schedule and the command line all go through [`Step::on`]. What needs what is
//! data ([`StepKind::needs`]), not control flow.

mod actions;
mod kind;
mod state;
mod transition;

pub use actions::{Action, ActionName};
pub use kind::{StepKind, UnknownStep};
pub use state::{DriftReason, LockReason, StepState, UnknownDriftReason, WaitReason};
pub use transition::{Refused, Step, StepEvent, Wait};

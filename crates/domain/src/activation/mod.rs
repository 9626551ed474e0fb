//! Activating linked accounts by a permit: a role in the payer for one activation alone, which its
//! owner grants by a stack, which dies by itself, and which is proven gone afterwards.

mod denial;
mod item;
mod launch;
mod look;
mod permit;
mod reason;
mod run;
mod session_policy;
mod stack;

pub use denial::{create_refused, entry_refused};
pub use item::{ActivationItem, ItemState, Passed};
pub use launch::{PermitLaunch, permit_guide, permit_role_name};
pub use look::{PermitLook, look};
pub use permit::{
    MEMBER_ROLE, Permit, PermitState, PermitUse, PermitWay, Selected, UnknownPermitWay, VALID_FOR,
};
pub use reason::{FailReason, SkipReason};
pub use run::{AT_ONCE, Activation, Counts, RunState};
pub use session_policy::{MemberReach, session_policy};
pub use stack::{StackSeen, StackVerdict, judge_stack, stack_failed};

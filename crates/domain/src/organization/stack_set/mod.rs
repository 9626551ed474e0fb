//! The StackSet of a roll-out as AWS shows it: what it rolls out, how far each account is, and what
//! its last operations did.

mod instance;
mod judge;
mod operation;
mod reason;
mod record;
mod seen;

pub use instance::{Instance, StackState, UnknownStackState, take_over};
pub use judge::{Flaw, FlawKind, Wanted, judge};
pub use operation::{Operation, OperationAction, OperationStatus};
pub use reason::{StackReason, UnknownStackReason};
pub use record::{NotLooked, StackSetLook, StackSetRecord};
pub use seen::{DetailedStatus, InstanceSeen, InstanceStatus, StackSetReading, StackSetSeen};

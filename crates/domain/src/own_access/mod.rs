//! The method of the machine's identity: the account that Landfast runs in is reached as the server
//! itself, without a role in between.
//!
//! Nothing can be refused to anybody here, so that there is no negative probe: what the server's
//! identity may do, every process with its credentials may. It is for one workspace of the
//! installation, which the server's own settings name.

mod advice;
mod judge;
#[cfg(test)]
mod judge_tests;

pub use advice::WHY_ROLES_ARE_BETTER;
pub use judge::{
    JudgedMachine, OwnAccessProof, OwnAccessSeen, OwnAccessWanted, judge_machine,
    machine_unavailable,
};

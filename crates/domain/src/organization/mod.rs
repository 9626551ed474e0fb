//! The organization of a payer: its units, its accounts, how far each of them is registered, and
//! what is told when AWS Organizations says something else than before.
//!
//! A reading is whole or counts for nothing ([`compare`]); an account that is missing from a whole
//! reading has left, and is kept as having left.

mod compare;
mod coverage;
mod judge;
mod member;
mod record;
mod rollout;
pub mod stack_run;
pub mod stack_set;
mod standing;
mod tree;
mod unit;

pub use compare::{Change, Changed, Compared, Listed, NotWhole, Reading, compare};
pub use coverage::{Coverage, Group, UnitCoverage, coverage, of_stacks, of_units};
pub use judge::{LinkedPatience, LinkedSeen, OpenAccount, judge_linked};
pub use member::{Member, MemberState, UnknownMemberState};
pub use record::Organization;
pub use rollout::{Rollout, STACK_SET_NAME, StackSetLaunch, names};
pub use standing::{MemberStanding, Reached, UnknownStanding};
pub use tree::Tree;
pub use unit::{MalformedUnitId, Unit, UnitId};

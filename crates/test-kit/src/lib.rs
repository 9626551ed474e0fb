//! A world to test use cases in: AWS accounts that can be built and broken, a clock that is moved by
//! hand, randomness that repeats, and rows in memory.
//!
//! The fake AWS is a stateful one, not a list of expected calls: a role has a trust policy and
//! permissions, and answers by them. The simulated AWS in `sim/` keeps it honest at the wire.

mod ambient;
mod answers;
mod aws;
mod bills;
mod callbacks;
mod keeper;
mod keys;
mod members;
mod no_session;
mod organization;
mod receiver;
mod role;
mod tokens;
mod world;

pub use ambient::{HandClock, HintLog, Point, SeededRandom};
pub use answers::{FakeAnswers, FakeLine};
pub use aws::{FakeAws, Fault};
pub use bills::{FakeBills, FakeBucket};
pub use callbacks::{FakeCallbacks, PutAnswer, callback, callback_message};
pub use keeper::{BROKEN, FakeKeeper};
pub use keys::{FakeKey, FakeKeys};
pub use members::{FakeMember, FakeMembers, FakeStack, Refusal};
pub use organization::FakeOrganization;
pub use receiver::{Arrived, FakeReceiver};
pub use role::{FakeRole, IdRule, TokenRule};
pub use tokens::{Shown, read as read_token};
pub use world::{World, issuer, operator, principal, reader, secrets};

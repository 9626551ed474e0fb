//! Callbacks of stacks: read from the queue, answered, and then a hint to look at the account.
//!
//! In this order, and each may happen twice: the answer, the hint, the deletion of the message. A
//! process that dies between two of them leaves the message to be read again.

mod hint;
mod listen;
mod look;
mod show;
mod take;

pub use listen::Listener;
pub use show::CallbackView;

pub(crate) use look::HintWork;

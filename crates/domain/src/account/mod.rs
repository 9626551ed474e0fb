//! An AWS account: its 12 digits, its name, and what it is in its organization.

mod id;
mod kind;
mod name;

pub use id::{AccountId, MalformedAccountId};
pub use kind::AccountKind;
pub use name::{AccountName, MalformedAccountName};

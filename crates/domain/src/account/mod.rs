//! An AWS account: its 12 digits, its name, what it is in its organization, and its registration.

mod deployed;
mod id;
mod kind;
mod method;
mod name;
mod registration;
mod rotation;
mod trust;

pub use deployed::DeployedRole;
pub use id::{AccountId, MalformedAccountId};
pub use kind::AccountKind;
pub use method::{Method, UnknownMethod};
pub use name::{AccountName, MalformedAccountName};
pub use registration::{Account, AccountAction, AccountStatus, ProvenRole};
pub use rotation::{AnswersTo, Rotation, RotationSeen};
pub use trust::{Trust, UnknownTrust};

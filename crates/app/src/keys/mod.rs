//! The method of access keys: switched on by an operator, saved and tested, looked at every day, and
//! rotated. The check itself is the one of the step `api-access`.

mod look;
mod methods;
mod open;
mod read;
mod rotate;
mod rotate_body;
mod rotate_settle;
mod save;
mod settle;

pub use methods::MethodState;
pub use read::AccountKeys;
pub use save::KeyDraft;

pub(crate) use look::{LookedByKey, TriedKey};
pub(crate) use methods::Allowed;
pub(crate) use open::unusable;
pub(crate) use rotate::RotateWork;
pub(crate) use settle::{KeySettling, forget_keys};

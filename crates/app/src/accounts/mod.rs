//! Registering, listing, editing, confirming and removing accounts.

mod choices;
mod confirm;
mod edit;
mod read;
mod register;
mod rotation;
mod trust;

pub(crate) use choices::choose;
pub use edit::AccountEdit;
pub(crate) use read::{account_id, not_found};
pub use register::AccountDraft;
pub(crate) use register::{Checked, registered_entry, sentence, taken};

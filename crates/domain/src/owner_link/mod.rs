//! Links by which the owner of one account sets it up without a sign-in.

mod lifetime;
mod link;
mod scope;
mod told;

pub use lifetime::{Lifetime, UnknownLifetime};
pub use link::{OwnerLink, Revoked, Standing};
pub use scope::{OWNERS_ACTIONS, has_a_part, is_done, is_shown, why_no_link, why_nothing};
pub use told::told_to_owner;

//! The organizations of payers: what is kept of the whole, and a row for every account.

mod groups;
mod list;
mod member;
mod whole;

pub(crate) use groups::groups;
pub(crate) use list::list;
pub(crate) use member::{all, find as member_find, put as members_put};
pub(crate) use whole::{find, find_held, forget, put};

const MEMBERS: &str = "organization_members";

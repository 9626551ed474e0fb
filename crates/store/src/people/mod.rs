//! Who may enter: users, their workspaces, links, sessions and tokens; owners of accounts.

mod invitations;
mod members;
mod owner_links;
mod sessions;
mod tokens;
mod users;

pub(crate) use invitations::{invitation_consume, invitation_find, invitation_insert};
pub(crate) use members::{member_put, member_remove, members, memberships};
pub(crate) use owner_links::{
    owner_link_find, owner_link_held, owner_link_insert, owner_link_revoke, owner_link_used,
    owner_links, owner_links_forget,
};
pub(crate) use sessions::{session_delete, session_find, session_insert};
pub(crate) use tokens::{token_delete, token_find, token_insert, token_used, tokens};
pub(crate) use users::{any_user, user_find, user_get, user_insert, user_set_password};

//! Webhooks of a workspace, and what is on its way to them.

mod delivery;
mod hook;
mod tell;

pub(crate) use delivery::{
    delivery_find, delivery_held, delivery_list, delivery_put, forget_before,
};
pub(crate) use hook::{all, delete, find, held, put};
pub(crate) use tell::tell;

//! Access keys of accounts with their sealed secrets, their rotations, and the switches of methods.

mod key;
mod rotation;
mod secret;
mod switch;

pub(crate) use key::{all, forget, forget_all, put, save};
pub(crate) use rotation::{key_rotation_find, key_rotation_forget, key_rotation_put};
pub(crate) use secret::{
    KEY_VERSION, seal_key, seal_key_known, secret_find, secret_forget, secret_put,
};
pub(crate) use switch::{switch_put, switches};

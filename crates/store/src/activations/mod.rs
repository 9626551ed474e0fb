//! Permits, and the activations that use them.
//!
//! The order of locks is decided here: a transaction that holds a permit or an activation holds the payer's
//! account first, and accounts of the payer afterwards. People's calls begin with the account in any case; work
//! that began with a permit would wait for them while they wait for it, and PostgreSQL would end one of the two.

mod item;
mod permit;
mod run;

pub(crate) use item::{
    counts, find as item_find, list as items, of_state as items_of_state, put as items_put,
};
pub(crate) use permit::{
    find as permit_find, forget as permits_forget, held as permit_held, list as permits,
    live as permits_live, put as permit_put,
};
pub(crate) use run::{find, forget, held, list, live, put};

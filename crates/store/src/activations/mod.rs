//! Permits, and the activations that use them.

mod item;
mod permit;
mod run;

pub(crate) use item::{
    counts, find as item_find, list as items, of_state as items_of_state, put as items_put,
};
pub(crate) use permit::{
    find as permit_find, forget as permits_forget, held as permit_held, list as permits,
    put as permit_put,
};
pub(crate) use run::{find, forget, held, list, put};

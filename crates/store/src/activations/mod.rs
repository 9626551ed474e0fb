//! Permits, and the activations that use them.

mod permit;

pub(crate) use permit::{
    find as permit_find, forget as permits_forget, held as permit_held, list as permits,
    put as permit_put,
};

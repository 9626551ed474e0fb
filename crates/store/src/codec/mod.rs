//! Between rows and values. Reading never panics: what cannot be read names table, column and row.

mod cursor;
mod json;
mod put;
mod row;
mod search;
mod text;

pub(crate) use cursor::{AccountKey, Keyset, Scope, page, page_size};
pub(crate) use json::{pack, unpack};
pub(crate) use put::put as put_row;
pub(crate) use row::{RowRef, ms, time};
pub(crate) use search::contains;
pub(crate) use text::{Word, storable, unstorable};

//! From a request to values. A rejection is always a problem.

mod body;
mod caller;
mod cookie;
mod credentials;
mod deployer;
mod holder;
mod path;
mod query;

pub(crate) use body::{Body, OptionalBody};
pub(crate) use caller::{Operator, Reader, Visitor, sign_in_required};
pub(crate) use cookie::{clear_cookie, session_cookie};
pub(crate) use credentials::Credentials;
pub(crate) use deployer::Deployer;
pub(crate) use holder::Holder;
pub(crate) use path::PathOf;
pub(crate) use query::Params;

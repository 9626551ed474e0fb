//! What every request passes on its way in and out.

mod headers;
mod observe;
mod origin;
mod request_id;
mod strangers;

pub(crate) use headers::headers;
pub(crate) use observe::observe;
pub(crate) use origin::same_origin;
pub(crate) use request_id::RequestId;
pub(crate) use strangers::{method_not_allowed, not_found};

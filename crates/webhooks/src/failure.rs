//! What an error of the client means, in the closed list of the domain. Its own words are never
//! repeated: they hold the URL.

use std::{error::Error, io};

use landfast_domain::webhook::Unreached;

use crate::resolve::NoAddress;

pub(crate) fn unreached(error: &reqwest::Error) -> Unreached {
    let causes = || causes(error);
    let no_address = causes().find_map(|cause| cause.downcast_ref::<NoAddress>().copied());
    match no_address {
        Some(NoAddress::Unknown) => return Unreached::Name,
        Some(NoAddress::Refused) => return Unreached::Address,
        None => {}
    }
    // rustls reports what is wrong with a certificate as invalid data.
    let invalid = |cause: &(dyn Error + 'static)| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        kind == Some(io::ErrorKind::InvalidData)
    };
    if error.is_timeout() {
        Unreached::Timeout
    } else if error.is_connect() && causes().any(invalid) {
        Unreached::Tls
    } else if error.is_connect() {
        Unreached::Connect
    } else if error.is_builder() {
        Unreached::Url
    } else {
        Unreached::Broken
    }
}

/// With what an I/O error holds: its own source is that one's source already.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| {
        let held = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match held {
            Some(held) => Some(held),
            None => cause.source(),
        }
    })
}

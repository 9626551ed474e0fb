//! Error codes of AWS, by what they mean. The SDK's published lists, and what they lack or get
//! wrong for the services called here.

use aws_runtime::retries::classifiers::{THROTTLING_ERRORS, TRANSIENT_ERRORS};

/// The words of every service for "you may not".
pub(crate) const ACCESS_DENIED: [&str; 4] = [
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "UnauthorizedOperation",
];

/// Faults of AWS that do not always come as HTTP 5xx: Organizations answers `ServiceException` as
/// 400, and asks to repeat a call that met a change in progress.
const OUTAGE: [&str; 11] = [
    "ConcurrentModification",
    "ConcurrentModificationException",
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "InternalServiceError",
    "ServiceException",
    "ServiceFailure",
    "ServiceFailureException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
];

const EXPIRED: [&str; 4] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "TokenRefreshRequired",
];

const UNKNOWN_KEY: [&str; 6] = [
    "AuthFailure",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "MissingAuthenticationToken",
    "UnrecognizedClientException",
];

const WRONG_SIGNATURE: [&str; 4] = [
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
];

/// What an error code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Throttled,
    Outage,
    /// The credentials that signed are too old.
    Expired,
    /// The credentials that signed are nobody's.
    UnknownKey,
    WrongSignature,
    ClockSkew,
    AccessDenied,
    /// The service took the request and answered no.
    Other,
}

/// `message` decides where AWS uses one code for two things.
pub(super) fn meaning(service: &str, code: &str, message: &str) -> Meaning {
    if throttles(service, code) {
        return Meaning::Throttled;
    }
    if TRANSIENT_ERRORS.contains(&code) || OUTAGE.contains(&code) {
        return Meaning::Outage;
    }
    if code == "RequestTimeTooSkewed" {
        return Meaning::ClockSkew;
    }
    if WRONG_SIGNATURE.contains(&code) {
        let of_time = ["Signature expired", "Signature not yet current"];
        let clock = of_time.iter().any(|words| message.contains(words));
        return if clock {
            Meaning::ClockSkew
        } else {
            Meaning::WrongSignature
        };
    }
    if EXPIRED.contains(&code) {
        Meaning::Expired
    } else if UNKNOWN_KEY.contains(&code) {
        Meaning::UnknownKey
    } else if ACCESS_DENIED.contains(&code) {
        Meaning::AccessDenied
    } else {
        Meaning::Other
    }
}

/// `LimitExceededException` is in the SDK's list because Cost Explorer and others throttle with it;
/// IAM and CloudFormation mean a quota that is used up, which no waiting mends.
fn throttles(service: &str, code: &str) -> bool {
    let quota = code == "LimitExceededException" && matches!(service, "iam" | "cloudformation");
    THROTTLING_ERRORS.contains(&code) && !quota
}

//! What of the SDK's own log may be written.
//!
//! At its level TRACE the SDK writes whole requests and answers: external ids, secret access keys,
//! session tokens (`aws_smithy_runtime`, "transmitting request"; `aws_sigv4` writes what it signs).
//! hyper and h2 write header fields. No filter of an operator may open that.

use tracing::{Level, Metadata};

/// Crates that see requests, by their targets' beginnings.
const CAPPED: [(&str, &str); 10] = [
    ("aws_config", "aws_config=warn"),
    ("aws_credential_types", "aws_credential_types=warn"),
    ("aws_runtime", "aws_runtime=warn"),
    ("aws_sdk", "aws_sdk=warn"),
    ("aws_sigv4", "aws_sigv4=warn"),
    ("aws_smithy", "aws_smithy=warn"),
    ("h2", "h2=warn"),
    ("hyper", "hyper=warn"),
    ("hyper_util", "hyper_util=warn"),
    ("rustls", "rustls=warn"),
];

/// Directives for an `EnvFilter` that keep the SDK silent below `WARN`.
///
/// They are defaults: a more special directive of `RUST_LOG`, such as
/// `aws_smithy_runtime::client=trace`, wins over them. [`is_log_allowed`] cannot be won over.
#[must_use]
pub fn log_directives() -> [&'static str; CAPPED.len()] {
    CAPPED.map(|(_, directive)| directive)
}

/// The cap itself, for a `filter_fn` in front of every layer of the log: whether this event or
/// span may be written, whatever the other filters say.
#[must_use]
pub fn is_log_allowed(metadata: &Metadata<'_>) -> bool {
    let capped = CAPPED
        .iter()
        .any(|(start, _)| metadata.target().starts_with(start));
    !capped || *metadata.level() <= Level::WARN
}

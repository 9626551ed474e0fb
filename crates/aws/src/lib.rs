//! AWS, behind the ports of `landfast-app`. The only crate that names the AWS SDK.
//!
//! Nothing here decides: it looks, and says what it saw ([`landfast_domain::check::Seen`]) or whose
//! trouble kept it from seeing. What the SDK needs to know is set in one place, from [`Settings`]
//! and a snapshot of the environment. The SDK itself reads the environment only where it looks for
//! credentials outside of variables: profiles, web identity, containers, instance metadata.

mod assume;
mod aws;
mod callbacks;
mod classify;
mod config;
mod endpoints;
mod environment;
mod failure;
mod http;
mod identity;
mod keys;
mod logs;
mod objects;
mod session;
mod settings;
mod templates;
mod text;
mod watch;

pub use aws::Aws;
pub use logs::{is_log_allowed, log_directives};
pub use settings::{Settings, Timeouts};

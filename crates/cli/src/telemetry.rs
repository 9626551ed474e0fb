//! The log: JSON lines on standard error, for machines first.

use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::args::LogFormat;

/// Sets the log up for the rest of the process. `RUST_LOG` may ask for more of Landfast's own
/// targets; what the AWS SDK writes below WARN holds whole requests and is never let through.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::Level::INFO.into())
        .from_env_lossy();
    let capped = filter_fn(landfast_aws::is_log_allowed);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    let registry = tracing_subscriber::registry().with(filter);
    // A second call in the same process keeps the first.
    let _ = match format {
        LogFormat::Json => registry
            .with(lines.json().flatten_event(true).with_filter(capped))
            .try_init(),
        LogFormat::Text => registry.with(lines.with_filter(capped)).try_init(),
    };
}

//! Canaries: external ids and keys must not reach a log, at whatever level it is set.

use std::{
    io,
    sync::{Arc, Mutex},
};

use landfast_aws::{is_log_allowed, log_directives};
use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, fmt::MakeWriter, layer::SubscriberExt,
};

use crate::{
    replay::Replay,
    web_identity::{TOKEN, by_token},
    world::{
        CUSTOMER, EXTERNAL_ID, OWN_SECRET, SESSION_SECRET, SESSION_TOKEN, assumed, aws, call,
        caller, query_error, yes,
    },
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("lock")).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const OUR_LINE: &str = "with=\"external id\"";

/// Everything that a check does, with a refusal in it, under a log with this filter.
async fn log_of<F>(filter: F) -> String
where
    F: Layer<tracing_subscriber::Registry> + Send + Sync + 'static,
    tracing_subscriber::layer::Layered<F, tracing_subscriber::Registry>:
        tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    let log = Log::default();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(log.clone())
        .with_ansi(false);
    let subscriber = tracing_subscriber::registry().with(filter).with(lines);
    let _guard = tracing::subscriber::set_default(subscriber);
    let resource = format!("sts::{CUSTOMER}:assumed-role/x/s");
    let replay = Replay::of([
        assumed(),
        caller(CUSTOMER, &resource, "AROA:s"),
        query_error(403, "AccessDenied", "no"),
        query_error(400, "InvalidIdentityToken", TOKEN),
    ]);
    let aws = aws(&replay);
    let session = yes(aws.probe().assume(&call()).await);
    yes(session.caller().await);
    drop(aws.probe().assume(&call()).await);
    drop(aws.probe().assume(&by_token()).await);
    log.text()
}

fn canaries(text: &str) -> Vec<&'static str> {
    let encoded = "canaryxxxx%3A012345678901";
    let all = [
        EXTERNAL_ID,
        encoded,
        OWN_SECRET,
        SESSION_SECRET,
        SESSION_TOKEN,
        TOKEN,
    ];
    all.into_iter()
        .filter(|canary| text.contains(canary))
        .collect()
}

/// Why all this is needed. If it fails, the SDK has become silent and the cap may go.
#[tokio::test]
async fn without_a_cap_the_sdk_writes_secrets() {
    let text = log_of(EnvFilter::new("trace")).await;
    assert!(!canaries(&text).is_empty());
}

#[tokio::test]
async fn our_own_code_writes_none_at_the_finest_level() {
    let text = log_of(EnvFilter::new("off,landfast_aws=trace")).await;
    assert!(
        text.contains("a role was tried") && text.contains(OUR_LINE),
        "{text}"
    );
    assert_eq!(canaries(&text), [""; 0], "{text}");
}

#[tokio::test]
async fn with_the_directives_a_log_of_everything_has_none() {
    let mut filter = EnvFilter::new("trace");
    for directive in log_directives() {
        filter = filter.add_directive(directive.parse().expect("a directive"));
    }
    let text = log_of(filter).await;
    assert!(text.contains(OUR_LINE), "{text}");
    assert_eq!(canaries(&text), [""; 0], "{text}");
}

#[tokio::test]
async fn no_directive_of_an_operator_gets_past_the_cap() {
    let text = log_of(filter_fn(is_log_allowed)).await;
    assert!(text.contains(OUR_LINE), "{text}");
    assert_eq!(canaries(&text), [""; 0], "{text}");
}

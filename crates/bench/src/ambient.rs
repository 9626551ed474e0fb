//! A composition root of its own: the clock, randomness and hints that the use cases run with.

use std::sync::Arc;

use landfast_app::ports::{Clock, Hint, Hints, Topic};
use landfast_domain::Timestamp;
use tokio::sync::Notify;

pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the clock is read"
        )]
        let now = std::time::SystemTime::now();
        let since = now
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_unix_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Wakes an idle worker, as the server does.
#[derive(Clone, Default)]
pub struct WakeUp(pub Arc<Notify>);

impl Hints for WakeUp {
    fn send(&self, hint: Hint) {
        if hint.topic == Topic::Work {
            self.0.notify_one();
        }
    }
}

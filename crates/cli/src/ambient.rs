//! The clock, the random source and the hints of the running program. Everything else gets them
//! handed in.

use std::sync::Arc;

use landfast_api::Events;
use landfast_app::ports::{Clock, Hint, Hints, Random, Topic};
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

pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where randomness is drawn"
        )]
        let drawn = getrandom::fill(bytes);
        if drawn.is_err() {
            // Going on would hand out secrets that can be guessed.
            std::process::abort();
        }
    }
}

/// Hints within this process: to open pages, and to the idle worker.
#[derive(Clone, Default)]
pub struct LocalHints {
    pub pages: Events,
    pub worker: Arc<Notify>,
}

impl Hints for LocalHints {
    fn send(&self, hint: Hint) {
        if hint.topic == Topic::Work {
            self.worker.notify_one();
        }
        self.pages.send(hint);
    }
}

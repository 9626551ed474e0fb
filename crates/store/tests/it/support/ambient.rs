use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

use landfast_app::ports::{Clock, Random};
use landfast_domain::Timestamp;

/// A clock that stands still until a test moves it.
pub struct StillClock(AtomicI64);

impl StillClock {
    pub const fn at(ms: i64) -> Self {
        Self(AtomicI64::new(ms))
    }

    pub fn set(&self, ms: i64) {
        self.0.store(ms, Ordering::SeqCst);
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(self.0.load(Ordering::SeqCst))
    }
}

/// Bytes that count up: different at every call, the same in every run.
#[derive(Default)]
pub struct Steps(AtomicU8);

impl Random for Steps {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

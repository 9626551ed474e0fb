use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use landfast_app::ports::{Clock, Hint, Hints, Random};
use landfast_domain::Timestamp;

/// Called at every point where a process can die: a look at the clock (there is one before every
/// commit), a hint (sent right after every commit), and both sides of every call to AWS.
pub type Point = Arc<dyn Fn(&str) + Send + Sync>;

fn nothing() -> Point {
    Arc::new(|_| {})
}

/// A clock that stands still until it is moved.
pub struct HandClock {
    ms: AtomicI64,
    point: Point,
}

impl HandClock {
    /// 2026-01-01T00:00:00Z.
    pub const START: Timestamp = Timestamp::from_unix_ms(1_767_225_600_000);

    pub fn advance(&self, by: Duration) {
        self.set(Timestamp::from_unix_ms(self.ms.load(Ordering::SeqCst)).plus(by));
    }

    pub fn set(&self, to: Timestamp) {
        self.ms.store(to.unix_ms(), Ordering::SeqCst);
    }

    #[must_use]
    pub fn with(point: Point) -> Self {
        Self {
            ms: AtomicI64::new(Self::START.unix_ms()),
            point,
        }
    }
}

impl Default for HandClock {
    fn default() -> Self {
        Self::with(nothing())
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        (self.point)("clock");
        Timestamp::from_unix_ms(self.ms.load(Ordering::SeqCst))
    }
}

/// Numbers that repeat with the seed (SplitMix64, Steele, Lea and Flood 2014). For tests only.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let word = (z ^ (z >> 31)).to_le_bytes();
            chunk.copy_from_slice(word.get(..chunk.len()).unwrap_or_default());
        }
    }
}

/// Remembers every hint.
pub struct HintLog {
    sent: Mutex<Vec<Hint>>,
    point: Point,
}

impl Default for HintLog {
    fn default() -> Self {
        Self::with(nothing())
    }
}

impl HintLog {
    #[must_use]
    pub fn with(point: Point) -> Self {
        Self {
            sent: Mutex::default(),
            point,
        }
    }

    #[must_use]
    pub fn all(&self) -> Vec<Hint> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Hints for HintLog {
    fn send(&self, hint: Hint) {
        (self.point)("hint");
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hint);
    }
}

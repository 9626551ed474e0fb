use std::sync::atomic::{AtomicU64, Ordering};

use landfast_domain::check::Verdict;

/// How checks ended in this process since it started.
#[derive(Debug, Default)]
pub struct Tally {
    pass: AtomicU64,
    action_needed: AtomicU64,
    try_later: AtomicU64,
}

impl Tally {
    pub(crate) fn count(&self, verdict: Verdict) {
        self.of(verdict).fetch_add(1, Ordering::Relaxed);
    }

    const fn of(&self, verdict: Verdict) -> &AtomicU64 {
        match verdict {
            Verdict::Pass => &self.pass,
            Verdict::ActionNeeded => &self.action_needed,
            Verdict::TryLater => &self.try_later,
        }
    }

    /// Every verdict by its name on the wire.
    #[must_use]
    pub fn all(&self) -> [(&'static str, u64); 3] {
        let read = |verdict| self.of(verdict).load(Ordering::Relaxed);
        [
            ("pass", read(Verdict::Pass)),
            ("action_needed", read(Verdict::ActionNeeded)),
            ("try_later", read(Verdict::TryLater)),
        ]
    }
}

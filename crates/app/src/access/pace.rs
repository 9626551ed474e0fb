use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use landfast_domain::{Region, check::Seen};
use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

use crate::ports::{AccountProbe, AccountSession, AssumeRole};

/// Lets through no more than a given number of `sts:AssumeRole` calls in any second, evenly spread.
///
/// STS counts a cross-account call against the caller alone (IAM quotas: 600 requests a second and
/// Region, shared with everything else that runs in Landfast's own account).
pub struct PacedProbe {
    inner: Arc<dyn AccountProbe>,
    /// Held by the call whose turn is next while it waits; the others wait for the lock, in order.
    pace: Mutex<Pace>,
}

impl PacedProbe {
    #[must_use]
    pub fn new(inner: Arc<dyn AccountProbe>, calls_per_second: u32) -> Self {
        Self {
            inner,
            pace: Mutex::new(Pace {
                gap: Duration::from_secs(1) / calls_per_second.max(1),
                last: None,
            }),
        }
    }

    async fn turn(&self) {
        let mut pace = self.pace.lock().await;
        if let Some(earliest) = pace.earliest() {
            sleep_until(earliest).await;
        }
        pace.last = Some(Instant::now());
    }
}

/// Keeps the gap behind the moment when the last call really left. A timetable made beforehand lets
/// one call too many into a second: a call that its timer woke late is followed by one on time.
struct Pace {
    gap: Duration,
    last: Option<Instant>,
}

impl Pace {
    /// When the next call may leave; `None` for at once.
    fn earliest(&self) -> Option<Instant> {
        self.last.map(|last| last + self.gap)
    }
}

#[async_trait]
impl AccountProbe for PacedProbe {
    async fn assume(&self, call: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
        self.turn().await;
        self.inner.assume(call).await
    }

    fn as_the_server(&self, home: &Region) -> Arc<dyn AccountSession> {
        self.inner.as_the_server(home)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Yes;

    #[async_trait]
    impl AccountProbe for Yes {
        async fn assume(&self, _: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
            unreachable!("the test takes turns only")
        }

        fn as_the_server(&self, _: &Region) -> Arc<dyn AccountSession> {
            unreachable!("only assumptions are paced")
        }
    }

    #[test]
    fn the_gap_begins_where_the_call_before_left_late() {
        let (gap, start) = (Duration::from_millis(20), Instant::now());
        let mut pace = Pace { gap, last: None };
        assert_eq!(pace.earliest(), None, "the first call leaves at once");
        let late = start + Duration::from_millis(7);
        pace.last = Some(late);
        assert_eq!(pace.earliest(), Some(late + gap));
    }

    /// Whatever the machine is busy with, this can only take longer.
    #[tokio::test]
    async fn calls_at_the_same_time_leave_one_gap_apart() {
        let paced = PacedProbe::new(Arc::new(Yes), 200);
        let leave = || async {
            paced.turn().await;
            Instant::now()
        };
        let start = Instant::now();
        let (one, two, three) = tokio::join!(leave(), leave(), leave());
        let gap = Duration::from_millis(5);
        assert!(one < two && two < three);
        assert!(two - start >= gap && three - start >= gap * 2);
    }
}

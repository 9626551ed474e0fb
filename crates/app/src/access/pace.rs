use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use landfast_domain::check::Seen;
use tokio::time::{Instant, sleep_until};

use crate::ports::{AccountProbe, AccountSession, AssumeRole};

/// Lets through no more than a given number of `sts:AssumeRole` calls a second, evenly spread.
///
/// STS counts a cross-account call against the caller alone (IAM quotas: 600 requests a second and
/// Region, shared with everything else that runs in Landfast's own account).
pub struct PacedProbe {
    inner: Arc<dyn AccountProbe>,
    gap: Duration,
    next: Mutex<Option<Instant>>,
}

impl PacedProbe {
    #[must_use]
    pub fn new(inner: Arc<dyn AccountProbe>, calls_per_second: u32) -> Self {
        let gap = Duration::from_secs(1) / calls_per_second.max(1);
        Self {
            inner,
            gap,
            next: Mutex::new(None),
        }
    }

    /// Takes the next free slot.
    fn slot(&self, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = next.map_or(now, |free| free.max(now));
        *next = Some(slot + self.gap);
        slot
    }
}

#[async_trait]
impl AccountProbe for PacedProbe {
    async fn assume(&self, call: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
        let now = Instant::now();
        sleep_until(self.slot(now)).await;
        self.inner.assume(call).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Yes;

    #[async_trait]
    impl AccountProbe for Yes {
        async fn assume(&self, _: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
            unreachable!("the test takes slots only")
        }
    }

    #[tokio::test]
    async fn slots_are_never_closer_than_the_rate() {
        let paced = PacedProbe::new(Arc::new(Yes), 50);
        let now = Instant::now();
        let slots: Vec<Instant> = (0..101).map(|_| paced.slot(now)).collect();
        assert_eq!(slots[100] - slots[0], Duration::from_secs(2));
        let late = slots[100] + Duration::from_secs(5);
        assert_eq!(paced.slot(late), late, "an idle second is not saved up");
        assert_eq!(paced.slot(late) - late, Duration::from_millis(20));
    }
}

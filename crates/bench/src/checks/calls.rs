//! When each call reached AWS.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use landfast_test_kit::Point;
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// The calls so far, by the name of their action.
#[derive(Clone, Default)]
pub struct Calls(Arc<Mutex<Vec<(String, Instant)>>>);

impl Calls {
    /// To be called by the fake AWS on both sides of every call; the side before it counts.
    pub fn point(&self) -> Point {
        let calls = self.clone();
        Arc::new(move |text| {
            let action = text
                .strip_prefix("before ")
                .and_then(|line| line.split(' ').next());
            if let Some(action) = action {
                calls.lock().push((action.to_owned(), Instant::now()));
            }
        })
    }

    /// The times of the calls of one action, in their order.
    pub fn of(&self, action: &str) -> Vec<Instant> {
        let calls = self.lock();
        let mut times: Vec<Instant> = calls
            .iter()
            .filter(|(name, _)| name == action)
            .map(|(_, at)| *at)
            .collect();
        times.sort();
        times
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(String, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The most calls in any span of one second, wherever it begins; `times` in their order. A call one
/// second after another is in the next second.
pub fn busiest_second(times: &[Instant]) -> usize {
    let within = |from: usize, first: Instant| {
        let later = times.get(from..).unwrap_or_default();
        later.partition_point(|at| *at < first + SECOND)
    };
    times
        .iter()
        .enumerate()
        .map(|(from, first)| within(from, *first))
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_second_counts_not_only_whole_ones() {
        let zero = Instant::now();
        let at = |ms: &[u64]| {
            ms.iter()
                .map(|ms| zero + Duration::from_millis(*ms))
                .collect::<Vec<_>>()
        };
        assert_eq!(busiest_second(&at(&[])), 0);
        assert_eq!(busiest_second(&at(&[0, 500, 1000])), 2, "the end is open");
        assert_eq!(busiest_second(&at(&[0, 900, 1100, 1200, 1899])), 4);
    }

    #[test]
    fn only_the_side_before_a_call_counts() {
        let calls = Calls::default();
        let point = calls.point();
        for text in [
            "before AssumeRole a with id",
            "after AssumeRole",
            "before iam:GetRole a",
            "clock",
        ] {
            point(text);
        }
        assert_eq!(calls.of("AssumeRole").len(), 1);
        assert_eq!(calls.of("iam:GetRole").len(), 1);
    }
}

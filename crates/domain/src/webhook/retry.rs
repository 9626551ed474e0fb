use std::time::Duration;

use crate::Timestamp;

/// How often a delivery is tried: over about a day.
pub const TRIES: u32 = 10;
/// What a receiver may ask for with `Retry-After` at most.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60 * 60);

/// Seconds after the first try, the second, and so on; a quarter at most is added by lot.
const STEPS: [u64; 9] = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200];

/// When to try again after the `tries`th try failed; `None` after the last one. `lot` spreads those
/// who failed together.
#[must_use]
pub fn next_try(
    tries: u32,
    asked_for: Option<Duration>,
    now: Timestamp,
    lot: [u8; 2],
) -> Option<Timestamp> {
    if tries >= TRIES {
        return None;
    }
    let place = usize::try_from(tries.saturating_sub(1)).ok()?;
    let step = Duration::from_secs(*STEPS.get(place)?);
    let more = step / 4 * u32::from(u16::from_be_bytes(lot)) / u32::from(u16::MAX);
    let asked_for = asked_for.unwrap_or_default().min(LONGEST_RETRY_AFTER);
    Some(now.plus((step + more).max(asked_for)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(0);

    fn seconds(tries: u32, asked_for: Option<u64>, lot: [u8; 2]) -> Option<u64> {
        let next = next_try(tries, asked_for.map(Duration::from_secs), NOW, lot)?;
        Some(next.since(NOW).as_secs())
    }

    #[test]
    fn tries_spread_over_a_day_and_end() {
        let waits: Vec<_> = (1..=10).map(|tries| seconds(tries, None, [0, 0])).collect();
        assert_eq!(
            waits[..9].iter().flatten().copied().collect::<Vec<_>>(),
            STEPS
        );
        assert_eq!(waits[9], None);
        let whole: u64 = waits.iter().flatten().sum();
        assert!((20..26).contains(&(whole / 3_600)), "{whole}");
        assert_eq!(seconds(5, None, [255, 255]), Some(2_250));
    }

    #[test]
    fn who_asks_for_time_gets_an_hour_at_most() {
        assert_eq!(seconds(1, Some(60), [0, 0]), Some(60));
        assert_eq!(seconds(1, Some(1), [0, 0]), Some(5), "never sooner");
        assert_eq!(seconds(1, Some(999_999), [0, 0]), Some(3_600));
        assert_eq!(seconds(10, Some(60), [0, 0]), None);
    }
}

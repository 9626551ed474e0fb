//! How often a hint may make Landfast look at an account.

use std::time::Duration;

use crate::Timestamp;

/// The least time between two looks at one account that hints have asked for. A hint that comes
/// sooner waits, and further ones wait with it: a flood of them is one look in this time.
pub const BETWEEN: Duration = Duration::from_secs(10);

/// When a hint that comes `now` may have the account looked at; `None` when a look that an earlier
/// hint asked for is still to come, which serves this one too. `last` is when the last such look was
/// due.
#[must_use]
pub fn hurry(last: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    match last {
        Some(last) if last > now => None,
        Some(last) => Some(now.max(last.plus(BETWEEN))),
        None => Some(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000);

    #[test]
    fn the_first_at_once_the_next_later_and_the_others_with_it() {
        assert_eq!(hurry(None, NOW), Some(NOW));
        let soon = NOW.plus(BETWEEN);
        assert_eq!(hurry(Some(NOW), NOW), Some(soon));
        assert_eq!(hurry(Some(soon), NOW), None);
        let long_ago = Timestamp::from_unix_ms(0);
        assert_eq!(hurry(Some(long_ago), NOW), Some(NOW));
    }

    proptest! {
        /// Whatever comes when: looks are apart, and each hint is followed by one in time.
        #[test]
        fn a_flood_is_one_look_in_a_while(gaps in proptest::collection::vec(0_u64..15_000, 1..200)) {
            let (mut now, mut last) = (NOW, None);
            for gap in gaps {
                now = now.plus(Duration::from_millis(gap));
                let next = hurry(last, now);
                if let (Some(last), Some(next)) = (last, next) {
                    prop_assert!(next >= last.plus(BETWEEN));
                }
                last = next.or(last);
                let due = last.unwrap_or(NOW);
                prop_assert!(due >= now || next.is_none());
                prop_assert!(due <= now.plus(BETWEEN));
                prop_assert!(due >= now, "a look follows every hint");
            }
        }
    }
}

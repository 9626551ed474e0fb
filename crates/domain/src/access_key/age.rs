use std::time::Duration;

use crate::Timestamp;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// When a long-term key should be replaced: AWS Security Hub IAM.3 and the CIS benchmark name 90 days.
pub const ROTATE_AFTER: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// How old a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyAge {
    pub days: u64,
    /// Whether AWS said when it was made. Otherwise the age counts from when it was saved here, and
    /// the key may be older.
    pub exact: bool,
    pub rotate_advised: bool,
}

impl KeyAge {
    /// `created_at` as `iam:ListAccessKeys` tells it, where the user may call that.
    #[must_use]
    pub fn of(created_at: Option<Timestamp>, saved_at: Timestamp, now: Timestamp) -> Self {
        let age = now.since(created_at.unwrap_or(saved_at));
        Self {
            days: age.as_secs() / DAY.as_secs(),
            exact: created_at.is_some(),
            rotate_advised: age >= ROTATE_AFTER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_and_advice_from_the_ninetieth() {
        let start = Timestamp::from_unix_ms(0);
        let after = |days: u32| KeyAge::of(Some(start), start.plus(DAY), start.plus(DAY * days));
        assert_eq!((after(89).days, after(89).rotate_advised), (89, false));
        assert_eq!((after(90).days, after(90).rotate_advised), (90, true));
        let unknown = KeyAge::of(None, start, start.plus(DAY));
        assert_eq!((unknown.days, unknown.exact), (1, false));
    }
}

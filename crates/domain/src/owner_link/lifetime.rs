use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a link works, in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime(u32);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected 1 to {} days, found {found}", Lifetime::MAX_DAYS)]
pub struct UnknownLifetime {
    pub found: u32,
}

impl Lifetime {
    pub const MAX_DAYS: u32 = 30;
    pub const USUAL_DAYS: u32 = 7;

    /// # Errors
    /// [`UnknownLifetime`] unless `days` is 1 to 30.
    pub fn of_days(days: u32) -> Result<Self, UnknownLifetime> {
        if (1..=Self::MAX_DAYS).contains(&days) {
            return Ok(Self(days));
        }
        Err(UnknownLifetime { found: days })
    }

    #[must_use]
    pub const fn days(self) -> u32 {
        self.0
    }

    #[must_use]
    pub fn lasts(self) -> Duration {
        DAY * self.0
    }
}

impl Default for Lifetime {
    fn default() -> Self {
        Self(Self::USUAL_DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_to_thirty() {
        for (days, fits) in [(0, false), (1, true), (7, true), (30, true), (31, false)] {
            assert_eq!(Lifetime::of_days(days).is_ok(), fits, "{days}");
        }
        assert_eq!(Lifetime::default().lasts(), Duration::from_secs(604_800));
    }
}

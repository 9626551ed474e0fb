//! The calendar month in UTC that a bill is of.

use core::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

/// A billing period: AWS bills by calendar months in UTC. Written as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: u16,
    month: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a billing period such as 2026-11; found {found:?}")]
pub struct MalformedPeriod {
    pub found: String,
}

impl Period {
    /// The month that a moment is in, given in milliseconds since 1970.
    #[must_use]
    pub fn of_unix_ms(ms: i64) -> Option<Self> {
        let at = OffsetDateTime::from_unix_timestamp(ms.div_euclid(1000)).ok()?;
        Self::new(at.year(), u8::from(at.month()))
    }

    fn new(year: i32, month: u8) -> Option<Self> {
        let year = u16::try_from(year)
            .ok()
            .filter(|year| (1..=9999).contains(year))?;
        (1..=12).contains(&month).then_some(Self { year, month })
    }

    /// The first day, in days since 1970.
    #[must_use]
    pub fn first_day(self) -> i32 {
        let month = Month::try_from(self.month).unwrap_or(Month::January);
        Date::from_calendar_date(i32::from(self.year), month, 1)
            .map(|date| date.to_julian_day() - UNIX_EPOCH)
            .unwrap_or_default()
    }

    #[must_use]
    pub fn before(self) -> Self {
        match self.month {
            1 => Self {
                year: self.year.saturating_sub(1),
                month: 12,
            },
            month => Self {
                month: month - 1,
                ..self
            },
        }
    }

    /// `20261101-20261201`, as legacy reports name a month: the end is the next month's first day.
    #[must_use]
    pub fn folder(self) -> String {
        let next = self.next();
        format!(
            "{:04}{:02}01-{:04}{:02}01",
            self.year, self.month, next.year, next.month
        )
    }

    #[must_use]
    pub fn next(self) -> Self {
        match self.month {
            12 => Self {
                year: self.year.saturating_add(1),
                month: 1,
            },
            month => Self {
                month: month + 1,
                ..self
            },
        }
    }
}

/// 1 January 1970 as a Julian day.
const UNIX_EPOCH: i32 = 2_440_588;

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Period {
    type Err = MalformedPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let period = text.split_once('-').and_then(|(year, month)| {
            Self::new(digits(year, 4)?, u8::try_from(digits(month, 2)?).ok()?)
        });
        period.ok_or_else(|| MalformedPeriod {
            found: text.chars().take(40).collect(),
        })
    }
}

impl TryFrom<String> for Period {
    type Error = MalformedPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_their_days() {
        for (text, ms, first_day, next) in [
            ("1970-01", 0, 0, "1970-02"),
            ("2018-10", 1_538_352_000_000, 17_805, "2018-11"),
            ("2026-12", 1_798_761_599_999, 20_788, "2027-01"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(Period::of_unix_ms(ms), Some(period), "{text}");
            assert_eq!(period.first_day(), first_day, "{text}");
            assert_eq!(period.next().to_string(), next);
            assert_eq!(period.next().before(), period);
        }
        for text in [
            "2026-13", "2026-00", "2026-1", "26-01", "2026/01", "+026-01", "",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert_eq!(Period::of_unix_ms(i64::MAX), None);
    }
}

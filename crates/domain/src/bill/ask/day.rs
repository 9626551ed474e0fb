use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// 1 January 1970 as a Julian day.
const UNIX_EPOCH: i32 = 2_440_588;

/// A day in UTC, as `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a day such as 2026-11-21, found {found:?}")]
pub struct MalformedDay {
    pub found: String,
}

impl Day {
    #[must_use]
    pub const fn from_unix_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970.
    #[must_use]
    pub const fn unix_days(self) -> i32 {
        self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let text = parts.next()?;
            let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| text.parse::<u16>().ok()).flatten()
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?);
        let is_end = parts.next().is_none();
        is_end.then(|| Some(Self(date.ok()?.to_julian_day() - UNIX_EPOCH)))?
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Date::from_julian_day(self.0.saturating_add(UNIX_EPOCH)) {
            Ok(date) => {
                let month = u8::from(date.month());
                write!(f, "{:04}-{month:02}-{:02}", date.year(), date.day())
            }
            Err(_) => write!(f, "day {} since 1970", self.0),
        }
    }
}

impl FromStr for Day {
    type Err = MalformedDay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or_else(|| MalformedDay {
            found: text.chars().take(40).collect(),
        })
    }
}

impl TryFrom<String> for Day {
    type Error = MalformedDay;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("2026-11-21", 20_778),
            ("1969-12-31", -1),
        ] {
            assert_eq!(text.parse::<Day>().unwrap().unix_days(), days);
            assert_eq!(Day::from_unix_days(days).to_string(), text);
        }
        for text in [
            "2026-02-29",
            "2026-1-1",
            "2026-11",
            "2026-11-21-1",
            "",
            "+026-01-01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}

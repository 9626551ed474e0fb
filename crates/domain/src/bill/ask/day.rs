use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month, util::days_in_month};

use crate::{Timestamp, bill::Period};

/// 1 January 1970 as a Julian day.
const UNIX_EPOCH: i32 = 2_440_588;
const MS: i64 = 86_400_000;

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

    /// The day that a moment is in.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        Self(i32::try_from(at.unix_ms().div_euclid(MS)).unwrap_or(i32::MAX))
    }

    /// So many days later, or earlier.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days after `earlier` it is.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The month that it is in.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        Period::of_unix_ms(i64::from(self.0) * MS)
    }

    /// 1 to 31.
    #[must_use]
    pub fn of_month(self) -> u8 {
        self.date().map_or(1, Date::day)
    }

    /// The same day of a later year; of 29 February, 1 March where the year has none.
    #[must_use]
    pub fn anniversary(self, years: u8) -> Self {
        let found = self.date().and_then(|date| {
            let year = date.year() + i32::from(years);
            let same = Date::from_calendar_date(year, date.month(), date.day());
            same.or_else(|_| Date::from_calendar_date(year, Month::March, 1))
                .ok()
        });
        found.map_or(self, Self::on)
    }

    /// The same day of the month before, or its last where it is shorter.
    #[must_use]
    pub fn month_before(self) -> Self {
        let found = self.date().and_then(|date| {
            let month = date.month().previous();
            let year = date.year() - i32::from(month == Month::December);
            let day = date.day().min(days_in_month(month, year));
            Date::from_calendar_date(year, month, day).ok()
        });
        found.map_or(self, Self::on)
    }

    fn date(self) -> Option<Date> {
        Date::from_julian_day(self.0.saturating_add(UNIX_EPOCH)).ok()
    }

    fn on(date: Date) -> Self {
        Self(date.to_julian_day() - UNIX_EPOCH)
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
        is_end.then(|| date.ok().map(Self::on))?
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => {
                let month = u8::from(date.month());
                write!(f, "{:04}-{month:02}-{:02}", date.year(), date.day())
            }
            None => write!(f, "day {} since 1970", self.0),
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

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn anniversaries_of_a_leap_day_are_in_march() {
        for (from, years, want) in [
            ("2024-02-29", 1, "2025-03-01"),
            ("2024-02-29", 4, "2028-02-29"),
            ("2025-12-31", 3, "2028-12-31"),
        ] {
            assert_eq!(day(from).anniversary(years).to_string(), want);
        }
    }

    #[test]
    fn the_month_before_may_be_shorter() {
        for (from, want) in [
            ("2026-03-31", "2026-02-28"),
            ("2024-03-30", "2024-02-29"),
            ("2026-01-31", "2025-12-31"),
            ("2026-11-21", "2026-10-21"),
        ] {
            assert_eq!(day(from).month_before().to_string(), want);
        }
    }

    #[test]
    fn a_day_is_of_a_month_and_of_a_moment() {
        let at = Timestamp::parse("2026-11-21T23:59:59.999Z").unwrap();
        let day = Day::of(at);
        assert_eq!(day.to_string(), "2026-11-21");
        assert_eq!(day.period().unwrap().to_string(), "2026-11");
        assert_eq!((day.of_month(), day.plus(1).since(day)), (21, 1));
        let before = Day::of(Timestamp::from_unix_ms(-1));
        assert_eq!(before.to_string(), "1969-12-31");
    }
}

//! Times as bills have them in text.

/// Milliseconds since 1970 of `2026-10-01T00:00:00Z`, with and without milliseconds, with a blank for the
/// T, with `+00:00`, or a day alone. AWS writes UTC; another offset is not read.
pub(super) fn parse(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else {
        return None;
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let (month, day) = (number(&[*m1, *m2])?, number(&[*d1, *d2])?);
    if !(1..=12).contains(&month) || !(1..=last_day(year, month)).contains(&day) {
        return None;
    }
    Some(days(year, month, day) * 86_400_000 + time(rest)?)
}

fn time(rest: &[u8]) -> Option<i64> {
    let [b'T' | b' ', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else {
        return rest.is_empty().then_some(0);
    };
    let (hour, minute) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
    let second = number(&[*s1, *s2])?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let zone = rest.strip_prefix(b".").map_or(Some((0, rest)), fraction)?;
    if !matches!(zone.1, b"" | b"Z" | b"+00:00" | b" UTC") {
        return None;
    }
    Some((hour * 3600 + minute * 60 + second) * 1000 + zone.0)
}

/// Milliseconds, and what comes after all digits.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(length)?;
    let digit = |place: usize| digits.get(place).map_or(0, |byte| i64::from(byte - b'0'));
    (length > 0).then(|| (digit(0) * 100 + digit(1) * 10 + digit(2), rest))
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |found, byte| {
        byte.is_ascii_digit()
            .then(|| found * 10 + i64::from(byte - b'0'))
    })
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn last_day(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970: years begin in March here, so that the leap day is their last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let of_years = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // Months of 30.6 days on average, in fifths.
    of_years + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use landfast_domain::Timestamp;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms() {
        for (text, want) in [
            ("2026-10-01T00:00:00Z", Some("2026-10-01T00:00:00Z")),
            ("2026-10-01T23:59:59.123Z", Some("2026-10-01T23:59:59.123Z")),
            ("2024-09-18 23:00:00", Some("2024-09-18T23:00:00Z")),
            ("2026-10-01 00:00:00+00:00", Some("2026-10-01T00:00:00Z")),
            ("2024-02-29", Some("2024-02-29T00:00:00Z")),
            ("2026-10-01T00:00:00.5Z", Some("2026-10-01T00:00:00.5Z")),
            ("2026-10-01T00:00:00+02:00", None),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("2026-00-01", None),
            ("2026-01-00", None),
            ("2026-01-01T24:00:00Z", None),
            ("2026-01-01T", None),
            ("01/02/2026", None),
            ("", None),
        ] {
            let want = want.map(|text| Timestamp::parse(text).unwrap().unix_ms());
            assert_eq!(parse(text.as_bytes()), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn as_the_calendar_has_it(ms in -62_135_596_800_000_i64..253_402_300_799_000) {
            let text = Timestamp::from_unix_ms(ms).to_string();
            prop_assert_eq!(parse(text.as_bytes()), Some(ms));
        }
    }
}

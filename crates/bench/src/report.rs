//! What a benchmark found, as `cargo xtask bench` reads it.

use std::time::Duration;

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Report {
    pub tables: Vec<Table>,
    pub aims: Vec<Aim>,
}

#[derive(Debug, Serialize)]
pub struct Table {
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

/// A figure beside what was promised.
#[derive(Debug, Serialize)]
pub struct Aim {
    pub what: String,
    pub aim: String,
    pub found: String,
    pub met: bool,
}

/// An aim for a time: the figure must be below it.
pub fn time_below(what: impl Into<String>, limit: Duration, found: Duration) -> Aim {
    Aim {
        what: what.into(),
        aim: format!("under {} ms", limit.as_millis()),
        found: ms(found),
        met: found < limit,
    }
}

/// Milliseconds with the digits that still mean something.
pub fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    let digits = if ms < 10.0 { 2 } else { 1 };
    format!("{ms:.digits$} ms")
}

/// Millions of bytes, not of 1,024 × 1,024.
pub fn mb(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

/// `12345` as `12,345`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    digits
        .char_indices()
        .fold(String::new(), |mut text, (at, digit)| {
            if at > 0 && at % 3 == first {
                text.push(',');
            }
            text.push(digit);
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_they_are_read() {
        assert_eq!(
            [count(7), count(120), count(1_000), count(1_234_567)],
            ["7", "120", "1,000", "1,234,567"]
        );
        assert_eq!([mb(79_960_000), mb(80_000_000)], ["79.9 MB", "80.0 MB"]);
        assert_eq!(
            [
                ms(Duration::from_micros(1_234)),
                ms(Duration::from_millis(212))
            ],
            ["1.23 ms", "212.0 ms"]
        );
    }

    #[test]
    fn an_aim_is_met_below_it_only() {
        let limit = Duration::from_millis(20);
        assert!(time_below("p99", limit, Duration::from_micros(19_999)).met);
        assert!(!time_below("p99", limit, limit).met);
    }
}

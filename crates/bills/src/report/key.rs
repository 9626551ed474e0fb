//! The keys that a manifest lists are written by others: what they may be.

use std::collections::BTreeSet;

use landfast_domain::bill::Period;

use super::Flaw;

/// S3's own limit.
const LONGEST: usize = 1024;

/// Demands keys of one folder, none of them twice: AWS puts all files of a delivery side by side.
pub(super) fn demand(keys: &[String]) -> Result<(), Flaw> {
    let first = keys.first().ok_or(Flaw::NoFiles)?;
    let mut seen = BTreeSet::new();
    for key in keys {
        if !is_plain(key) {
            return Err(Flaw::ClimbingKey { key: shown(key) });
        }
        if !seen.insert(key) {
            return Err(Flaw::ListedTwice { key: shown(key) });
        }
        if folder(key) != folder(first) {
            return Err(Flaw::Outside {
                folder: shown(folder(first)),
                key: shown(key),
            });
        }
    }
    Ok(())
}

/// What comes before the name of the file.
pub(super) fn folder(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The month that a key's folders name: `20261001-20261101`, `BILLING_PERIOD=2026-10`, or `year=2026` and
/// `month=10`, without a zero before a single digit.
pub(super) fn period(key: &str) -> Option<Period> {
    let mut year = None;
    for part in key.split('/') {
        let part = part.to_ascii_lowercase();
        if let Some(period) = part.strip_prefix("billing_period=") {
            return period.parse().ok();
        }
        if let Some(month) = part.strip_prefix("month=") {
            return format!("{}-{month:0>2}", year?).parse().ok();
        }
        let day = part.split_once('-').map(|(start, _)| start);
        if let Some((month, "01")) = day.and_then(|day| day.split_at_checked(6))
            && let Some(period) = month
                .split_at_checked(4)
                .and_then(|(year, month)| format!("{year}-{month}").parse().ok())
        {
            return Some(period);
        }
        year = part.strip_prefix("year=").map(str::to_owned).or(year);
    }
    None
}

fn is_plain(key: &str) -> bool {
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    key.len() <= LONGEST
        && !key.contains(|c: char| c.is_control() || c == '\\')
        && key.split('/').all(is_part)
}

fn shown(key: &str) -> String {
    key.chars().take(200).collect()
}

/// A name that can be part of a path anywhere: what S3 calls safe characters.
pub(super) fn safe_name(text: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "!-_.*'()".contains(c);
    let name: String = text
        .chars()
        .take(128)
        .map(|c| if is_safe(c) { c } else { '-' })
        .collect();
    match name.trim_start_matches('.') {
        "" => "bill".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_keys_of_one_folder() {
        for (keys, want) in [
            ("p/r/a-1.csv.gz p/r/a-2.csv.gz", "fine"),
            ("", "NoFiles"),
            ("p/../secret", "ClimbingKey"),
            ("/p/a", "ClimbingKey"),
            ("p//a", "ClimbingKey"),
            ("p/./a", "ClimbingKey"),
            ("p\\a", "ClimbingKey"),
            ("p/a\u{7}", "ClimbingKey"),
            ("p/a p/b p/a", "ListedTwice"),
            ("p/r/a p/secret", "Outside"),
            ("p/r/a p/r/s/b", "Outside"),
        ] {
            let keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
            let found = demand(&keys).map_or_else(|flaw| format!("{flaw:?}"), |()| "fine".into());
            assert!(found.starts_with(want), "{keys:?}: {found}");
        }
    }

    #[test]
    fn months_of_folders() {
        for (key, want) in [
            ("p/r/20261201-20270101/id/r-1.csv.gz", Some("2026-12")),
            (
                "p/e/data/BILLING_PERIOD=2026-10/e-1.csv.gz",
                Some("2026-10"),
            ),
            (
                "p/e/data/billing_period=2026-10/x/e-1.csv.gz",
                Some("2026-10"),
            ),
            (
                "p/r/r/year=2018/month=2/r-1.snappy.parquet",
                Some("2018-02"),
            ),
            ("p/r/r/month=2/r-1.snappy.parquet", None),
            ("12345601-backup/r-1.csv.gz", None),
            ("r-1.csv.gz", None),
        ] {
            let found = period(key).map(|period| period.to_string());
            assert_eq!(found.as_deref(), want, "{key}");
        }
    }

    #[test]
    fn names_for_paths() {
        for (text, want) in [
            ("acme-bills", "acme-bills"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("Rechnung Oktober", "Rechnung-Oktober"),
            ("..", "bill"),
        ] {
            assert_eq!(safe_name(text), want);
        }
    }
}

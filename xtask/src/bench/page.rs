//! docs/benchmarks.md.

use std::fmt::Display;

use super::{name::Name, report::Measured};

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench --date YYYY-MM-DD`, which builds the release profile, measures and
replaces the parts of this page that it measured. `cargo xtask bench` alone only prints; `--list` says what
there is, and `cargo xtask bench NAME` takes one. The measuring is in `crates/bench`. What else stands here,
people wrote.
";

/// Before the title of a part.
const PART: &str = "\n## ";

/// The page, with the figures of one run. What `before` says of other benchmarks stays, and what it says
/// beside them comes last, as it was.
pub fn write(before: &str, date: &str, machine: &dyn Display, measured: &[Measured]) -> String {
    let mut text = HEAD.to_owned();
    for name in Name::ALL {
        match measured.iter().find(|it| it.name == name) {
            Some(it) => text.push_str(&part(it, date, machine)),
            None => parts(before)
                .filter(|part| title(part) == name.as_str())
                .for_each(|part| keep(&mut text, part)),
        }
    }
    let is_ours = |part: &str| Name::ALL.iter().any(|name| name.as_str() == title(part));
    parts(before)
        .filter(|part| !is_ours(part))
        .for_each(|part| keep(&mut text, part));
    text
}

fn part(it: &Measured, date: &str, machine: &dyn Display) -> String {
    let (name, measures) = (it.name.as_str(), it.name.measures());
    let (method, report) = (it.name.method(), &it.report);
    format!("{PART}{name}\n\nMeasures {measures}.\n\n{method}\n\n{date}: {machine}.\n\n{report}\n")
}

/// The parts of a page, each from its title on.
fn parts(page: &str) -> impl Iterator<Item = &str> {
    page.split(PART).skip(1)
}

fn title(part: &str) -> &str {
    part.lines().next().unwrap_or_default()
}

fn keep(text: &mut String, part: &str) {
    text.push_str(PART);
    text.push_str(part.trim_end());
    text.push('\n');
}

/// A day as ISO 8601 writes it. Handed in, because a page that is made anew should not change
/// by itself.
pub fn date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if lengths == [4, 2, 2] && digits {
        Ok(text.to_owned())
    } else {
        Err("expected a day such as 2026-01-31".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_stays() {
        let machine = "one core";
        let report = serde_json::from_str(r#"{"tables": [], "aims": []}"#).unwrap();
        let measured = [Measured {
            name: Name::List,
            report,
        }];
        let before =
            "# Benchmarks\n\nOld.\n\n## why\n\nBy hand.\n\n## bills\n\nKept.\n\n## list\n\nOld.\n";
        let after = write(before, "2026-01-31", &machine, &measured);
        let titles: Vec<&str> = parts(&after).map(title).collect();
        assert_eq!(titles, ["list", "bills", "why"]);
        assert!(after.contains("\n2026-01-31: ") && after.contains("\n## bills\n\nKept.\n"));
        assert!(after.ends_with("\n## why\n\nBy hand.\n") && !after.contains("Old."));
        assert_eq!(write(&after, "2026-01-31", &machine, &[]), after);
    }

    #[test]
    fn days_have_one_form() {
        assert!(date("2026-01-31").is_ok());
        for text in ["", "2026-1-31", "31.01.2026", "2026-01-3x", "2026-01-31-01"] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}

//! docs/benchmarks.md.

use super::{machine::Machine, report::Measured};

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench --date YYYY-MM-DD`, which builds the release profile, measures and
replaces this page. `cargo xtask bench` alone only prints; `--list` says what there is, and
`cargo xtask bench NAME` takes one. The measuring is in `crates/bench`.
";

/// The page, from the figures of one run.
pub fn write(date: &str, machine: &Machine, measured: &[Measured]) -> String {
    let mut text = format!("{HEAD}\n{date}: {machine}.\n");
    for it in measured {
        let (name, measures) = (it.name.as_str(), it.name.measures());
        let method = it.name.method();
        text.push_str(&format!(
            "\n## {name}\n\nMeasures {measures}.\n\n{method}\n\n{}\n",
            it.report
        ));
    }
    text
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
    fn days_have_one_form() {
        assert!(date("2026-01-31").is_ok());
        for text in ["", "2026-1-31", "31.01.2026", "2026-01-3x", "2026-01-31-01"] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}

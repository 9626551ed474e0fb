//! Where two texts part.

/// What to say about a file that is not as it should be, if it is not: the first line that differs.
pub fn difference(path: &str, found: &Option<String>, expected: &str) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("  {path}: is missing"));
    };
    if found == expected {
        return None;
    }
    let same = found
        .lines()
        .zip(expected.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let line = |text: &str| {
        text.lines()
            .nth(same)
            .unwrap_or("(the end)")
            .trim()
            .to_owned()
    };
    let (was, should) = (line(found), line(expected));
    Some(format!(
        "  {path}:{}: found `{was}`, expected `{should}`",
        same + 1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(found: Option<&str>, expected: &str) -> Option<String> {
        difference("a.md", &found.map(str::to_owned), expected)
    }

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(between(Some("a\nb\n"), "a\nb\n"), None);
        assert_eq!(between(None, "a"), Some("  a.md: is missing".to_owned()));
        let found = between(Some("a\nx\n"), "a\nb\n").unwrap();
        assert_eq!(found, "  a.md:2: found `x`, expected `b`");
        let found = between(Some("a\n"), "a\nb\n").unwrap();
        assert_eq!(found, "  a.md:2: found `(the end)`, expected `b`");
    }

    #[test]
    fn a_missing_last_line_feed_is_a_difference() {
        assert!(between(Some("a"), "a\n").is_some());
    }
}

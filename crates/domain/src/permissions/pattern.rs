//! Patterns as IAM matches them.

/// IAM's wildcards: `*` for any text, `?` for one character. In time of the product of both lengths,
/// whoever wrote the pattern.
pub(crate) fn matches_pattern(pattern: &str, text: &str) -> bool {
    // The ends in the text that the pattern reaches so far.
    let mut reached = vec![true];
    reached.extend(text.chars().map(|_| false));
    for wanted in pattern.chars() {
        let mut next = vec![false];
        if wanted == '*' {
            let mut any = false;
            next.clear();
            for here in reached {
                any |= here;
                next.push(any);
            }
        } else {
            let steps = reached.iter().zip(text.chars());
            next.extend(steps.map(|(here, found)| *here && (wanted == '?' || wanted == found)));
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn wildcards_of_iam() {
        for (pattern, text, want) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "ab", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*b*", "abc", true),
            ("abc", "abcd", false),
        ] {
            assert_eq!(matches_pattern(pattern, text), want, "{pattern} on {text}");
        }
        assert!(!matches_pattern(
            &"*a".repeat(60),
            &"ab".repeat(30).replace("ab", "b")
        ));
    }
}

//! Just enough of Rust's text to tell code from words: no parser, since a rule that needs one is a
//! rule for clippy.

/// The lines of product code with their numbers, comments cut off: doc comments may name what code
/// may not, and so may the tests at a file's end.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .map(|(index, line)| (index + 1, without_comment(line)))
}

/// The line up to a `//` that is not inside a string literal.
pub fn without_comment(line: &str) -> &str {
    let mut in_string = false;
    let mut previous = ' ';
    for (at, this) in line.char_indices() {
        match this {
            '"' if previous != '\\' => in_string = !in_string,
            '/' if previous == '/' && !in_string => return line.get(..at - 1).unwrap_or_default(),
            _ => {}
        }
        previous = if previous == '\\' && this == '\\' {
            ' '
        } else {
            this
        };
    }
    line
}

/// The identifiers of a line, those inside of string literals too.
pub fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_the_code_but_a_url_does_not() {
        assert_eq!(without_comment("let a = 1; // sqlx"), "let a = 1; ");
        assert_eq!(
            without_comment(r#"let a = "https://x"; // y"#),
            r#"let a = "https://x"; "#
        );
        assert_eq!(
            without_comment(r#"let a = "\"//"; // y"#),
            r#"let a = "\"//"; "#
        );
        assert_eq!(without_comment("/// doc"), "");
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        let text = "use a;\n#[cfg(test)]\nmod tests {\n    use sqlx;\n}\n";
        assert_eq!(code_lines(text).collect::<Vec<_>>(), [(1, "use a;")]);
    }
}

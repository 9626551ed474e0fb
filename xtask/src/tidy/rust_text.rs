//! Just enough of Rust's text to tell code from words: no parser, since a rule that needs one is a
//! rule for clippy.

/// The lines of product code: without the module of tests at the file's end.
pub fn product_lines(text: &str) -> Vec<&str> {
    let lines: Vec<_> = text.lines().collect();
    let end = (0..lines.len()).find(|at| starts_tests(lines.get(*at..).unwrap_or_default()));
    lines.into_iter().take(end.unwrap_or(usize::MAX)).collect()
}

/// `#[cfg(test)]` and the module's opening; not one that is elsewhere, nor a helper in the middle.
fn starts_tests(lines: &[&str]) -> bool {
    let mut lines = lines.iter();
    let marked = lines.next() == Some(&"#[cfg(test)]");
    let opens = lines.find(|line| !line.starts_with("#["));
    marked && opens.is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
}

/// Product code by line number, comments cut off: doc comments may name what code may not.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    product_lines(text)
        .into_iter()
        .enumerate()
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

    #[test]
    fn what_follows_a_test_module_of_another_file_is_still_code() {
        let text = "#[cfg(test)]\nmod testing;\nuse sqlx;\n";
        assert_eq!(code_lines(text).count(), 3);
    }
}

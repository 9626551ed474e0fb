//! Small rooms: how long a file and a function may be.

use super::{finding::Finding, rust_text::product_lines, tree::SourceFile};

const RULE: &str = "budgets";
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;
const EXTENSIONS: [&str; 5] = ["rs", "ts", "tsx", "py", "css"];

/// Longer files that are known, with the most they may have. The list may only shrink.
const EXCEPTIONS: [(&str, usize); 0] = [];

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    let written = files
        .iter()
        .filter(|file| EXTENSIONS.contains(&file.extension()) && !file.is_generated());
    written
        .flat_map(|file| file_length(file).into_iter().chain(functions(file)))
        .collect()
}

fn file_length(file: &SourceFile) -> Option<Finding> {
    let lines = file.text.lines().count();
    let known = EXCEPTIONS.iter().find(|(path, _)| *path == file.path);
    let most = known.map_or(FILE_LINES, |(_, most)| *most);
    (lines > most).then(|| {
        let text = format!("{lines} lines, at most {most}: split it by what it is about");
        Finding::new(RULE, &file.path, 0, text)
    })
}

/// Rust functions, by rustfmt's layout: from the line with `fn` to the `}` that stands below its
/// first letter. Tests are free: a table of cases is data, and as long as there are cases.
fn functions(file: &SourceFile) -> Vec<Finding> {
    if !file.is_rust() || file.is_test() {
        return Vec::new();
    }
    let lines = product_lines(&file.text);
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| starts_function(line));
    starts
        .filter_map(|(start, line)| {
            let close = format!("{}}}", indentation(line));
            let rest = lines.get(start..)?;
            let length = rest.iter().position(|line| *line == close)? + 1;
            let text = format!("a function of {length} lines, at most {FUNCTION_LINES}");
            (length > FUNCTION_LINES).then(|| Finding::new(RULE, &file.path, start + 1, text))
        })
        .collect()
}

fn starts_function(line: &str) -> bool {
    const BEFORE: [&str; 6] = ["pub", "pub(crate)", "pub(super)", "async", "const", "fn"];
    let code = line.trim_start();
    let mut words = code.split(' ');
    let only_known = words
        .by_ref()
        .take_while(|word| *word != "fn")
        .all(|w| BEFORE.contains(&w));
    let is_function = code.split(' ').any(|word| word == "fn");
    // One-line functions and trait methods without a body have no closing line of their own.
    only_known && is_function && !code.ends_with(';') && !code.ends_with('}')
}

fn indentation(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        let body = "        step();\n".repeat(lines - 2);
        format!("impl A {{\n    pub async fn run(&self) {{\n{body}    }}\n}}\n")
    }

    #[test]
    fn a_long_function_is_found_at_its_line() {
        let fits = SourceFile::new("crates/app/src/a.rs", &function(FUNCTION_LINES));
        assert_eq!(check(&[fits]), []);
        let long = SourceFile::new("crates/app/src/a.rs", &function(FUNCTION_LINES + 1));
        let found = check(&[long]);
        assert_eq!(found[0].line, 2);
        assert!(found[0].text.contains("61 lines"), "{found:?}");
    }

    #[test]
    fn a_table_of_cases_may_be_long() {
        let text = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(200));
        assert_eq!(check(&[SourceFile::new("crates/app/src/a.rs", &text)]), []);
    }

    #[test]
    fn a_method_without_body_ends_nowhere() {
        let text = format!("trait T {{\n    fn a(&self);\n}}\n{}", "// x\n".repeat(80));
        assert_eq!(check(&[SourceFile::new("a.rs", &text)]), []);
    }

    #[test]
    fn a_long_file_is_found_unless_generated() {
        let text = "const A = 1\n".repeat(FILE_LINES + 1);
        assert_eq!(check(&[SourceFile::new("web/src/app.tsx", &text)]).len(), 1);
        assert_eq!(
            check(&[SourceFile::new("web/src/api/generated/schema.d.ts", &text)]),
            []
        );
        assert_eq!(check(&[SourceFile::new("docs/cli.md", &text)]), []);
    }
}

//! The domain decides and does nothing else: it neither waits nor looks around.

use super::{
    finding::Finding,
    rust_text::{code_lines, identifiers},
    tree::SourceFile,
};

const RULE: &str = "purity";
const FOLDER: &str = "crates/domain";
/// Modules of the standard library that reach outside.
const OUTSIDE: [&str; 6] = ["env", "fs", "io", "net", "process", "thread"];

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust() && file.is_in(FOLDER) && !file.is_test())
        .flat_map(|file| code_lines(&file.text).filter_map(|(line, code)| look(file, line, code)))
        .collect()
}

fn look(file: &SourceFile, line: usize, code: &str) -> Option<Finding> {
    let words: Vec<_> = identifiers(code).collect();
    let waits = words.iter().any(|word| matches!(*word, "async" | "await"));
    // `use std::{fmt, fs}` and `std::fs::read` both have their `std` on the line.
    let looks = words.contains(&"std") && words.iter().any(|word| OUTSIDE.contains(word));
    let text = match (waits, looks) {
        (true, _) => "waits: what is asked of the outside world is a port of crates/app",
        (_, true) => "looks outside: what was seen comes in as a value",
        _ => return None,
    };
    Some(Finding::new(RULE, &file.path, line, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&[SourceFile::new(path, text)]).len()
    }

    #[test]
    fn the_domain_neither_waits_nor_looks() {
        for text in [
            "pub async fn judge() {}",
            "use std::{fmt, fs};",
            "let now = std::env::var(name);",
        ] {
            assert_eq!(count("crates/domain/src/a.rs", text), 1, "{text}");
            assert_eq!(count("crates/app/src/a.rs", text), 0, "{text}");
            assert_eq!(count("crates/domain/src/a_tests.rs", text), 0, "{text}");
        }
        for text in [
            "use std::{fmt, time::Duration};",
            "let env = 1;",
            "// async",
        ] {
            assert_eq!(count("crates/domain/src/a.rs", text), 0, "{text}");
        }
    }
}

//! Words that must not be in the tree.

use super::{finding::Finding, tree::SourceFile};

const RULE: &str = "words";

/// Folders of somebody's machine. Written in two halves, so that this file passes its own rule.
const MACHINES: [&str; 6] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/op", "t/"),
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
];
const ALLOW: [&str; 2] = [concat!("#[al", "low("), concat!("#![al", "low(")];
const LATER: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
];

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    let lines = files.iter().flat_map(|file| {
        file.text
            .lines()
            .enumerate()
            .map(move |(index, line)| (file, index + 1, line))
    });
    lines
        .flat_map(|(file, number, line)| {
            let texts = [machine(line), allow(file, line), later(file, line)];
            texts
                .into_iter()
                .flatten()
                .map(move |it| Finding::new(RULE, &file.path, number, it))
        })
        .collect()
}

fn machine(line: &str) -> Option<String> {
    let found = MACHINES
        .iter()
        .find(|folder| starts_somewhere(line, folder))?;
    Some(format!(
        "`{found}` is a path of one machine: name it from the root of the tree"
    ))
}

/// Whether `folder` is there as the beginning of a path, not in the middle of one or of a URL.
fn starts_somewhere(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default().chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-/}~".contains(c))
    })
}

fn allow(file: &SourceFile, line: &str) -> Option<String> {
    let found = file.is_rust() && ALLOW.iter().any(|word| line.contains(word));
    found.then(|| {
        "write #[expect(lint, reason = \"...\")]: it says why, and when it is over".to_owned()
    })
}

/// "Later" needs an issue that somebody can close: `(#123)` on the same line.
fn later(file: &SourceFile, line: &str) -> Option<String> {
    if file.is_generated() || line.contains("(#") {
        return None;
    }
    let word = LATER.iter().find(|later| {
        line.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == **later)
    })?;
    Some(format!(
        "`{word}` without an issue: do it, or name the issue as (#123)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str, line: &str) -> Vec<String> {
        check(&[SourceFile::new(path, line)])
            .into_iter()
            .map(|it| it.text)
            .collect()
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        for path in [concat!("/ro", "ot/.cargo"), concat!("/Us", "ers/me")] {
            assert_eq!(
                texts("docs/a.md", &format!("see `{path}`")).len(),
                1,
                "{path}"
            );
        }
        for line in [
            "https://x.example/home/a",
            "GET /home?region=x",
            "web/src/opt/a.ts",
        ] {
            assert_eq!(texts("docs/a.md", line), [""; 0], "{line}");
        }
    }

    #[test]
    fn exceptions_to_lints_say_why() {
        let line = concat!("#[al", "low(clippy::panic)]");
        assert_eq!(texts("crates/app/src/a.rs", line).len(), 1);
        assert_eq!(texts("CONTRIBUTING.md", line).len(), 0);
        assert_eq!(
            texts("a.rs", "#[expect(clippy::panic, reason = \"\")]").len(),
            0
        );
    }

    #[test]
    fn later_needs_an_issue() {
        let word = concat!("TO", "DO");
        assert_eq!(texts("a.rs", &format!("// {word}: more")).len(), 1);
        assert_eq!(texts("a.rs", &format!("// {word} (#12): more")).len(), 0);
        assert_eq!(texts("a.rs", &format!("// {word}S_OF_A_DAY")).len(), 0);
    }
}

//! Lock files name the public registries and nobody's mirror: what a stranger installs must not
//! depend on where the lock file was made.

use super::{finding::Finding, tree::SourceFile};

const RULE: &str = "locks";
const NPM: &str = "https://registry.npmjs.org/";
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    files
        .iter()
        .flat_map(|file| lines_of(file, strange_source(file)))
        .collect()
}

fn lines_of(file: &SourceFile, strange: fn(&str) -> bool) -> Vec<Finding> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| strange(line.trim()))
        .map(|(index, _)| {
            let text = "a source that is not the public registry: make the lock file again with it";
            Finding::new(RULE, &file.path, index + 1, text)
        })
        .collect()
}

fn strange_source(file: &SourceFile) -> fn(&str) -> bool {
    match file.path.rsplit('/').next() {
        Some("package-lock.json") => |line| value(line, "\"resolved\": \"", NPM),
        Some("Cargo.lock") => |line| value(line, "source = \"", CRATES),
        Some("requirements.lock") => |line| line.starts_with('-') || line.contains("://"),
        _ => |_| false,
    }
}

/// Whether the line has this key, with a value that does not begin as wanted.
fn value(line: &str, key: &str, wanted: &str) -> bool {
    line.strip_prefix(key)
        .is_some_and(|value| !value.starts_with(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_is_found() {
        let cases = [
            (
                "web/package-lock.json",
                "  \"resolved\": \"https://mirror.example/a.tgz\",",
                1,
            ),
            (
                "web/package-lock.json",
                "  \"resolved\": \"https://registry.npmjs.org/a.tgz\",",
                0,
            ),
            ("Cargo.lock", "source = \"git+https://git.example/a\"", 1),
            (
                "Cargo.lock",
                "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
                0,
            ),
            (
                "sim/requirements.lock",
                "--index-url https://mirror.example",
                1,
            ),
            ("sim/requirements.lock", "boto3==1.43.106", 0),
        ];
        for (path, text, count) in cases {
            assert_eq!(
                check(&[SourceFile::new(path, text)]).len(),
                count,
                "{path}: {text}"
            );
        }
    }
}

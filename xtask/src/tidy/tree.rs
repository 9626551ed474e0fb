//! The text files of the repository, as git sees them.

use std::fs;

use crate::{error::Result, shell::Shell};

#[derive(Debug, Clone)]
pub struct SourceFile {
    /// From the root of the tree, with `/`.
    pub path: String,
    pub text: String,
}

impl SourceFile {
    #[cfg(test)]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub fn extension(&self) -> &str {
        self.path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    pub fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    pub fn is_in(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    /// A test as a whole, or a helper of tests: the names that Rust, Vitest and pytest give to them.
    pub fn is_test(&self) -> bool {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let folder_is = folder
            .split('/')
            .any(|part| ["tests", "e2e", "test-kit"].contains(&part));
        folder_is
            || self.is_in("web/src/test")
            || ["tests.rs", "testing.rs"].contains(&name)
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
            || name.starts_with("test_")
    }

    /// Written by a program: `cargo xtask gen`, a package manager, a snapshot test.
    pub fn is_generated(&self) -> bool {
        const FOLDERS: [&str; 2] = ["openapi", "web/src/api/generated"];
        const NAMES: [&str; 3] = ["Cargo.lock", "package-lock.json", "requirements.lock"];
        FOLDERS.iter().any(|folder| self.is_in(folder))
            || NAMES.iter().any(|name| self.path.ends_with(name))
            || self.extension() == "snap"
    }
}

/// Tracked files and new ones that are not ignored; what is no text is left out.
pub fn read(shell: &Shell) -> Result<Vec<SourceFile>> {
    let mut list = shell.command("git");
    list.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let names = shell.read(&mut list)?;
    let read = |path: &str| {
        // Gone from the work tree but still in the index, or no text: nothing to check.
        let text = fs::read_to_string(shell.root.join(path)).ok()?;
        Some(SourceFile {
            path: path.to_owned(),
            text,
        })
    };
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .filter_map(read)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_known_by_their_names() {
        for path in [
            "crates/store/tests/contract/main.rs",
            "crates/test-kit/src/clock.rs",
            "crates/domain/src/permissions/testing.rs",
            "crates/domain/src/trust/tests.rs",
            "crates/domain/src/api_access/judge_tests.rs",
            "web/src/features/accounts/table.test.tsx",
            "web/src/test/samples.ts",
            "sim/tests/test_faults.py",
            "e2e/wizard.ts",
        ] {
            assert!(SourceFile::new(path, "").is_test(), "{path}");
        }
        assert!(!SourceFile::new("crates/domain/src/contests.rs", "").is_test());
    }

    #[test]
    fn generated_files_are_known_by_their_places() {
        assert!(SourceFile::new("web/src/api/generated/schema.d.ts", "").is_generated());
        assert!(SourceFile::new("web/package-lock.json", "").is_generated());
        assert!(!SourceFile::new("web/src/api/client.ts", "").is_generated());
    }
}

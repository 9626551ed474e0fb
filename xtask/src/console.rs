//! The web console, built when its sources are newer than what was built last.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{error::Result, shell::Shell, tools::node};

const BUILT: &str = "dist/index.html";
/// Under `web/`, what a build makes or installs; all the rest is a source.
const NOT_SOURCES: [&str; 2] = ["dist", "node_modules"];

/// Makes `web/dist/` unless it is newer than every source.
pub fn ensure_built(shell: &Shell) -> Result<()> {
    let web = shell.root.join("web");
    if is_newer(&web.join(BUILT), &sources(&web)) {
        return Ok(());
    }
    node::npm_run(shell, "web", "build")
}

fn sources(web: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(web).into_iter().flatten().flatten();
    entries
        .filter(|entry| !NOT_SOURCES.iter().any(|name| entry.file_name() == *name))
        .map(|entry| entry.path())
        .collect()
}

fn is_newer(built: &Path, sources: &[PathBuf]) -> bool {
    let newest = sources.iter().filter_map(|path| newest_in(path)).max();
    modified(built)
        .zip(newest)
        .is_some_and(|(built, newest)| built >= newest)
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    let below = inside.filter_map(|entry| newest_in(&entry.path())).max();
    below.max(modified(path))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::{fs::File, time::Duration};

    use super::*;

    fn file_of(path: &Path, second: u64) {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        File::create(path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn older_than_one_source_is_outdated() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let sources = [at("a.ts"), at("b.ts"), at("missing")];
        file_of(&at("a.ts"), 10);
        file_of(&at("b.ts"), 20);
        assert!(!is_newer(&at("dist"), &sources), "never built");
        file_of(&at("dist"), 15);
        assert!(!is_newer(&at("dist"), &sources));
        file_of(&at("dist"), 21);
        assert!(is_newer(&at("dist"), &sources));
    }
}

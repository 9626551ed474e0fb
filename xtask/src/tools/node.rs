//! Node, npm, and the two folders of packages.

use crate::{
    error::{Error, Result},
    shell::Shell,
    tools::stamp,
};

const OLDEST: u32 = 20;

/// `npm ci` in `folder`, when its packages are missing or its lock file changed.
pub fn ensure_packages(shell: &Shell, folder: &str) -> Result<()> {
    let lock = shell.root.join(folder).join("package-lock.json");
    if !lock.is_file() {
        let cure = "it belongs to the tree: `git status` shows whether it was removed";
        return Err(Error::missing(format!("{folder}/package-lock.json"), cure));
    }
    ensure_node(shell)?;
    let modules = shell.root.join(folder).join("node_modules");
    stamp::once(&[&lock], &modules, || {
        let mut install = shell.command_in(folder, "npm");
        shell.run(install.args(["ci", "--no-audit", "--no-fund"]))
    })
}

/// `npm run <script>` in `folder`, with its packages there.
pub fn npm_run(shell: &Shell, folder: &str, script: &str) -> Result<()> {
    ensure_packages(shell, folder)?;
    shell.run(shell.command_in(folder, "npm").args(["run", script]))
}

fn ensure_node(shell: &Shell) -> Result<()> {
    let found = shell
        .read(shell.command("node").arg("--version"))
        .unwrap_or_default();
    match major(&found) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(Error::missing(
            format!("Node {OLDEST} or newer (found: {})", found_or_none(&found)),
            "install it from https://nodejs.org or with your system's package manager",
        )),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn found_or_none(found: &str) -> &str {
    if found.trim().is_empty() {
        "none"
    } else {
        found.trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major(""), None);
    }
}

//! Terraform or OpenTofu, and where its AWS provider comes from.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{error::Result, shell::Shell};

/// As a folder of plugins has it (Terraform documentation, "CLI configuration file", "filesystem_mirror").
const PROVIDER: [&str; 2] = [
    "registry.terraform.io/hashicorp/aws",
    "registry.opentofu.org/hashicorp/aws",
];
/// How far below the root of the file system a folder of plugins is looked for.
const DEPTH: usize = 3;

#[derive(Debug)]
pub struct Program {
    name: &'static str,
    /// A folder of plugins on this machine; without one the provider is downloaded.
    plugins: Option<PathBuf>,
}

impl Program {
    pub fn find(shell: &Shell) -> Option<Self> {
        let name = ["terraform", "tofu"]
            .into_iter()
            .find(|name| shell.has(name, &["-version"]))?;
        let plugins = plugins(Path::new("/"), DEPTH);
        Some(Self { name, plugins })
    }

    /// In `folder`, without the person's own configuration of Terraform.
    pub fn command(&self, shell: &Shell, folder: &Path) -> Command {
        let mut command = shell.command(self.name);
        command
            .current_dir(folder)
            .env_remove("TF_CLI_CONFIG_FILE")
            .env("TF_IN_AUTOMATION", "1")
            .env("TF_CLI_ARGS", "-no-color")
            .env("TF_INPUT", "0")
            .env("CHECKPOINT_DISABLE", "1");
        command
    }

    pub fn init(&self, shell: &Shell, folder: &Path) -> Result<()> {
        let mut init = self.command(shell, folder);
        init.args(["init", "-backend=false"]);
        match &self.plugins {
            Some(plugins) => {
                let mut argument = std::ffi::OsString::from("-plugin-dir=");
                argument.push(plugins);
                init.arg(argument);
            }
            None => {
                let cache = shell.root.scratch().join("terraform-plugins");
                let _made = fs::create_dir_all(&cache);
                init.env("TF_PLUGIN_CACHE_DIR", cache);
            }
        }
        shell.run(&mut init)
    }
}

/// Whether `init` failed because the registry could not be reached.
pub fn is_unreachable(said: &str) -> bool {
    [
        "could not connect to",
        "no such host",
        "Failed to query available provider packages",
    ]
    .iter()
    .any(|words| said.contains(words))
}

/// A folder that holds the AWS provider, a few levels below `folder`.
fn plugins(folder: &Path, depth: usize) -> Option<PathBuf> {
    if PROVIDER
        .iter()
        .any(|provider| folder.join(provider).is_dir())
    {
        return Some(folder.to_path_buf());
    }
    let inside = fs::read_dir(folder).ok()?.flatten();
    // Not through links, and not into what is no disk.
    let folders = inside
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| {
            !["proc", "sys", "dev"]
                .iter()
                .any(|name| entry.file_name() == *name)
        })
        .map(|entry| entry.path());
    (depth > 0)
        .then(|| folders.collect::<Vec<_>>())?
        .iter()
        .find_map(|inner| plugins(inner, depth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_plugins_is_found_by_what_it_holds() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(plugins(root.path(), DEPTH), None);
        let near = root.path().join("a/b");
        fs::create_dir_all(near.join(PROVIDER[0])).unwrap();
        assert_eq!(plugins(root.path(), DEPTH), Some(near));
        assert_eq!(plugins(root.path(), 1), None);
    }
}

//! `cargo xtask gen`: the files that are made from others, all of them committed.

mod artifacts;
mod compare;

use std::fs;

use crate::{
    error::{Error, Result},
    shell::Shell,
    test::build,
};
use artifacts::Artifact;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Write nothing; say which files are not what they should be
    #[arg(long)]
    check: bool,
}

pub fn run(shell: &Shell, arguments: &Arguments) -> Result<()> {
    build(shell)?;
    if arguments.check {
        check(shell)
    } else {
        write(shell)
    }
}

/// As `gen --check`, after the workspace has been built.
pub fn check(shell: &Shell) -> Result<()> {
    let artifacts = artifacts::make(shell)?;
    let differing: Vec<_> = artifacts
        .iter()
        .filter_map(|it| compare::difference(&it.path, &found(shell, it), &it.text))
        .collect();
    if differing.is_empty() {
        return Ok(());
    }
    let list = differing.join("\n");
    Err(Error::Refused(format!(
        "generated files differ:\n{list}\nto do: run `cargo xtask gen`"
    )))
}

fn write(shell: &Shell) -> Result<()> {
    for artifact in artifacts::make(shell)? {
        if found(shell, &artifact).as_ref() == Some(&artifact.text) {
            continue;
        }
        let path = shell.root.join(&artifact.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Error::file("make", folder))?;
        }
        fs::write(&path, &artifact.text).map_err(Error::file("write", &path))?;
        shell.note(&format!("wrote {}", artifact.path))?;
    }
    Ok(())
}

fn found(shell: &Shell, artifact: &Artifact) -> Option<String> {
    fs::read_to_string(shell.root.join(&artifact.path)).ok()
}

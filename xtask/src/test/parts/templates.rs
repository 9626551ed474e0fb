//! cfn-lint over the templates that account owners deploy; a warning is a failure.

use std::{fs, path::PathBuf};

use super::{Passed, done};
use crate::{
    error::{Error, Result},
    shell::Shell,
    test::needs::{Need, Needs},
    tools::python,
};

const FOLDER: &str = "deploy/cloudformation";

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    let templates = templates(shell)?;
    needs.require(Need::SimEnvironment, shell)?;
    let mut lint = shell.command(python::sim_program(shell, "cfn-lint")?);
    lint.args([
        "--include-checks",
        "W",
        "--non-zero-exit-code",
        "warning",
        "--",
    ]);
    done(shell.run(lint.args(templates)))
}

fn templates(shell: &Shell) -> Result<Vec<PathBuf>> {
    let folder = shell.root.join(FOLDER);
    let entries = fs::read_dir(&folder).map_err(Error::file("read the folder", &folder))?;
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(Error::missing(
            format!("{FOLDER}/*.yaml"),
            "run `cargo xtask gen`",
        ));
    }
    Ok(found)
}

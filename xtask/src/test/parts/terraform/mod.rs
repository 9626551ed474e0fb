//! The Terraform module: its form, and the real Terraform with the real AWS provider against the
//! simulated AWS and a Landfast of its own.

mod payer;
mod program;
mod scenes;
mod workspace;
mod world;

use std::{fs, path::Path};

use super::Passed;
use crate::{
    error::{Error, Result},
    shell::Shell,
    test::{
        needs::{Need, Needs},
        outcome::Trouble,
    },
};
use program::Program;
use world::World;

const MODULE: &str = "deploy/terraform";
const EXAMPLES: [&str; 4] = ["one-account", "several-accounts", "by-hand", "payer"];

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    let Some(program) = Program::find(shell) else {
        let why = "neither terraform nor tofu is on PATH; install one of them";
        return Err(Trouble::Skipped(why.to_owned()));
    };
    needs.require(Need::Build, shell)?;
    needs.require(Need::SimEnvironment, shell)?;
    let folder = shell.root.scratch().join("terraform");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::file("empty", &folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::file("make", &folder))?;
    form(shell, &program, &folder)?;
    let module = folder.join("module");
    // The StackSet of the one reaches the accounts that the scenes of the other need untouched.
    for (name, scenes) in [("accounts", &scenes::ALL[..]), ("payer", &payer::ALL[..])] {
        let world = World::start(shell, &module, &folder.join(name))?;
        for (name, scene) in scenes {
            shell.note(&format!("== {name}"))?;
            scene(&world, &program).map_err(|why| Error::Refused(format!("{name}: {why}")))?;
        }
    }
    Ok(None)
}

/// `fmt` and `validate`, of the module and of each example, in a copy: init leaves files behind.
fn form(shell: &Shell, program: &Program, folder: &Path) -> Result<(), Trouble> {
    let copy = folder.join("module");
    copy_folder(&shell.root.join(MODULE), &copy)?;
    shell.run(
        program
            .command(shell, &copy)
            .args(["fmt", "-check", "-diff", "-recursive"]),
    )?;
    let mut folders = vec![copy.clone()];
    folders.extend(EXAMPLES.map(|name| copy.join("examples").join(name)));
    for folder in folders {
        program.init(shell, &folder).map_err(Trouble::of_init)?;
        shell.run(program.command(shell, &folder).arg("validate"))?;
    }
    Ok(())
}

impl Trouble {
    /// The provider is a download: not to have it is no fault of the module.
    fn of_init(error: Error) -> Self {
        match error {
            Error::Failed { output, .. } if program::is_unreachable(&output) => {
                let why =
                    "the AWS provider could not be downloaded, and no folder of plugins has it";
                Self::Skipped(why.to_owned())
            }
            other => Self::Failed(other),
        }
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).map_err(Error::file("make", to))?;
    for entry in fs::read_dir(from)
        .map_err(Error::file("read", from))?
        .flatten()
    {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(Error::file("copy", &source))?;
        }
    }
    Ok(())
}

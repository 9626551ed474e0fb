//! The browser tests. They start simulated AWS and server by themselves, one of each per worker;
//! this only says where the programs are.

use super::{Passed, done};
use crate::{
    shell::Shell,
    test::needs::{Need, Needs, browser_packages},
    tools::{python, system},
};

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    needs.require(Need::Console, shell)?;
    needs.require(Need::Build, shell)?;
    needs.require(Need::SimEnvironment, shell)?;
    browser_packages(shell)?;
    let mut tests = shell.command_in("e2e", "npm");
    tests
        .arg("test")
        .env("LANDFAST_E2E_BINARY", shell.root.landfast())
        .env("LANDFAST_E2E_PYTHON", python::sim_program(shell, "python")?)
        .env("LANDFAST_E2E_CHROMIUM", system::chromium(shell)?);
    done(shell.run(&mut tests))
}

//! The simulated AWS must itself be right: what it says is what Landfast is tested against.

use super::Passed;
use crate::{
    error::Result,
    shell::Shell,
    test::needs::{Need, Needs},
    tools::python,
};

const STEPS: [(&str, &[&str]); 4] = [
    ("ruff", &["check", "."]),
    ("ruff", &["format", "--check", "."]),
    ("mypy", &[]),
    ("pytest", &[]),
];

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    needs.require(Need::SimEnvironment, shell)?;
    STEPS
        .iter()
        .try_for_each(|(program, args)| step(shell, program, args))?;
    Ok(None)
}

fn step(shell: &Shell, program: &str, args: &[&str]) -> Result<()> {
    let program = python::sim_program(shell, program)?;
    shell.run(shell.command_in("sim", program).args(args))
}

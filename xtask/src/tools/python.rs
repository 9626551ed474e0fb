//! Python and the simulator's virtual environment.

use std::path::PathBuf;

use crate::{
    error::{Error, Result},
    shell::Shell,
    tools::{stamp, system},
};

/// Newest first is not the point: the plain name is what the person chose.
const CANDIDATES: [&str; 5] = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
];
const ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// A program of the simulator's environment, which is made first if it is missing or outdated.
pub fn sim_program(shell: &Shell, name: &str) -> Result<PathBuf> {
    let sim = shell.root.join("sim");
    let (lock, project) = (sim.join("requirements.lock"), sim.join("pyproject.toml"));
    let venv = sim.join(".venv");
    stamp::once(&[&lock, &project], &venv, || make(shell))?;
    Ok(venv.join("bin").join(name))
}

/// A Python with the engines that bills are measured beside.
pub fn peers(shell: &Shell) -> Result<PathBuf> {
    let list = shell.root.join("crates/bench/peers/requirements.txt");
    let venv = shell.root.target().join("bench-peers");
    let python = venv.join("bin/python");
    stamp::once(&[&list], &venv, || {
        let system = find(shell)?;
        shell.run(shell.command(system).args(["-m", "venv"]).arg(&venv))?;
        let mut command = shell.command(&python);
        command.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ]);
        shell.run(command.arg(&list))
    })?;
    Ok(python)
}

fn make(shell: &Shell) -> Result<()> {
    let python = find(shell)?;
    if !shell.has(python, &["-c", "import ensurepip"]) {
        system::ensure_package(shell, "python3-venv", "Python's module venv")?;
    }
    shell.run(shell.command(python).args(["-m", "venv", "sim/.venv"]))?;
    pip(shell, &["-r", "sim/requirements.lock"])?;
    pip(shell, &["--no-deps", "-e", "sim"])
}

fn pip(shell: &Shell, what: &[&str]) -> Result<()> {
    let mut command = shell.command(shell.root.join("sim/.venv/bin/python"));
    command.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    shell.run(command.args(what))
}

fn find(shell: &Shell) -> Result<&'static str> {
    CANDIDATES
        .into_iter()
        .find(|python| shell.has(python, &["-c", ENOUGH]))
        .ok_or_else(|| {
            let cure = "install it with your system's package manager";
            Error::missing("Python 3.11 or newer", cure)
        })
}

//! cargo-deny: deny.toml says what is checked.

use super::Passed;
use crate::{error::Error, shell::Shell, tools::cargo};

pub fn run(shell: &Shell) -> Passed {
    cargo::DENY.ensure(shell)?;
    let mut offline = shell.command("cargo");
    shell.run(offline.args(["deny", "check", "bans", "licenses", "sources"]))?;
    // The database of known weaknesses is the one thing that comes from outside at every run. Not
    // to have it is no fault of the code; to pass silently without it would be a fault of ours.
    match shell.run(shell.command("cargo").args(["deny", "fetch", "db"])) {
        Ok(()) => {}
        Err(Error::Interrupted) => return Err(Error::Interrupted.into()),
        Err(error) => return Ok(Some(skipped(&error))),
    }
    let mut advisories = shell.command("cargo");
    shell.run(advisories.args(["deny", "check", "--disable-fetch", "advisories"]))?;
    Ok(None)
}

fn skipped(error: &Error) -> String {
    let said = error.to_string();
    let why = said
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or_default();
    format!(
        "advisories skipped, the database could not be fetched: {}",
        why.trim()
    )
}

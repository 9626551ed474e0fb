//! `cargo xtask bench`: takes the figures of docs/benchmarks.md. The measuring is done by
//! `landfast-bench` (crates/bench); this builds it, names the machine and writes the page.

mod machine;
mod name;
mod page;
mod report;
mod table;

use std::{
    fs,
    path::{Path, PathBuf},
};

use self::{
    machine::Machine,
    name::Name,
    report::{Measured, Report},
};
use crate::{
    console,
    error::{Error, Result},
    shell::Shell,
    tools::python,
};

const PAGE: &str = "docs/benchmarks.md";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only these; all of them when none is named
    #[arg(value_enum)]
    names: Vec<Name>,

    /// Say what is measured, and measure nothing
    #[arg(long)]
    list: bool,

    /// Tiny sizes and debug builds: shows that the benchmarks work; the figures mean nothing
    #[arg(long, conflicts_with = "date")]
    quick: bool,

    /// Day of the measurement, such as 2026-01-31: writes it into docs/benchmarks.md
    #[arg(long, value_parser = page::date)]
    date: Option<String>,
}

pub fn run(shell: &Shell, arguments: &Arguments) -> Result<()> {
    if arguments.list {
        crate::say(&table::markdown(
            &Name::HEAD.map(str::to_owned),
            &Name::rows(),
        ));
        return Ok(());
    }
    let programs = if arguments.quick {
        crate::test::build(shell)?;
        Programs::debug(shell)
    } else {
        released(shell)?
    };
    let machine = Machine::read(shell)?;
    crate::say(&machine.to_string());
    let measured = wanted(&arguments.names)
        .map(|name| measure(shell, &programs, name, arguments.quick))
        .collect::<Result<Vec<_>>>()?;
    if let Some(date) = &arguments.date {
        let path = shell.root.join(PAGE);
        // There may be no page yet.
        let before = fs::read_to_string(&path).unwrap_or_default();
        let text = page::write(&before, date, &machine, &measured);
        fs::write(&path, text).map_err(Error::file("write", &path))?;
        crate::say(&format!("\nwrote {PAGE}"));
    }
    Ok(())
}

/// That every benchmark works, on tiny sizes with what `cargo xtask test` has built already.
pub fn smoke(shell: &Shell) -> Result<()> {
    let programs = Programs::debug(shell);
    Name::ALL
        .into_iter()
        .try_for_each(|name| take(shell, &programs, name, true).map(drop))
}

struct Programs {
    landfast: PathBuf,
    bench: PathBuf,
}

impl Programs {
    fn debug(shell: &Shell) -> Self {
        Self::in_profile(shell, "debug")
    }

    fn in_profile(shell: &Shell, profile: &str) -> Self {
        let built = |name| shell.root.target().join(profile).join(name);
        Self {
            landfast: built("landfast"),
            bench: built("landfast-bench"),
        }
    }
}

/// Only what is measured and what measures: the release profile shares nothing with the other one.
fn released(shell: &Shell) -> Result<Programs> {
    console::ensure_built(shell)?;
    let mut build = shell.command("nice");
    build.args(["cargo", "build", "--release"]);
    build.args(["-p", "landfast-cli", "-p", "landfast-bench"]);
    shell.run(&mut build)?;
    Ok(Programs::in_profile(shell, "release"))
}

fn wanted(named: &[Name]) -> impl Iterator<Item = Name> {
    Name::ALL
        .into_iter()
        .filter(|name| named.is_empty() || named.contains(name))
}

/// Measures, and tells the person at once: the next one takes minutes.
fn measure(shell: &Shell, programs: &Programs, name: Name, quick: bool) -> Result<Measured> {
    crate::say(&format!("\n{}: {}\n", name.as_str(), name.measures()));
    let report = take(shell, programs, name, quick)?;
    crate::say(&report.to_string());
    Ok(Measured { name, report })
}

fn take(shell: &Shell, programs: &Programs, name: Name, quick: bool) -> Result<Report> {
    let scratch = shell.root.scratch().join("bench");
    fs::create_dir_all(&scratch).map_err(Error::file("make", &scratch))?;
    let file = scratch.join(format!("{}.json", name.as_str()));
    let mut command = shell.command(&programs.bench);
    command.arg(name.as_str());
    for (option, path) in [
        ("--landfast", &programs.landfast),
        ("--scratch", &scratch),
        ("--report", &file),
    ] {
        command.arg(option).arg(path);
    }
    command.args(quick.then_some("--quick"));
    if name == Name::Bills && !quick {
        command.arg("--peers").arg(python::peers(shell)?);
    }
    shell.run(&mut command)?;
    read(&file)
}

fn read(file: &Path) -> Result<Report> {
    let text = fs::read_to_string(file).map_err(Error::file("read", file))?;
    serde_json::from_str(&text).map_err(Error::json("the report of landfast-bench"))
}

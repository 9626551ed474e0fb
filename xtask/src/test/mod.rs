//! `cargo xtask test`: everything that a contribution must pass, from a fresh clone.

mod needs;
mod outcome;
mod part;
mod parts;
mod summary;

pub use needs::build;

use std::fs;

use crate::{
    error::{Error, Result},
    group::now,
    shell::{Output, Shell},
    test::{
        needs::Needs,
        outcome::{Outcome, duration},
        part::Part,
        summary::Summary,
    },
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only these parts, in the usual order; all of them when none is named
    #[arg(value_enum)]
    parts: Vec<Part>,

    /// Say what the parts are, and run none
    #[arg(long)]
    list: bool,

    /// A part that cannot be done on this machine counts as failed
    #[arg(long)]
    no_skips: bool,

    /// Show what the programs say while they run, instead of writing it to target/xtask/
    #[arg(long, short)]
    verbose: bool,
}

pub fn run(shell: &Shell, arguments: &Arguments) -> Result<()> {
    if arguments.list {
        Part::ALL
            .iter()
            .for_each(|part| crate::say(&format!("{:<12}  {}", part.name(), part.about())));
        return Ok(());
    }
    fs::create_dir_all(shell.root.scratch()).map_err(Error::file("make", shell.root.scratch()))?;
    let mut needs = Needs::default();
    let mut summary = Summary::default();
    for part in wanted(&arguments.parts) {
        summary.add(part, run_part(shell, part, arguments.verbose, &mut needs)?);
    }
    crate::say(&summary.to_string());
    summary.verdict(arguments.no_skips)
}

fn wanted(named: &[Part]) -> impl Iterator<Item = Part> {
    Part::ALL
        .into_iter()
        .filter(|part| named.is_empty() || named.contains(part))
}

/// Runs one part and tells the person; an error only when xtask itself is to stop.
fn run_part(shell: &Shell, part: Part, verbose: bool, needs: &mut Needs) -> Result<Outcome> {
    crate::say_start(&format!("{:<12} … ", part.name()));
    let log = shell.root.scratch().join(format!("{}.log", part.name()));
    fs::write(&log, "").map_err(Error::file("write", &log))?;
    let output = if verbose {
        Output::Terminal
    } else {
        Output::Log(log.clone())
    };
    if verbose {
        crate::say("");
    }
    let started = now();
    let result = parts::run(part, &shell.with_output(output), needs);
    let outcome = Outcome::of(result)?;
    crate::say(&outcome.line(&duration(started.elapsed())));
    if outcome.failed() && !verbose {
        crate::say(&format!("  (all of it: {})", log.display()));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_order_whatever_was_typed() {
        let both: Vec<_> = wanted(&[Part::Web, Part::Fmt]).collect();
        assert_eq!(both, [Part::Fmt, Part::Web]);
        assert_eq!(wanted(&[]).count(), Part::ALL.len());
    }
}

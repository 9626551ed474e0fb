//! The rules of this repository that no other tool knows, each a function over plain data.

mod arrows;
mod budgets;
mod codes;
mod finding;
mod locks;
mod purity;
mod rust_text;
mod tree;
mod walls;
mod words;

pub use finding::Finding;

use crate::{
    error::{Error, Result},
    shell::Shell,
};

pub fn run(shell: &Shell) -> Result<()> {
    let findings = check(shell)?;
    if findings.is_empty() {
        return shell.note("tidy: nothing found");
    }
    let list: Vec<_> = findings.iter().map(ToString::to_string).collect();
    Err(Error::Refused(format!(
        "{} to put right:\n{}",
        list.len(),
        list.join("\n")
    )))
}

fn check(shell: &Shell) -> Result<Vec<Finding>> {
    let files = tree::read(shell)?;
    let mut findings = arrows::check(&arrows::read(shell)?);
    findings.extend(walls::check(&files));
    findings.extend(purity::check(&files));
    findings.extend(budgets::check(&files));
    findings.extend(words::check(&files));
    findings.extend(locks::check(&files));
    findings.extend(codes::check(&files));
    findings.sort();
    Ok(findings)
}

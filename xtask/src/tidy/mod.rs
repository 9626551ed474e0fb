//! The rules of this repository that no other tool knows, each a function over plain data.

mod arrows;
mod budgets;
mod codes;
mod finding;
mod locks;
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
    for finding in &findings {
        shell.note(&finding.to_string())?;
    }
    if findings.is_empty() {
        return shell.note("tidy: nothing found");
    }
    Err(Error::Refused(format!(
        "tidy: {} to put right",
        findings.len()
    )))
}

fn check(shell: &Shell) -> Result<Vec<Finding>> {
    let files = tree::read(shell)?;
    let mut findings = arrows::check(&arrows::read(shell)?);
    findings.extend(walls::check(&files));
    findings.extend(budgets::check(&files));
    findings.extend(words::check(&files));
    findings.extend(locks::check(&files));
    findings.extend(codes::check(&files));
    findings.sort();
    Ok(findings)
}

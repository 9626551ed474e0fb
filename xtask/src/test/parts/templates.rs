//! cfn-lint over the templates that account owners deploy, and parliament over the policies in them; a
//! warning is a failure.

use std::path::Path;

use super::{Passed, done};
use crate::{
    error::{Error, Result},
    shell::Shell,
    test::needs::{Need, Needs},
    tools::python,
};

/// Says which files, for which regions, and how strictly.
const CONFIG: &str = "deploy/cloudformation/.cfnlintrc.yaml";
/// Runs parliament, and knows which of its findings are explained.
const POLICIES: &str = "deploy/cloudformation/check_policies.py";
/// Those that make a role.
const ROLES: [&str; 2] = [
    "deploy/cloudformation/api-access.yaml",
    "deploy/cloudformation/api-access-oidc.example.yaml",
];
/// A role too, for one activation.
const PERMIT: &str = "deploy/cloudformation/activation.yaml";
/// Those of the bill. AWS GovCloud (US) has no exports.
const BILLS: [&str; 2] = [
    "deploy/cloudformation/billing-export.yaml",
    "deploy/cloudformation/billing-bucket.yaml",
];
const BILLS_CONFIG: &str = "deploy/cloudformation/.cfnlintrc-billing.yaml";

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    let files = [CONFIG, BILLS_CONFIG]
        .into_iter()
        .chain(ROLES)
        .chain(BILLS)
        .chain([PERMIT]);
    for file in files {
        exists(&shell.root.join(file), file)?;
    }
    needs.require(Need::SimEnvironment, shell)?;
    for config in [CONFIG, BILLS_CONFIG] {
        let mut lint = shell.command(python::sim_program(shell, "cfn-lint")?);
        lint.args([
            "--config-file",
            config,
            "--non-zero-exit-code",
            "informational",
        ]);
        shell.run(&mut lint)?;
    }
    let mut policies = shell.command(python::sim_program(shell, "python")?);
    policies
        .args(["-W", "ignore", POLICIES])
        .args(ROLES)
        .arg("--bills")
        .arg(PERMIT)
        .args(BILLS);
    done(shell.run(&mut policies))
}

/// A pattern that finds no file is no success.
fn exists(path: &Path, name: &str) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    Err(Error::missing(name, "run `cargo xtask gen`"))
}

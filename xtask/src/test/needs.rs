//! What several parts stand on. Each is made once; when it can't be made, the part that met it
//! first fails with the reason and the later ones are not run.

use std::collections::BTreeMap;

use crate::{
    error::{Error, Result},
    shell::Shell,
    test::outcome::Trouble,
    tools::{cargo, node, python},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Every program and example of the workspace.
    Build,
    /// The test programs of the workspace.
    TestBuild,
    /// The console as the binary serves it.
    Console,
    /// The simulator's virtual environment.
    SimEnvironment,
}

impl Need {
    const fn lacking(self) -> &'static str {
        match self {
            Self::Build => "the workspace does not build",
            Self::TestBuild => "the tests of the workspace do not build",
            Self::Console => "the console does not build",
            Self::SimEnvironment => "the simulator's environment could not be made",
        }
    }

    fn make(self, shell: &Shell) -> Result<()> {
        match self {
            Self::Build => build(shell),
            Self::TestBuild => test_build(shell),
            Self::Console => crate::console::ensure_built(shell),
            Self::SimEnvironment => python::sim_program(shell, "python").map(drop),
        }
    }
}

/// What was made, and what could not be.
#[derive(Debug, Default)]
pub struct Needs(BTreeMap<Need, bool>);

impl Needs {
    pub fn require(&mut self, need: Need, shell: &Shell) -> Result<(), Trouble> {
        self.require_by(need, || need.make(shell))
    }

    fn require_by(&mut self, need: Need, make: impl FnOnce() -> Result<()>) -> Result<(), Trouble> {
        match self.0.get(&need) {
            Some(true) => Ok(()),
            Some(false) => Err(Trouble::NotRun(need.lacking().to_owned())),
            None => {
                let made = make();
                if !matches!(made, Err(Error::Interrupted)) {
                    self.0.insert(need, made.is_ok());
                }
                made.map_err(Trouble::Failed)
            }
        }
    }
}

/// Always the whole workspace, with the features that its tests ask for: a narrower build would
/// compile whole layers of dependencies a second time. Examples are what brings the latter in.
pub fn build(shell: &Shell) -> Result<()> {
    shell.run(
        shell
            .command("cargo")
            .args(["build", "--workspace", "--bins", "--examples"]),
    )
}

fn test_build(shell: &Shell) -> Result<()> {
    cargo::NEXTEST.ensure(shell)?;
    shell.run(
        shell
            .command("cargo")
            .args(["nextest", "run", "--workspace", "--no-run"]),
    )
}

/// The packages of the browser tests.
pub fn browser_packages(shell: &Shell) -> Result<()> {
    node::ensure_packages(shell, "e2e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_made_once_and_its_failure_is_told_once() {
        let mut needs = Needs::default();
        needs.require_by(Need::Build, || Ok(())).unwrap();
        let again = || Err(Error::Refused("made twice".to_owned()));
        needs.require_by(Need::Build, again).unwrap();

        let fails = || Err(Error::Refused("tsc".to_owned()));
        assert!(matches!(
            needs.require_by(Need::Console, fails),
            Err(Trouble::Failed(_))
        ));
        let later = needs.require_by(Need::Console, || Ok(()));
        assert!(matches!(later, Err(Trouble::NotRun(why)) if why.contains("console")));
    }
}

//! Bills in a bucket that several servers share, on a simulated AWS that lives as long as this part.

use std::fs;

use super::Passed;
use crate::{
    demo::{layout::Layout, simulator::Simulator},
    error::{Error, Result},
    shell::Shell,
    test::needs::{Need, Needs},
};

/// What the tests read; without it they try nothing.
const READY: &str = "LANDFAST_TEST_SIM_READY";
const FILTER: &str = "test(/on_s3/)";

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    needs.require(Need::TestBuild, shell)?;
    needs.require(Need::SimEnvironment, shell)?;
    let folder = shell.root.scratch().join("s3");
    let layout = Layout::new(folder);
    let _held = layout.open(true)?;
    let _simulator = Simulator::start(shell, &layout)?;
    let mut tests = shell.command("cargo");
    tests
        .args(["nextest", "run", "--workspace", "--no-tests", "fail"])
        .args(["-E", FILTER])
        .env(READY, layout.simulator_ready());
    shell.run(&mut tests)?;
    used(&layout)?;
    Ok(None)
}

/// Tests that found no simulated AWS would pass as well, and prove nothing.
fn used(layout: &Layout) -> Result<()> {
    let mark = layout.simulator_ready().with_added_extension("used");
    match fs::exists(&mark) {
        Ok(true) => Ok(()),
        _ => Err(Error::Refused(format!(
            "the tests passed, but none of them used the simulated AWS\n  \
             to do: they have to look for it where {READY} says"
        ))),
    }
}

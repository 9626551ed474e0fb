//! Unit and integration tests, with SQLite wherever a store is needed.

use super::{Passed, done};
use crate::{
    shell::Shell,
    test::needs::{Need, Needs},
};

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    needs.require(Need::TestBuild, shell)?;
    let mut tests = shell.command("cargo");
    tests.args(["nextest", "run", "--workspace", "--no-tests", "fail"]);
    done(shell.run(&mut tests))
}

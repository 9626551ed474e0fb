//! The store's contract tests once more, on a PostgreSQL that lives as long as this part.

mod server;

use super::Passed;
use crate::{
    error::{Error, Result},
    shell::Shell,
    test::needs::{Need, Needs},
};
use server::Server;

/// What the tests read; without it they use SQLite.
const URL: &str = "LANDFAST_TEST_POSTGRES_URL";
/// The store itself, and whatever elsewhere says by its name that it wants PostgreSQL.
const FILTER: &str = "package(landfast-store) | (test(/postgres/) - package(xtask))";

pub fn run(shell: &Shell, needs: &mut Needs) -> Passed {
    needs.require(Need::TestBuild, shell)?;
    let server = Server::start(shell)?;
    let mut tests = shell.command("cargo");
    tests
        .args([
            "nextest",
            "run",
            "--workspace",
            "--profile",
            "postgres",
            "--no-tests",
            "fail",
        ])
        .args(["-E", FILTER])
        .env(URL, server.url());
    shell.run(&mut tests)?;
    used(&server)?;
    Ok(None)
}

/// Tests that fell back to SQLite would pass as well, and prove nothing.
fn used(server: &Server) -> Result<()> {
    if server.was_used() {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "the tests passed, but none of them connected to PostgreSQL\n  \
         to do: the contract suite has to run on the database that {URL} names"
    )))
}

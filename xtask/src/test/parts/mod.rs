//! One function per part. `Ok` may carry a note on what was left out and why.

mod deny;
mod e2e;
mod postgres;
mod rust;
mod s3;
mod sim;
mod templates;
mod terraform;

use crate::{
    bench, r#gen,
    shell::Shell,
    test::{
        needs::{Need, Needs},
        outcome::Trouble,
        part::Part,
    },
    tidy,
    tools::{cargo, node},
};

type Passed = Result<Option<String>, Trouble>;

pub fn run(part: Part, shell: &Shell, needs: &mut Needs) -> Passed {
    match part {
        Part::Fmt => done(shell.run(shell.command("cargo").args(["fmt", "--all", "--check"]))),
        Part::Tidy => done(tidy::run(shell)),
        Part::Deny => deny::run(shell),
        Part::UnusedDeps => unused_deps(shell),
        Part::Gen => {
            needs.require(Need::Build, shell)?;
            done(r#gen::check(shell))
        }
        Part::Clippy => clippy(shell),
        Part::Rust => rust::run(shell, needs),
        Part::Postgres => postgres::run(shell, needs),
        Part::Sim => sim::run(shell, needs),
        Part::S3 => s3::run(shell, needs),
        Part::Templates => templates::run(shell, needs),
        Part::Terraform => terraform::run(shell, needs),
        Part::Web => done(node::npm_run(shell, "web", "check")),
        Part::Bench => {
            needs.require(Need::Console, shell)?;
            needs.require(Need::Build, shell)?;
            done(bench::smoke(shell))
        }
        Part::E2e => e2e::run(shell, needs),
    }
}

fn done(result: crate::error::Result<()>) -> Passed {
    Ok(result.map(|()| None)?)
}

fn unused_deps(shell: &Shell) -> Passed {
    cargo::MACHETE.ensure(shell)?;
    done(
        shell.run(
            shell
                .command("cargo")
                .args(["machete", "--skip-target-dir"]),
        ),
    )
}

fn clippy(shell: &Shell) -> Passed {
    let mut clippy = shell.command("cargo");
    clippy.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    done(shell.run(&mut clippy))
}

//! The tasks of this repository: `cargo xtask <demo|test|gen|bench|tidy>`.

mod bench;
mod console;
mod demo;
mod error;
mod r#gen;
mod group;
mod interrupt;
mod network;
mod root;
mod secret;
mod service;
mod shell;
mod test;
mod tidy;
mod tools;

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    error::{Error, Result},
    interrupt::Interrupt,
    root::Root,
    shell::Shell,
};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The tasks of this repository", version = None)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Start the product with a simulated AWS beside it, ready to sign in
    Demo(demo::Arguments),
    /// Run everything that a contribution must pass, or some parts of it
    Test(test::Arguments),
    /// Write the generated files: OpenAPI, TypeScript types, templates, references
    Gen(r#gen::Arguments),
    /// Measure, and print the tables of docs/benchmarks.md
    Bench(bench::Arguments),
    /// Check the rules of the repository that no other tool knows
    Tidy,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Interrupted) => {
            say_aside("\nstopped");
            ExitCode::from(130)
        }
        Err(Error::Told) => ExitCode::FAILURE,
        Err(error) => {
            say_aside(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let shell = Shell::new(Root::find()?, Interrupt::listen()?);
    match &arguments.task {
        Task::Demo(arguments) => demo::run(&shell, arguments),
        Task::Test(arguments) => test::run(&shell, arguments),
        Task::Gen(arguments) => r#gen::run(&shell, arguments),
        Task::Bench(arguments) => bench::run(&shell, arguments),
        Task::Tidy => tidy::run(&shell),
    }
}

#[expect(clippy::print_stdout, reason = "xtask talks to a person on a terminal")]
fn say(line: &str) {
    println!("{line}");
}

/// The beginning of a line that [`say`] will end.
#[expect(clippy::print_stdout, reason = "xtask talks to a person on a terminal")]
fn say_start(text: &str) {
    print!("{text}");
    // A terminal that is gone is no reason to stop the task.
    let _flushed = std::io::stdout().flush();
}

fn say_aside(line: &str) {
    eprintln!("{line}");
}

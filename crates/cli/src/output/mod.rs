//! Data goes to standard output, talk to standard error.

pub mod access_key;
pub mod account;
pub mod activation;
pub mod bills;
pub mod bills_of_account;
pub mod commitment;
pub mod organization;
mod partial;
pub mod permit;
pub mod removal;
pub mod stack_run;
mod table;
pub mod webhook;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

pub use partial::Partial;
pub use table::Table;

use crate::exit::{Exit, Failure};

/// Talk for people: standard error.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Data for people and programs: standard output. A closed pipe is a reader who has seen enough.
pub fn data(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

pub fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => data(&text),
        Err(why) => say(&format!("The answer could not be written as JSON: {why}")),
    }
}

/// How a value of the API is spelled on the wire.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

/// Says why the program could not do it and what to do next.
pub fn fail(failure: &Failure) -> ExitCode {
    say(&format!("Error: {}", failure.what));
    for hint in &failure.hints {
        say(&format!("Hint: {hint}"));
    }
    if let Some(code) = &failure.code {
        say(&format!("More: landfast explain {code}"));
    }
    Exit::into(failure.exit)
}

//! The first operator and a token, made on the database before the server starts.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use serde::Deserialize;

use crate::{
    demo::{layout::Layout, record::Record},
    error::{Error, Result},
    secret::random_text,
    shell::{Shell, shown, start},
};

pub const EMAIL: &str = "demo@landfast.example";
const WORKSPACE: &str = "demo";

#[derive(Debug)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    pub token: String,
}

/// What an earlier demo remembered, as long as its database is there; else a new operator.
pub fn ensure(shell: &Shell, layout: &Layout, earlier: Option<&Record>) -> Result<SignIn> {
    if let Some(record) = earlier.filter(|_| layout.data().exists()) {
        return Ok(record.sign_in());
    }
    let password = random_text()?;
    create_user(shell, layout, &password)?;
    let token = new_token(shell, layout, EMAIL)?;
    Ok(SignIn {
        email: EMAIL.to_owned(),
        password,
        token,
    })
}

fn create_user(shell: &Shell, layout: &Layout, password: &str) -> Result<()> {
    let mut command = landfast(shell, layout, ["user", "create"]);
    command.args(["--email", EMAIL, "--role", "operator", "--password-stdin"]);
    let said = with_input(&mut command, password);
    said.map(drop).map_err(|error| {
        Error::Refused(format!(
            "{error}\n  to do: `cargo xtask demo --fresh` starts over, if an earlier demo was \
             ended before it could write {}",
            layout.record().display()
        ))
    })
}

#[derive(Deserialize)]
struct Created {
    token: String,
}

pub fn new_token(shell: &Shell, layout: &Layout, email: &str) -> Result<String> {
    // The name is for the list of tokens; what makes it a new one is the random end.
    let name = format!("demo-{}", random_text()?.get(..8).unwrap_or_default());
    let mut command = landfast(shell, layout, ["token", "create"]);
    command.args([
        "--name", &name, "--role", "operator", "--email", email, "--output", "json",
    ]);
    let said = shell.read(&mut command)?;
    let created: Created = serde_json::from_str(&said).map_err(Error::json(shown(&command)))?;
    Ok(created.token)
}

fn landfast(shell: &Shell, layout: &Layout, words: [&str; 2]) -> Command {
    let mut command = shell.command(shell.root.landfast());
    command
        .args(words)
        .arg("--data-dir")
        .arg(layout.data())
        .args(["--workspace", WORKSPACE]);
    command
}

/// Runs a short command with a line on its standard input: other places are visible to others.
fn with_input(command: &mut Command, line: &str) -> Result<String> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = start(command)?;
    if let Some(mut input) = child.stdin.take() {
        // A program that ended without reading says why itself.
        let _sent = writeln!(input, "{line}");
    }
    let output = child.wait_with_output();
    let output = output.map_err(|source| Error::Start {
        command: shown(command),
        source,
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Error::Failed {
        command: shown(command),
        status: output.status,
        output: said,
    })
}

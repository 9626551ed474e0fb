//! The reference of all commands as Markdown, made from the definitions themselves.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use crate::{
    args::Cli,
    exit::{Exit, Failure},
    output::data,
};

pub fn print() -> Result<Exit, Failure> {
    data(markdown(&Cli::command()).trim_end());
    Ok(Exit::Done)
}

fn markdown(root: &Command) -> String {
    let mut text = String::from("# Command line\n\nMade by `cargo xtask gen`; do not edit.\n\n");
    let _ = writeln!(text, "{}\n", about(root));
    let _ = writeln!(
        text,
        "{}\n",
        root.get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default()
    );
    let _ = writeln!(text, "## Options of every command\n");
    options(
        &mut text,
        root.get_arguments().filter(|arg| arg.is_global_set()),
    );
    for command in root
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        section(&mut text, command, "landfast");
    }
    text
}

fn section(text: &mut String, command: &Command, parent: &str) {
    let name = format!("{parent} {}", command.get_name());
    let children: Vec<&Command> = command
        .get_subcommands()
        .filter(|c| c.get_name() != "help")
        .collect();
    // A command with subcommands may do something of its own as well.
    if children.is_empty() || command.get_positionals().next().is_some() {
        let positionals: String = command
            .get_positionals()
            .map(|arg| format!(" <{}>", arg.get_id().as_str().to_uppercase()))
            .collect();
        let _ = writeln!(text, "\n## `{name}{positionals}`\n\n{}\n", about(command));
        options(
            text,
            command.get_arguments().filter(|arg| !arg.is_global_set()),
        );
    }
    for child in children {
        section(text, child, &name);
    }
}

fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    sentence(&about.map(ToString::to_string).unwrap_or_default())
}

fn options<'a>(text: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    for arg in arguments
        .filter(|arg| !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str()))
    {
        let name = match arg.get_long() {
            Some(long) => format!("--{long}"),
            None => format!("<{}>", arg.get_id().as_str().to_uppercase()),
        };
        let help = arg
            .get_long_help()
            .or(arg.get_help())
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = write!(text, "- `{name}`: {}", sentence(&help.replace('\n', " ")));
        if let Some(variable) = arg.get_env().and_then(|v| v.to_str()) {
            let _ = write!(text, " Environment: `{variable}`.");
        }
        let values: Vec<String> = arg
            .get_default_values()
            .iter()
            .map(|v| v.to_string_lossy().into_owned())
            .collect();
        if !values.is_empty() {
            let _ = write!(text, " Default: `{}`.", values.join(" "));
        }
        text.push('\n');
    }
}

/// Clap drops the full stop of a doc comment's last sentence.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', ':', '`']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

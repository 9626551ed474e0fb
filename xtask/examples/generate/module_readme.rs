//! The tables of inputs and outputs in the README of the Terraform module, from its own files.

use std::{error::Error, fs, path::Path};

use hcl::{Attribute, Block, Body, Expression};

pub const FILE: &str = "deploy/terraform/README.md";
const BEGIN: &str = "<!-- Made by `cargo xtask gen` from variables.tf and outputs.tf; changes here are overwritten. -->\n";
const END: &str = "<!-- End of what is made. -->";

/// The README with its tables as the module's files have them. `root`: of the repository.
pub fn made(root: &Path) -> Result<String, Box<dyn Error>> {
    let read = |name: &str| fs::read_to_string(root.join("deploy/terraform").join(name));
    let readme = read("README.md")?;
    let marks = format!("{FILE}: expected both marks of the tables");
    let (before, rest) = readme.split_once(BEGIN).ok_or_else(|| marks.clone())?;
    let (_, after) = rest.split_once(END).ok_or(marks)?;
    let inputs = table(&hcl::parse(&read("variables.tf")?)?, "variable");
    let outputs = table(&hcl::parse(&read("outputs.tf")?)?, "output");
    Ok(format!(
        "{before}{BEGIN}\n### Inputs\n\n| name | type | default | what it is |\n|---|---|---|---|\n{inputs}\n\
         ### Outputs\n\n| name | what it is |\n|---|---|\n{outputs}\n{END}{after}"
    ))
}

fn table(body: &Body, kind: &str) -> String {
    let blocks = body.blocks().filter(|block| block.identifier() == kind);
    blocks.map(row).collect()
}

fn row(block: &Block) -> String {
    let name = block
        .labels()
        .first()
        .map(|label| label.as_str())
        .unwrap_or_default();
    let text = |key: &str| {
        find(block, key)
            .map(|one| words(one.expr()))
            .unwrap_or_default()
    };
    let about = text("description").replace('|', "\\|");
    if block.identifier() == "output" {
        return format!("| `{name}` | {about} |\n");
    }
    format!(
        "| `{name}` | `{}` | `{}` | {about} |\n",
        text("type"),
        text("default")
    )
}

fn find<'a>(block: &'a Block, key: &str) -> Option<&'a Attribute> {
    block.body().attributes().find(|one| one.key() == key)
}

fn words(expression: &Expression) -> String {
    match expression {
        Expression::String(text) => text.clone(),
        other => other
            .to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

//! Each generated file with the program that makes it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    shell::Shell,
    tools::node,
};

const OPENAPI: &str = "openapi/landfast-v1.json";
/// Made by xtask/examples/generate from our own crates.
const FROM_CRATES: [&str; 12] = [
    OPENAPI,
    "deploy/cloudformation/api-access.yaml",
    "deploy/cloudformation/api-access-oidc.example.yaml",
    "deploy/cloudformation/activation.yaml",
    "deploy/cloudformation/billing-export.yaml",
    "deploy/cloudformation/billing-bucket.yaml",
    "deploy/terraform/policies.tf",
    "deploy/terraform/issuer.tf",
    "deploy/terraform/modules/billing-bucket/policy.tf",
    "deploy/terraform/modules/billing-export/definitions.tf",
    "deploy/terraform/README.md",
    "docs/permissions.md",
];
const SCHEMA: &str = "web/src/api/generated/schema.d.ts";
const REFERENCE: &str = "docs/cli.md";

#[derive(Debug)]
pub struct Artifact {
    /// From the root of the tree.
    pub path: String,
    pub text: String,
}

impl Artifact {
    fn new(path: &str, text: String) -> Result<Self> {
        if text.trim().is_empty() {
            return Err(Error::Refused(format!(
                "{path}: expected a text, its program gave nothing"
            )));
        }
        Ok(Self {
            path: path.to_owned(),
            text,
        })
    }
}

/// All of them, from the programs that the last build of the workspace left.
pub fn make(shell: &Shell) -> Result<Vec<Artifact>> {
    let folder = empty_folder(shell)?;
    shell.run(
        shell
            .command(shell.root.built("examples/generate"))
            .arg(&folder),
    )?;
    let from_crates = FROM_CRATES
        .iter()
        .map(|path| Artifact::new(path, read(&folder.join(path))?));
    let mut all = from_crates.collect::<Result<Vec<_>>>()?;
    all.push(Artifact::new(SCHEMA, typescript(shell, &folder)?)?);
    all.push(Artifact::new(REFERENCE, reference(shell)?)?);
    Ok(all)
}

/// The types of the API for the console.
fn typescript(shell: &Shell, folder: &Path) -> Result<String> {
    node::ensure_packages(shell, "web")?;
    let out = folder.join("schema.d.ts");
    let mut generator = shell.command(shell.root.join("web/node_modules/.bin/openapi-typescript"));
    shell.run(
        generator
            .arg(folder.join(OPENAPI))
            .arg("--output")
            .arg(&out),
    )?;
    read(&out)
}

/// The command line's own description of itself, as Markdown on standard output.
fn reference(shell: &Shell) -> Result<String> {
    shell.read(shell.command(shell.root.landfast()).arg("__reference"))
}

fn empty_folder(shell: &Shell) -> Result<PathBuf> {
    let folder = shell.root.scratch().join("gen");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::file("empty", &folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::file("make", &folder))?;
    Ok(folder)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Error::file("read", path))
}

//! Cargo's own helpers, at versions that are known to work with our toolchain.

use crate::{error::Result, shell::Shell};

/// A cargo subcommand from crates.io.
#[derive(Debug, Clone, Copy)]
pub struct Tool {
    /// `cargo <name>`
    name: &'static str,
    package: &'static str,
    /// Installed when none is on PATH; another version that is there is used as it is.
    version: &'static str,
}

pub const NEXTEST: Tool = Tool {
    name: "nextest",
    package: "cargo-nextest",
    version: "0.9.143",
};
pub const DENY: Tool = Tool {
    name: "deny",
    package: "cargo-deny",
    version: "0.20.2",
};
pub const MACHETE: Tool = Tool {
    name: "machete",
    package: "cargo-machete",
    version: "0.9.2",
};

impl Tool {
    /// Installs the tool if it is not there. It takes minutes, once for a machine.
    pub fn ensure(self, shell: &Shell) -> Result<()> {
        if shell.has("cargo", &[self.name, "--version"]) {
            return Ok(());
        }
        shell.note(&format!("installing {} {}", self.package, self.version))?;
        let mut install = shell.command("cargo");
        install.args([
            "install",
            "--locked",
            self.package,
            "--version",
            self.version,
        ]);
        shell.run(&mut install)
    }
}

//! Programs that only the system's package manager can bring.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rustix::process::geteuid;

use crate::{
    error::{Error, Result},
    shell::Shell,
};

/// Chromium for the browser tests; Debian's package, or Chrome where it goes by that name.
pub fn chromium(shell: &Shell) -> Result<PathBuf> {
    const NAMES: [&str; 4] = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let find = || NAMES.into_iter().find_map(on_path);
    if find().is_none() {
        ensure_package(shell, "chromium", "Chromium")?;
    }
    find().ok_or_else(|| Error::missing("Chromium", "put `chromium` on PATH"))
}

/// The folder with `initdb` and `postgres`. Debian keeps them off PATH.
pub fn postgres_programs(shell: &Shell) -> Result<PathBuf> {
    if find_postgres().is_none() {
        ensure_package(shell, "postgresql", "PostgreSQL")?;
    }
    let cure = "put `initdb` and `postgres` on PATH";
    find_postgres().ok_or_else(|| Error::missing("PostgreSQL's server programs", cure))
}

fn find_postgres() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = debian
        .map(|entry| entry.path())
        .filter(|version| version.join("bin/initdb").is_file())
        .max_by_key(|version| number(version));
    newest
        .map(|version| version.join("bin"))
        .or_else(|| on_path("initdb")?.parent().map(Path::to_path_buf))
}

fn number(folder: &Path) -> u32 {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.parse().unwrap_or_default()
}

/// Installs a Debian package when we may; else says the one line that does.
pub fn ensure_package(shell: &Shell, package: &str, what: &str) -> Result<()> {
    if on_path("apt-get").is_none() {
        let cure = format!("install {package} with your system's package manager");
        return Err(Error::missing(what, cure));
    }
    if !geteuid().is_root() {
        return Err(Error::missing(
            what,
            format!("sudo apt-get install -y {package}"),
        ));
    }
    shell.note(&format!("installing the Debian package {package}"))?;
    shell.run(apt(shell).args(["update", "-qq"]))?;
    shell.run(apt(shell).args(["install", "-y", "-qq", "--no-install-recommends", package]))
}

fn apt(shell: &Shell) -> std::process::Command {
    let mut command = shell.command("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[expect(
    clippy::disallowed_methods,
    reason = "PATH is where programs are looked for"
)]
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

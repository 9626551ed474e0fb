//! Where things are in the tree.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::error::{Error, Result};

/// The folder that holds the workspace's `Cargo.toml`, and the one that cargo builds into.
#[derive(Debug, Clone)]
pub struct Root {
    path: PathBuf,
    target: PathBuf,
}

impl Root {
    /// The tree this program was started in: cargo says where our own manifest is; without cargo,
    /// the nearest folder upwards that has an `xtask/`.
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask is a composition root of its own"
    )]
    pub fn find() -> Result<Self> {
        let here = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(manifest) => PathBuf::from(manifest),
            None => env::current_dir().map_err(Error::file("read the folder", "."))?,
        };
        let path = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .ok_or_else(|| Error::missing("the work tree", "run `cargo xtask` inside a clone"))?;
        let target = path.join(env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()));
        Ok(Self {
            path: path.to_path_buf(),
            target,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn join(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.path.join(relative)
    }

    /// A folder for what xtask itself leaves behind: logs and scratch files.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Where cargo builds: a folder for each profile below it.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// What `cargo build` leaves under this name.
    pub fn built(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// The product's binary.
    pub fn landfast(&self) -> PathBuf {
        self.built("landfast")
    }
}

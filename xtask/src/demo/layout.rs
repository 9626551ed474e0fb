//! What a demo leaves in `.demo/`.

use std::{
    fs::{self, DirBuilder, File},
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
};

use crate::error::{Error, Result};

#[derive(Debug)]
pub struct Layout(PathBuf);

impl Layout {
    pub const fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Makes the folder, emptied if asked for, and holds it as long as the answer lives: two demos
    /// would share one database.
    pub fn open(&self, fresh: bool) -> Result<File> {
        let folder = &self.0;
        self.make()?;
        let lock = self.lock()?;
        if fresh {
            let inside = fs::read_dir(folder).map_err(Error::file("read", folder))?;
            for entry in inside
                .flatten()
                .filter(|entry| entry.path() != self.lock_file())
            {
                let path = entry.path();
                let gone = if path.is_dir() {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
                gone.map_err(Error::file("remove", &path))?;
            }
        }
        Ok(lock)
    }

    /// Only for its owner: it holds a password and a key.
    fn make(&self) -> Result<()> {
        let mut builder = DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(&self.0)
            .map_err(Error::file("make", &self.0))
    }

    fn lock(&self) -> Result<File> {
        let path = self.lock_file();
        let file = File::create(&path).map_err(Error::file("open", &path))?;
        file.try_lock().map_err(|_| {
            Error::Refused(
                "a demo of this work tree is running already\n  to do: end it by Control-C"
                    .to_owned(),
            )
        })?;
        Ok(file)
    }

    fn lock_file(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Landfast's own database and key.
    pub fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// How to reach the demo and sign in, for people and scripts.
    pub fn record(&self) -> PathBuf {
        self.0.join("demo.json")
    }

    /// Written by the simulated AWS once it answers.
    pub fn simulator_ready(&self) -> PathBuf {
        self.0.join("sim.json")
    }

    pub fn log(&self, program: &str) -> PathBuf {
        self.0.join(format!("{program}.log"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_forgets_and_only_one_demo_runs() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path().join("demo"));
        let held = layout.open(false).unwrap();
        fs::create_dir(layout.data()).unwrap();
        fs::write(layout.record(), "{}").unwrap();
        let second = layout.open(true).unwrap_err().to_string();
        assert!(second.contains("running already"), "{second}");
        assert!(
            layout.record().exists(),
            "a refused demo must not empty the other's folder"
        );

        drop(held);
        let _held = layout.open(true).unwrap();
        assert!(!layout.record().exists() && !layout.data().exists());
    }
}

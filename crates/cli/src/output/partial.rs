//! Files that are there whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::exit::{Exit, Failure};

/// A file that is being written, under another name until it is whole; dropped before, it is deleted.
pub struct Partial {
    to: BufWriter<File>,
    partial: PathBuf,
    target: PathBuf,
}

impl Partial {
    pub fn begin(target: &Path) -> Result<Self, Failure> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let partial = target.with_file_name(name);
        let to = File::create(&partial).map_err(|why| failed(target, &why))?;
        Ok(Self {
            to: BufWriter::new(to),
            partial,
            target: target.to_owned(),
        })
    }

    pub fn end(mut self) -> Result<(), Failure> {
        let flushed = self.to.flush();
        let done = flushed.and_then(|()| fs::rename(&self.partial, &self.target));
        done.map_err(|why| failed(&self.target, &why))
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Nothing is there any more once it has its name.
        let _ = fs::remove_file(&self.partial);
    }
}

fn failed(target: &Path, why: &io::Error) -> Failure {
    let what = format!("{} could not be written: {why}", target.display());
    Failure::new(Exit::Failed, what).hint("Look at the folder, its rights and the room on the disk")
}

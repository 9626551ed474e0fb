//! The files below a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Deeper and more than any copy of a bucket: years of hourly executions are some ten thousands.
const DEPTH: usize = 16;
const FILES: usize = 200_000;

/// All files below a folder in the order of their names. Links to folders are not followed.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < DEPTH {
                open.push((entry.path(), depth + 1));
            } else if !kind.is_dir() {
                found.push(entry.path());
            }
        }
        if found.len() > FILES {
            let why = format!("more than {FILES} files; name a folder further down");
            return Err(io::Error::other(why));
        }
    }
    found.sort();
    Ok(found)
}

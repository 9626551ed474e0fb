//! A folder on this machine, as if it were a bucket.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use bytes::Bytes;

use super::{Source, Stamp};

/// Reads below a folder. A link that leads out of it is refused: a manifest is written by others.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// # Errors
    /// Where the folder is not there or cannot be read.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: root.canonicalize()?,
        })
    }

    /// The folder, without links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn path(&self, key: &str) -> io::Result<PathBuf> {
        let path = self.root.join(key).canonicalize()?;
        if path.starts_with(&self.root) {
            return Ok(path);
        }
        Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!("{key} leads out of the folder {}", self.root.display()),
        ))
    }

    fn file(&self, key: &str) -> io::Result<File> {
        let path = self.path(key)?;
        // Asked before: whoever opens a pipe waits for somebody to write into it.
        if path.metadata()?.is_file() {
            return File::open(path);
        }
        Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!("{key} is no file"),
        ))
    }
}

impl Source for Folder {
    fn open(&self, key: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.file(key)?))
    }

    fn range(&self, key: &str, start: u64, length: usize) -> io::Result<Bytes> {
        let mut file = self.file(key)?;
        // Asked first: a range that a file only pretends to have is not made room for.
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| Ok(end) > file.metadata().map(|found| found.len()).map_err(|_| ()))
        {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.seek(SeekFrom::Start(start))?;
        let mut found = vec![0; length];
        file.read_exact(&mut found)?;
        Ok(found.into())
    }

    fn stamp(&self, key: &str) -> io::Result<Stamp> {
        let found = self.file(key)?.metadata()?;
        let changed = found.modified()?.duration_since(std::time::UNIX_EPOCH).ok();
        Ok(Stamp {
            bytes: found.len(),
            tag: changed.map_or_else(String::new, |since| since.as_nanos().to_string()),
            written: changed.and_then(|since| i64::try_from(since.as_millis()).ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let all = tempfile::tempdir().unwrap();
        let inside = all.path().join("in");
        fs::create_dir_all(inside.join("a/b")).unwrap();
        fs::write(inside.join("a/b/file"), "0123456789").unwrap();
        fs::write(all.path().join("secret"), "secret").unwrap();
        std::os::unix::fs::symlink(all.path().join("secret"), inside.join("link")).unwrap();
        std::os::unix::fs::symlink("b/file", inside.join("a/near")).unwrap();
        let folder = Folder::new(&inside).unwrap();
        for (key, want) in [
            ("a/b/file", Ok(10)),
            ("a/near", Ok(10)),
            ("a", Err(io::ErrorKind::NotFound)),
            ("nothing", Err(io::ErrorKind::NotFound)),
            ("link", Err(io::ErrorKind::PermissionDenied)),
            ("../secret", Err(io::ErrorKind::PermissionDenied)),
            ("/etc/passwd", Err(io::ErrorKind::PermissionDenied)),
        ] {
            let found = folder.stamp(key).map(|stamp| stamp.bytes);
            assert_eq!(found.map_err(|why| why.kind()), want, "{key}");
            assert_eq!(folder.open(key).is_ok(), want.is_ok(), "{key}");
        }
        assert_eq!(folder.range("a/b/file", 3, 4).unwrap(), "3456");
        for (start, length) in [(3, 8), (11, 0), (u64::MAX, 1)] {
            let found = folder.range("a/b/file", start, length);
            assert_eq!(found.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// Makes the database file when it is missing, for this user's eyes only: it holds password hashes.
/// Gives its one true path, so that two links to a file are one database.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, Error> {
    let failed = |doing| {
        move |source| Error::File {
            path: path.to_owned(),
            doing,
            source,
        }
    };
    open_private(path).map_err(failed("opened"))?;
    path.canonicalize().map_err(failed("found"))
}

/// Takes the lock of the server that serves `path`. The operating system lets go of it when the
/// process ends, however it ends.
pub(super) fn serve_alone(path: &Path) -> Result<File, Error> {
    let beside = lock_path(path);
    let failed = |doing| {
        let path = beside.clone();
        move |source| Error::File {
            path,
            doing,
            source,
        }
    };
    let file = open_private(&beside).map_err(failed("opened"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse {
            path: path.to_owned(),
        }),
        Err(TryLockError::Error(why)) => Err(failed("locked")(why)),
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".lock");
    PathBuf::from(name)
}

fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

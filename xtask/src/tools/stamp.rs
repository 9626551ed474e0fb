//! "Is what was installed from these files still what they say?"

use std::{fs, path::Path};

use crate::error::{Error, Result};

const FILE: &str = ".landfast-stamp";

/// The installed folder `into` remembers the text of the files it was made from; removing the
/// folder forgets it. Runs `install` unless it matches.
pub fn once(sources: &[&Path], into: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = texts(sources)?;
    let stamp = into.join(FILE);
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    install()?;
    fs::write(&stamp, wanted).map_err(Error::file("write", &stamp))
}

fn texts(sources: &[&Path]) -> Result<String> {
    let mut all = String::new();
    for path in sources {
        all += &fs::read_to_string(path).map_err(Error::file("read", *path))?;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn installs_when_missing_when_changed_and_after_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let (lock, into) = (folder.path().join("lock"), folder.path().join("into"));
        fs::write(&lock, "a = 1").unwrap();
        fs::create_dir(&into).unwrap();
        let installs = Cell::new(0);
        let count = || {
            installs.set(installs.get() + 1);
            Ok(())
        };
        let run = || once(&[&lock], &into, count);

        run().unwrap();
        run().unwrap();
        fs::write(&lock, "a = 2").unwrap();
        run().unwrap();
        assert_eq!(installs.get(), 2);

        fs::write(&lock, "a = 3").unwrap();
        let failed = once(&[&lock], &into, || {
            Err(Error::Refused("no network".to_owned()))
        });
        assert!(failed.is_err());
        run().unwrap();
        assert_eq!(installs.get(), 3);
    }
}

//! The file that holds the key: 32 random bytes in base64, for its owner's eyes only.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::Path,
    sync::Arc,
};

use data_encoding::BASE64;
use landfast_app::ports::{Random, SecretsError};
use zeroize::Zeroizing;

pub(super) type KeyBytes = Zeroizing<[u8; 32]>;

pub(super) fn read(path: &Path) -> Result<KeyBytes, SecretsError> {
    let file = File::open(path).map_err(|why| match why.kind() {
        ErrorKind::NotFound => unusable(
            path,
            "is not there, and secrets of this database are sealed with it. Put it back from where you keep a copy, or name it with --secret-key-file",
        ),
        _ => unusable(path, format!("could not be opened: {why}")),
    })?;
    for_owner_only(path, &file)?;
    let mut text = Zeroizing::new(String::new());
    file.take(1024)
        .read_to_string(&mut text)
        .map_err(|why| unusable(path, format!("could not be read: {why}")))?;
    parse(path, &text)
}

/// Makes the file if it is not there. Of two processes that do so at once, one makes it and both
/// read that one.
pub(super) fn read_or_make(
    path: &Path,
    random: &Arc<dyn Random>,
) -> Result<KeyBytes, SecretsError> {
    if !path.exists() {
        make(path, random)?;
    }
    read(path)
}

/// Written aside and linked into place, so that nobody ever reads half a key.
fn make(path: &Path, random: &Arc<dyn Random>) -> Result<(), SecretsError> {
    let failed = |why: std::io::Error| unusable(path, format!("could not be made: {why}"));
    let mut key: KeyBytes = Zeroizing::new([0; 32]);
    random.fill(key.as_mut());
    let text = Zeroizing::new(format!("{}\n", BASE64.encode(key.as_ref())));
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let aside = Path::new(&name);
    let _ = std::fs::remove_file(aside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(aside).map_err(failed)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    let linked = written.and_then(|()| std::fs::hard_link(aside, path));
    let _ = std::fs::remove_file(aside);
    match linked {
        Err(why) if why.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked.map_err(failed),
    }
}

#[cfg(unix)]
fn for_owner_only(path: &Path, file: &File) -> Result<(), SecretsError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file
        .metadata()
        .map_err(|why| unusable(path, format!("could not be looked at: {why}")))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(unusable(
        path,
        format!(
            "may be read by others (mode {mode:04o}, expected 0600). Run chmod 600 on it; if others have had access to this machine, replace the access keys that were saved"
        ),
    ))
}

#[cfg(not(unix))]
const fn for_owner_only(_: &Path, _: &File) -> Result<(), SecretsError> {
    Ok(())
}

fn parse(path: &Path, text: &str) -> Result<KeyBytes, SecretsError> {
    let bytes = BASE64.decode(text.trim().as_bytes()).map(Zeroizing::new);
    let key = bytes
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
    key.map(Zeroizing::new).ok_or_else(|| {
        unusable(
            path,
            "holds no key: expected 32 bytes in base64, one line, as Landfast makes it",
        )
    })
}

fn unusable(path: &Path, why: impl std::fmt::Display) -> SecretsError {
    SecretsError::Key {
        why: format!("{} {why}", path.display()),
    }
}

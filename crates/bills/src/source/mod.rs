//! Where the files of a bill are read from.

mod folder;

use std::io::{self, Read};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

pub use folder::Folder;

/// Files by their keys, such as those of a bucket. Blocking: readers are threads of their own.
pub trait Source: Send + Sync {
    /// A file from its beginning.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] where there is none, and whatever else kept it from being read.
    fn open(&self, key: &str) -> io::Result<Box<dyn Read + Send>>;

    /// Part of a file: exactly `length` bytes from `start` on.
    ///
    /// # Errors
    /// As [`Source::open`]; [`io::ErrorKind::UnexpectedEof`] where the file is shorter.
    fn range(&self, key: &str, start: u64, length: usize) -> io::Result<Bytes>;

    /// What a file is now. Another stamp later means that it was overwritten.
    ///
    /// # Errors
    /// As [`Source::open`].
    fn stamp(&self, key: &str) -> io::Result<Stamp>;
}

/// What tells one version of a file from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub bytes: u64,
    /// The `ETag` of an object; the time of change of a local file.
    pub tag: String,
    /// When it was written, in milliseconds since 1970.
    pub written: Option<i64>,
}

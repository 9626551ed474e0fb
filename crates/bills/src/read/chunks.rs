//! A file of a source, of which Parquet's reader asks for ranges.

use std::{
    io::{self, BufReader, Read},
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length},
};

use super::{Fault, Limits};
use crate::source::Source;

/// Magic at the end, and the footer's length before it (Apache Parquet format, "File format").
const TAIL: u64 = 8;
/// A header of a page is looked for in this many bytes.
const WINDOW: usize = 16 << 10;

/// A file by its ranges.
#[derive(Clone)]
pub(super) struct Chunks {
    source: Arc<dyn Source>,
    key: Arc<str>,
    length: u64,
}

impl Chunks {
    /// # Errors
    /// [`Fault`] where the file is not there.
    pub(super) fn open(source: Arc<dyn Source>, key: &str) -> Result<Self, Fault> {
        let stamp = source.stamp(key).map_err(super::files::of_io)?;
        Ok(Self {
            source,
            key: key.into(),
            length: stamp.bytes,
        })
    }

    /// # Errors
    /// [`Fault`] for a file that does not end as Parquet does, or with a footer that cannot be.
    pub(super) fn demand_footer(&self, limits: &Limits) -> Result<(), Fault> {
        let cut_off = Fault::Truncated {
            what: "the Parquet file",
            bytes: self.length,
        };
        let Some(start) = self.length.checked_sub(TAIL) else {
            return Err(cut_off);
        };
        let tail = self.source.range(&self.key, start, TAIL as usize);
        let tail = tail.map_err(super::files::of_io)?;
        let Some((size, b"PAR1")) = tail.split_first_chunk::<4>() else {
            return Err(cut_off);
        };
        let size = u32::from_le_bytes(*size) as usize;
        if size > limits.footer_bytes {
            return Err(Fault::Beyond {
                of: "bytes in the footer",
                limit: limits.footer_bytes as u64,
            });
        }
        if size as u64 > start {
            let why = format!("a footer of {size} bytes in a file of {}", self.length);
            return Err(Fault::Damaged { why });
        }
        Ok(())
    }

    /// What the reader's complaint means.
    pub(super) fn fault(&self, why: ParquetError) -> Fault {
        match why {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(why) if why.kind() != io::ErrorKind::UnexpectedEof => super::files::of_io(*why),
                Ok(why) => damaged(&why.to_string()),
                Err(other) => damaged(&other.to_string()),
            },
            other => damaged(&other.to_string()),
        }
    }
}

fn damaged(why: &str) -> Fault {
    Fault::Damaged {
        why: why.chars().take(300).collect(),
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<Onward>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let from = Onward {
            chunks: self.clone(),
            at: start,
        };
        Ok(BufReader::with_capacity(WINDOW, from))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let found = self.source.range(&self.key, start, length);
        found.map_err(|why| ParquetError::External(Box::new(why)))
    }
}

/// The file from a place on.
pub(super) struct Onward {
    chunks: Chunks,
    at: u64,
}

impl Read for Onward {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let left = self.chunks.length.saturating_sub(self.at);
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(room.len());
        let found = self
            .chunks
            .source
            .range(&self.chunks.key, self.at, length)?;
        if let Some(room) = room.get_mut(..found.len()) {
            room.copy_from_slice(&found);
        }
        self.at += found.len() as u64;
        Ok(found.len())
    }
}

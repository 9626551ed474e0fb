//! Text out of files that are packed, as far as it is believed.

use std::{
    io::{self, BufRead, BufReader, Chain, Cursor, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use flate2::bufread::MultiGzDecoder;

use super::{Fault, Limits, zip::Zipped};

/// Bytes that are asked of a source at once.
const CHUNK: usize = 256 << 10;

/// A file of a source, whose first bytes have been looked at.
pub(super) type Packed = BufReader<Counted<Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>>>;

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zip,
    Parquet,
    Plain,
}

impl Packing {
    fn of_magic(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            b"PAR1" => Self::Parquet,
            _ => Self::Plain,
        }
    }

    /// What the name of a file promises.
    fn of_name(key: &str) -> Option<(Self, &'static str)> {
        let name = key.to_ascii_lowercase();
        let has = |ending: &str| name.ends_with(ending);
        match () {
            () if has(".gz") => Some((Self::Gzip, "gzip, as its name says")),
            () if has(".zip") => Some((Self::Zip, "a zip archive, as its name says")),
            () if has(".parquet") => Some((Self::Parquet, "Parquet, as its name says")),
            () => None,
        }
    }
}

/// A file that has been opened.
pub(super) enum Opened {
    Text(Unpacked),
    Parquet,
}

/// Looks at the first bytes of a file.
///
/// # Errors
/// [`Fault::NotPacked`] where the name says something else than the content.
pub(super) fn open(
    mut file: Box<dyn Read + Send>,
    key: &str,
    limits: &Limits,
) -> Result<Opened, Fault> {
    let mut start = Vec::new();
    file.by_ref()
        .take(4)
        .read_to_end(&mut start)
        .map_err(Fault::Unreadable)?;
    let packing = Packing::of_magic(&start);
    if let Some((promised, expected)) = Packing::of_name(key)
        && promised != packing
    {
        return Err(match start.is_empty() {
            true => Fault::Empty,
            false => Fault::NotPacked {
                expected,
                found: shown(&start),
            },
        });
    }
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        inner: Cursor::new(start).chain(file),
        bytes: Arc::clone(&packed),
    };
    let file = BufReader::with_capacity(CHUNK, counted);
    let inner = match packing {
        Packing::Parquet => return Ok(Opened::Parquet),
        Packing::Plain => Inner::Plain(file),
        Packing::Gzip => Inner::Gzip(Box::new(MultiGzDecoder::new(file))),
        Packing::Zip => Inner::Zip(Box::new(Zipped::open(file)?)),
    };
    Ok(Opened::Text(Unpacked {
        inner,
        packed,
        unpacked: 0,
        most: limits.unpacked_bytes,
        ratio: limits.ratio,
        ratio_from: limits.ratio_from,
    }))
}

fn shown(start: &[u8]) -> String {
    format!(
        "a file that begins with {:?}",
        String::from_utf8_lossy(start)
    )
}

/// Text as it comes out of a file.
pub(super) struct Unpacked {
    inner: Inner,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    most: u64,
    ratio: u64,
    ratio_from: u64,
}

enum Inner {
    Plain(Packed),
    Gzip(Box<MultiGzDecoder<Packed>>),
    Zip(Box<Zipped<Packed>>),
}

impl Unpacked {
    /// Fills `room` as far as there is something; nothing is the end of the file.
    ///
    /// # Errors
    /// [`Fault`] for damage, and for more than is believed.
    pub(super) fn read(&mut self, room: &mut [u8]) -> Result<usize, Fault> {
        let found = match &mut self.inner {
            Inner::Plain(file) => file.read(room).map_err(Fault::Unreadable),
            Inner::Gzip(file) => file.read(room).map_err(|why| self.of_gzip(why)),
            Inner::Zip(file) => file.read(room),
        }?;
        self.unpacked += found as u64;
        if self.unpacked > self.most {
            return Err(Fault::Beyond {
                of: "bytes unpacked",
                limit: self.most,
            });
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > self.ratio_from && self.unpacked / self.ratio.max(1) > packed {
            return Err(Fault::Beyond {
                of: "bytes unpacked of each byte packed",
                limit: self.ratio,
            });
        }
        Ok(found)
    }

    fn of_gzip(&self, why: io::Error) -> Fault {
        let said = why.to_string();
        match why.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Truncated {
                what: "the gzip stream",
                bytes: self.packed.load(Ordering::Relaxed),
            },
            _ if said.contains("checksum") => Fault::Checksum,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Fault::Damaged { why: said }
            }
            _ => Fault::Unreadable(why),
        }
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let found = self.inner.read(room)?;
        self.bytes.fetch_add(found as u64, Ordering::Relaxed);
        Ok(found)
    }
}

/// Reads exactly as much, or says what was cut off.
pub(super) fn exactly<const N: usize>(
    file: &mut impl BufRead,
    what: &'static str,
) -> Result<[u8; N], Fault> {
    let mut found = [0; N];
    file.read_exact(&mut found)
        .map_err(|why| match why.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Truncated { what, bytes: 0 },
            _ => Fault::Unreadable(why),
        })?;
    Ok(found)
}

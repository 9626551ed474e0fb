//! Zip archives as AWS writes them: one file in each, read from the front to the back.
//!
//! PKWARE APPNOTE 6.3.9, 4.3: local header, packed bytes, perhaps a descriptor, then the directory. What
//! the directory says is not needed for one file.

use std::io::{self, BufRead, Read, Take};

use flate2::{Crc, bufread::DeflateDecoder};

use super::{Fault, unpack::exactly};

const WHAT: &str = "the zip archive";
const DIRECTORY: [u8; 4] = *b"PK\x01\x02";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// Sizes of this value are in an extra field instead.
const ELSEWHERE: u32 = u32::MAX;

/// The one file of an archive.
pub(super) struct Zipped<R: BufRead> {
    file: Option<Method<R>>,
    header: Header,
    crc: Crc,
}

enum Method<R: BufRead> {
    Deflated(DeflateDecoder<R>),
    Stored(Take<R>),
}

/// What is told before the packed bytes.
struct Header {
    flags: u16,
    method: u16,
    crc: u32,
    size: u32,
    is_large: bool,
}

impl<R: BufRead> Zipped<R> {
    /// # Errors
    /// [`Fault`] for what is cut off, encrypted, or packed in a way that AWS does not use.
    pub(super) fn open(mut file: R) -> Result<Self, Fault> {
        let header = Header::read(&mut file)?;
        let method = match header.method {
            _ if header.flags & 1 != 0 => return Err(damaged("it is encrypted")),
            8 => Method::Deflated(DeflateDecoder::new(file)),
            0 if header.comes_after() || header.size == ELSEWHERE => {
                return Err(damaged("it is stored without its size"));
            }
            0 => Method::Stored(file.take(u64::from(header.size))),
            other => return Err(damaged(&format!("method {other} is not known"))),
        };
        Ok(Self {
            file: Some(method),
            header,
            crc: Crc::new(),
        })
    }

    /// Fills `room` as far as there is something; nothing is the end.
    ///
    /// # Errors
    /// [`Fault`] for damage, and for a second file in the archive.
    pub(super) fn read(&mut self, room: &mut [u8]) -> Result<usize, Fault> {
        let found = match &mut self.file {
            None => return Ok(0),
            Some(Method::Deflated(file)) => file.read(room).map_err(of_deflate)?,
            Some(Method::Stored(file)) => file.read(room).map_err(Fault::Unreadable)?,
        };
        self.crc.update(room.get(..found).unwrap_or_default());
        if found == 0 && !room.is_empty() {
            let rest = match self.file.take() {
                Some(Method::Deflated(file)) => file.into_inner(),
                Some(Method::Stored(file)) if file.limit() > 0 => {
                    return Err(Fault::Truncated {
                        what: WHAT,
                        bytes: 0,
                    });
                }
                Some(Method::Stored(file)) => file.into_inner(),
                None => return Ok(0),
            };
            self.end(rest)?;
        }
        Ok(found)
    }

    fn end(&self, mut rest: R) -> Result<(), Fault> {
        let mut crc = self.header.crc;
        let mut next = exactly::<4>(&mut rest, WHAT)?;
        if self.header.comes_after() {
            if next == DESCRIPTOR {
                next = exactly::<4>(&mut rest, WHAT)?;
            }
            crc = u32::from_le_bytes(next);
            // Both sizes, of eight bytes each in large archives.
            exactly::<8>(&mut rest, WHAT)?;
            next = exactly::<4>(&mut rest, WHAT)?;
            if next != DIRECTORY && self.header.is_large {
                exactly::<4>(&mut rest, WHAT)?;
                next = exactly::<4>(&mut rest, WHAT)?;
            }
        }
        if crc != self.crc.sum() {
            return Err(Fault::Checksum);
        }
        match next {
            DIRECTORY => Ok(()),
            _ => Err(damaged("there is more than one file in it")),
        }
    }
}

impl Header {
    fn read(file: &mut impl BufRead) -> Result<Self, Fault> {
        let all = exactly::<30>(file, WHAT)?;
        let short = |at: usize| {
            let bytes = all.get(at..at + 2).and_then(|two| two.try_into().ok());
            u16::from_le_bytes(bytes.unwrap_or_default())
        };
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        let names = u64::from(short(26)) + u64::from(short(28));
        let skipped =
            io::copy(&mut file.take(names), &mut io::sink()).map_err(Fault::Unreadable)?;
        if skipped < names {
            return Err(Fault::Truncated {
                what: WHAT,
                bytes: 0,
            });
        }
        Ok(Self {
            flags: short(6),
            method: short(8),
            crc: long(14),
            size: long(18),
            // The extra field of sizes, by the version that is needed to read it.
            is_large: short(4) >= 45 || long(18) == ELSEWHERE,
        })
    }

    /// Whether checksum and sizes come after the packed bytes.
    const fn comes_after(&self) -> bool {
        self.flags & 8 != 0
    }
}

fn of_deflate(why: io::Error) -> Fault {
    match why.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Truncated {
            what: WHAT,
            bytes: 0,
        },
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => damaged(&why.to_string()),
        _ => Fault::Unreadable(why),
    }
}

fn damaged(why: &str) -> Fault {
    Fault::Damaged {
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;

    const TEXT: &[u8] = b"name,cost\nx,1\n";

    /// What an archive is made of.
    struct Made {
        flags: u16,
        method: u16,
        crc: u32,
        packed: Vec<u8>,
        after: Vec<u8>,
    }

    impl Made {
        fn deflated() -> Self {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(TEXT).unwrap();
            Self {
                flags: 0,
                method: 8,
                crc: crc(TEXT),
                packed: packer.finish().unwrap(),
                after: DIRECTORY.to_vec(),
            }
        }

        /// Sizes and checksum after the bytes, as a writer does that cannot go back.
        fn described(self, magic: &[u8], sizes: usize) -> Self {
            let checksum = self.crc.to_le_bytes();
            let after = [magic, &checksum, &vec![7; sizes], &DIRECTORY].concat();
            Self {
                flags: 8,
                crc: 0,
                after,
                ..self
            }
        }

        fn bytes(&self, version: u16) -> Vec<u8> {
            let mut made = b"PK\x03\x04".to_vec();
            for short in [version, self.flags, self.method, 0, 0] {
                made.extend(short.to_le_bytes());
            }
            let size = u32::try_from(self.packed.len()).unwrap();
            for long in [self.crc, size, u32::try_from(TEXT.len()).unwrap()] {
                made.extend(long.to_le_bytes());
            }
            made.extend([5, 0, 2, 0]);
            made.extend(b"a.csv??");
            [made, self.packed.clone(), self.after.clone()].concat()
        }
    }

    fn crc(text: &[u8]) -> u32 {
        let mut crc = Crc::new();
        crc.update(text);
        crc.sum()
    }

    fn outcome(bytes: Vec<u8>) -> String {
        let read = || {
            let mut file = Zipped::open(Cursor::new(bytes))?;
            let (mut text, mut room) = (Vec::<u8>::new(), [0; 5]);
            loop {
                match file.read(&mut room)? {
                    0 => return Ok::<_, Fault>(text),
                    found => text.extend(&room[..found]),
                }
            }
        };
        match read() {
            Ok(text) if text == TEXT => "read".to_owned(),
            Ok(text) => format!("read wrongly: {text:?}"),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn archives_and_what_can_be_wrong_with_them() {
        let made = Made::deflated;
        let stored = || Made {
            method: 0,
            packed: TEXT.to_vec(),
            ..made()
        };
        let whole = made().bytes(20);
        for (name, bytes, want) in [
            ("deflated", whole.clone(), "read"),
            ("stored", stored().bytes(20), "read"),
            (
                "described",
                made().described(&DESCRIPTOR, 8).bytes(20),
                "read",
            ),
            (
                "described without its mark",
                made().described(b"", 8).bytes(20),
                "read",
            ),
            (
                "described, large",
                made().described(&DESCRIPTOR, 16).bytes(45),
                "read",
            ),
            (
                "another checksum",
                Made { crc: 1, ..made() }.bytes(20),
                "its content and its checksum",
            ),
            (
                "encrypted",
                Made { flags: 1, ..made() }.bytes(20),
                "damaged: it is encrypted",
            ),
            (
                "of another method",
                Made {
                    method: 12,
                    ..made()
                }
                .bytes(20),
                "damaged: method 12",
            ),
            (
                "stored without a size",
                Made {
                    flags: 8,
                    ..stored()
                }
                .bytes(20),
                "without its size",
            ),
            (
                "two files",
                Made {
                    after: whole.clone(),
                    ..made()
                }
                .bytes(20),
                "more than one file",
            ),
            (
                "cut off after the file",
                Made {
                    after: vec![],
                    ..made()
                }
                .bytes(20),
                "ends in the middle",
            ),
            (
                "cut off in the file",
                whole[..40].to_vec(),
                "ends in the middle",
            ),
            (
                "cut off before it",
                whole[..33].to_vec(),
                "ends in the middle",
            ),
            (
                "stored and cut off",
                stored().bytes(20)[..45].to_vec(),
                "ends in the middle",
            ),
        ] {
            let found = outcome(bytes);
            assert!(found.contains(want), "{name}: {found}");
        }
    }
}

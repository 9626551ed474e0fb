//! A ZIP archive whose files are stored as they are (PKWARE's APPNOTE 6.3.10). The same files give the
//! same bytes: times are the format's first one.

/// The first day that the format knows: 1 January 1980.
const DATE: u16 = 0x21;
/// Version 2.0 can read it.
const VERSION: u16 = 20;

/// One file of the archive.
pub(super) struct File<'a> {
    pub name: &'static str,
    pub text: &'a str,
}

/// `None` for files that are too large or too many for the format's first form.
pub(super) fn archive(files: &[File<'_>]) -> Option<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = u32::try_from(out.len()).ok()?;
        let facts = facts(file)?;
        out.extend(b"PK\x03\x04");
        out.extend(&facts);
        out.extend(file.name.as_bytes());
        out.extend(file.text.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // Comment, disk and inner attributes: none. Outer attributes: none.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let (count, start) = (
        u16::try_from(files.len()).ok()?,
        u32::try_from(out.len()).ok()?,
    );
    let size = u32::try_from(directory.len()).ok()?;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

/// What the header of a file and its entry in the directory have in common.
fn facts(file: &File<'_>) -> Option<Vec<u8>> {
    let size = u32::try_from(file.text.len()).ok()?;
    let name = u16::try_from(file.name.len()).ok()?;
    let mut out = Vec::new();
    out.extend(VERSION.to_le_bytes());
    // Flags, method (stored) and time: zero.
    out.extend([0; 6]);
    out.extend(DATE.to_le_bytes());
    out.extend(crc32(file.text.as_bytes()).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(name.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

/// The checksum of ISO 3309, as ZIP has it.
fn crc32(bytes: &[u8]) -> u32 {
    let shift = |sum: u32| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| shift(sum))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn an_archive_has_its_files_and_a_directory() {
        let (name, text) = ("main.tf", "locals {}\n");
        let all = archive(&[
            File { name, text },
            File {
                name: "b",
                text: "",
            },
        ])
        .unwrap();
        assert_eq!(
            all.len(),
            (30 + 7 + 10) + (30 + 1) + (46 + 7) + (46 + 1) + 22
        );
        assert!(all.windows(10).any(|part| part == text.as_bytes()));
        assert_eq!(archive(&[]).map(|empty| empty.len()), Some(22));
    }
}

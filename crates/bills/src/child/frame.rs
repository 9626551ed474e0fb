//! What a child says, in frames: kind, length, content.

use std::io::{self, Read, Write};

use arrow::{
    buffer::Buffer,
    error::ArrowError,
    ipc::{reader::StreamDecoder, writer::StreamWriter},
    record_batch::RecordBatch,
};
use serde::{Deserialize, Serialize};

use crate::{
    read::{Part, PartRead, Reading},
    schema,
};

/// Before the first frame: what a program says before it is a child is skipped.
const MAGIC: [u8; 8] = *b"bill\x00\xff\x01\n";
/// More than any batch has.
const LONGEST: u32 = 256 << 20;

/// What is asked of memory before anything of a frame has come: about a batch.
const AT_ONCE: usize = 8 << 20;

/// Of decimals, in bytes.
const ALIGNED: usize = 64;

const BATCH: u8 = 1;
const READ: u8 = 2;
const FAILED: u8 = 3;

/// A frame.
#[derive(Debug)]
pub(super) enum Frame {
    Batch(Part, RecordBatch),
    Read(Reading),
    Failed(Failed),
}

/// Why the child's reading failed, in its words.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Failed {
    pub file: String,
    pub said: String,
    pub next: String,
}

pub(super) fn begin(output: &mut impl Write) -> io::Result<()> {
    output.write_all(&MAGIC)
}

/// # Errors
/// Where nobody listens.
pub(super) fn write(output: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let (kind, content) = match frame {
        Frame::Batch(part, batch) => (BATCH, packed(part, batch)?),
        Frame::Read(reading) => {
            let parts: Vec<(&Part, &PartRead)> = reading.iter().collect();
            (READ, serde_json::to_vec(&parts)?)
        }
        Frame::Failed(failed) => (FAILED, serde_json::to_vec(failed)?),
    };
    let length = u32::try_from(content.len()).map_err(io::Error::other)?;
    output.write_all(&[kind])?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&content)?;
    output.flush()
}

fn packed(part: &Part, batch: &RecordBatch) -> io::Result<Vec<u8>> {
    let mut part = serde_json::to_vec(part)?;
    // Blanks, so that the arrays behind lie where the reader can take them as they are.
    let head = (part.len() + size_of::<u32>()).next_multiple_of(ALIGNED);
    part.resize(head - size_of::<u32>(), b' ');
    let length = u32::try_from(part.len()).map_err(io::Error::other)?;
    let mut content = length.to_le_bytes().to_vec();
    content.extend(part);
    let mut writer = StreamWriter::try_new(content, &batch.schema()).map_err(io::Error::other)?;
    writer.write(batch).map_err(io::Error::other)?;
    writer.into_inner().map_err(io::Error::other)
}

/// Goes to the first frame.
///
/// # Errors
/// Where there is none.
pub(super) fn skip_to(input: &mut impl Read) -> io::Result<()> {
    let mut seen = [0; MAGIC.len()];
    input.read_exact(&mut seen)?;
    while seen != MAGIC {
        let mut next = [0];
        input.read_exact(&mut next)?;
        seen.rotate_left(1);
        if let (Some(last), [next]) = (seen.last_mut(), next) {
            *last = next;
        }
    }
    Ok(())
}

/// # Errors
/// Where the frame is none: nothing that a child says is believed without looking.
pub(super) fn read(input: &mut impl Read) -> io::Result<Frame> {
    let mut kind = [0];
    input.read_exact(&mut kind)?;
    let content = content(input, LONGEST)?;
    Ok(match kind {
        [BATCH] => unpacked(content)?,
        [READ] => {
            let parts: Vec<(Part, PartRead)> = serde_json::from_slice(&content)?;
            Frame::Read(parts.into_iter().collect())
        }
        [FAILED] => Frame::Failed(serde_json::from_slice(&content)?),
        _ => return Err(io::ErrorKind::InvalidData.into()),
    })
}

fn content(input: &mut impl Read, longest: u32) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > longest {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut content = Vec::with_capacity((length as usize).min(AT_ONCE));
    let found = input
        .by_ref()
        .take(u64::from(length))
        .read_to_end(&mut content)?;
    match found == length as usize {
        true => Ok(content),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// The batch keeps the frame's bytes: nothing of it is copied.
fn unpacked(frame: Vec<u8>) -> io::Result<Frame> {
    let mut rest = frame.as_slice();
    let part = serde_json::from_slice(&content(&mut rest, LONGEST)?)?;
    let begin = frame.len() - rest.len();
    let mut bytes = Buffer::from_vec(frame).slice(begin);
    let of_arrow = |why: ArrowError| io::Error::new(io::ErrorKind::InvalidData, why);
    let mut decoder = StreamDecoder::new();
    let mut found = None;
    while found.is_none() && !bytes.is_empty() {
        found = decoder.decode(&mut bytes).map_err(of_arrow)?;
    }
    let batch = found.ok_or(io::ErrorKind::InvalidData)?;
    match batch.schema() == schema::lines() {
        true => Ok(Frame::Batch(part, batch)),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}

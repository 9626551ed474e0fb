//! Rows of comma separated text, as slices of what was read: no cell is copied.
//!
//! RFC 4180, with line ends of both kinds. A quote within a cell that does not begin with one is a
//! character like any other.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::{Fault, Limits, unpack::Unpacked};

/// Bytes that are asked for at once.
const CHUNK: usize = 256 << 10;

/// Reads rows.
pub(super) struct Records {
    input: Unpacked,
    buffer: Vec<u8>,
    /// Where the next row begins, and where what was read ends.
    start: usize,
    end: usize,
    is_over: bool,
    cells: Vec<Cell>,
    limits: Limits,
}

/// Where a cell is in the buffer.
#[derive(Debug, Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    quoted: bool,
}

/// What was found from a place on.
enum Scanned {
    /// A row that ends before this place.
    Row(usize),
    /// Not before more is read.
    Unfinished,
}

impl Records {
    pub(super) fn new(input: Unpacked, limits: &Limits) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            is_over: false,
            cells: Vec::new(),
            limits: limits.clone(),
        }
    }

    /// Goes to the next row; `false` at the end of the file.
    ///
    /// # Errors
    /// [`Fault`] for what cannot be read, and for lines, cells and columns beyond the limits.
    pub(super) fn next(&mut self) -> Result<bool, Fault> {
        loop {
            match self.scan()? {
                Scanned::Row(next) => {
                    self.start = next;
                    // A line without anything is none.
                    if !matches!(self.cells.as_slice(), [Cell { start, end, quoted: false }] if start == end)
                    {
                        return Ok(true);
                    }
                }
                Scanned::Unfinished if self.is_over => return Ok(false),
                Scanned::Unfinished => self.fill()?,
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell, and whether it was in quotes.
    pub(super) fn cell(&self, place: usize) -> (&[u8], bool) {
        let found = self.cells.get(place).and_then(|cell| {
            let bytes = self.buffer.get(cell.start..cell.end)?;
            Some((bytes, cell.quoted))
        });
        found.unwrap_or_default()
    }

    /// The row from its first cell to its last.
    pub(super) fn row(&self) -> &[u8] {
        let (Some(first), Some(last)) = (self.cells.first(), self.cells.last()) else {
            return &[];
        };
        self.buffer.get(first.start..last.end).unwrap_or_default()
    }

    /// Where a cell is in [`Records::row`], and whether it was in quotes.
    pub(super) fn place(&self, place: usize) -> Option<(Range<usize>, bool)> {
        let (first, cell) = (self.cells.first()?, self.cells.get(place)?);
        let (start, end) = (cell.start - first.start, cell.end - first.start);
        Some((start..end, cell.quoted))
    }

    fn fill(&mut self) -> Result<(), Fault> {
        if self.end - self.start > self.limits.line_bytes {
            let limit = self.limits.line_bytes as u64;
            return Err(Fault::Beyond {
                of: "bytes in a line",
                limit,
            });
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.buffer.len() < self.end + CHUNK {
            self.buffer
                .resize((self.end + CHUNK).max(self.buffer.len() * 2), 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let found = self.input.read(room)?;
        self.end += found;
        self.is_over = found == 0;
        Ok(())
    }

    fn scan(&mut self) -> Result<Scanned, Fault> {
        self.cells.clear();
        let mut at = self.start;
        if at == self.end {
            return Ok(Scanned::Unfinished);
        }
        let text = self.buffer.get_mut(..self.end).unwrap_or_default();
        loop {
            let Some((cell, next)) = cell(text, at, self.is_over)? else {
                return match self.is_over {
                    true => Err(Fault::Truncated {
                        what: "a cell in quotes",
                        bytes: self.end as u64,
                    }),
                    false => Ok(Scanned::Unfinished),
                };
            };
            if cell.end - cell.start > self.limits.cell_bytes {
                let limit = self.limits.cell_bytes as u64;
                return Err(Fault::Beyond {
                    of: "bytes in a cell",
                    limit,
                });
            }
            self.cells.push(cell);
            if self.cells.len() > self.limits.columns {
                let limit = self.limits.columns as u64;
                return Err(Fault::Beyond {
                    of: "columns",
                    limit,
                });
            }
            match next {
                Next::Cell(next) => at = next,
                Next::Row(next) => {
                    unescape(text, &mut self.cells);
                    return Ok(Scanned::Row(next));
                }
            }
        }
    }
}

/// What comes after a cell, and where.
enum Next {
    Cell(usize),
    Row(usize),
}

/// The cell at a place; `None` where its end has not been read yet.
fn cell(text: &[u8], at: usize, is_over: bool) -> Result<Option<(Cell, Next)>, Fault> {
    let rest = text.get(at..).unwrap_or_default();
    if rest.first() == Some(&b'"') {
        return quoted(text, at + 1, is_over);
    }
    let Some(length) = memchr2(b',', b'\n', rest) else {
        let whole = Cell {
            start: at,
            end: text.len(),
            quoted: false,
        };
        return Ok(is_over.then_some((whole, Next::Row(text.len()))));
    };
    let end = at + length;
    if text.get(end) == Some(&b',') {
        let cell = Cell {
            start: at,
            end,
            quoted: false,
        };
        return Ok(Some((cell, Next::Cell(end + 1))));
    }
    let has_return = length > 0 && text.get(end - 1) == Some(&b'\r');
    let cell = Cell {
        start: at,
        end: end - usize::from(has_return),
        quoted: false,
    };
    Ok(Some((cell, Next::Row(end + 1))))
}

fn quoted(text: &[u8], start: usize, is_over: bool) -> Result<Option<(Cell, Next)>, Fault> {
    let mut from = start;
    loop {
        let Some(length) = memchr(b'"', text.get(from..).unwrap_or_default()) else {
            return Ok(None);
        };
        let end = from + length;
        let cell = Cell {
            start,
            end,
            quoted: true,
        };
        let next = match text.get(end + 1..).unwrap_or_default() {
            [b'"', ..] => {
                from = end + 2;
                continue;
            }
            [b',', ..] => Next::Cell(end + 2),
            [b'\n', ..] => Next::Row(end + 2),
            [b'\r', b'\n', ..] => Next::Row(end + 3),
            [] if is_over => Next::Row(end + 1),
            [] | [b'\r'] if !is_over => return Ok(None),
            _ => {
                return Err(Fault::Damaged {
                    why: "a cell goes on after its quote".to_owned(),
                });
            }
        };
        return Ok(Some((cell, next)));
    }
}

/// Makes one quote of two, in place.
fn unescape(text: &mut [u8], cells: &mut [Cell]) {
    for cell in cells.iter_mut().filter(|cell| cell.quoted) {
        let Some(bytes) = text.get_mut(cell.start..cell.end) else {
            continue;
        };
        let Some(first) = memchr(b'"', bytes) else {
            continue;
        };
        let (mut from, mut to) = (first + 1, first + 1);
        // `from` skips the second quote of each pair.
        from += 1;
        while from < bytes.len() {
            let byte = bytes.get(from).copied().unwrap_or_default();
            if let Some(place) = bytes.get_mut(to) {
                *place = byte;
            }
            from += if byte == b'"' { 2 } else { 1 };
            to += 1;
        }
        cell.end = cell.start + to;
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor, Read};

    use proptest::prelude::*;

    use super::super::unpack::{Opened, open};
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow(Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let most = room.len().min(self.1);
            self.0.read(&mut room[..most])
        }
    }

    fn rows(text: &str, at_once: usize) -> Result<Vec<Vec<String>>, Fault> {
        let limits = Limits {
            cell_bytes: 1000,
            columns: 50,
            ..Limits::default()
        };
        let file = Slow(Cursor::new(text.as_bytes().to_vec()), at_once);
        let Opened::Text(input) = open(Box::new(file), "a.csv", &limits)? else {
            panic!("{text:?} is text");
        };
        let mut records = Records::new(input, &limits);
        let mut found = Vec::new();
        while records.next()? {
            let cell = |place| String::from_utf8(records.cell(place).0.to_vec()).unwrap();
            found.push((0..records.len()).map(cell).collect());
        }
        Ok(found)
    }

    #[test]
    fn what_lines_say() {
        for (text, want) in [
            ("a,b\nc,d\n", "[a|b] [c|d]"),
            ("a,b\r\nc,d", "[a|b] [c|d]"),
            ("a,\n,b\n\n,\n", "[a|] [|b] [|]"),
            ("\"a,\"\"b\"\"\nc\",d\n", "[a,\"b\"\nc|d]"),
            ("\"\"\n\"\",\"\"\"\"", "[] [|\"]"),
            ("a\"b,c\n", "[a\"b|c]"),
            (
                "\"a\"b,c\n",
                "what is packed in it is damaged: a cell goes on after its quote",
            ),
        ] {
            for at_once in [1, 2, 1000] {
                let found = rows(text, at_once).map(|rows| {
                    let shown = rows.iter().map(|row| format!("[{}]", row.join("|")));
                    shown.collect::<Vec<_>>().join(" ")
                });
                let found = found.unwrap_or_else(|fault| fault.to_string());
                assert_eq!(found, want, "{text:?} by {at_once}");
            }
        }
        let fault = rows("a,\"b\n", 3).unwrap_err();
        assert!(fault.to_string().contains("a cell in quotes"), "{fault}");
        let fault = rows(&",".repeat(50), 7).unwrap_err();
        assert!(fault.to_string().contains("50 columns"), "{fault}");
        let fault = rows(&"x".repeat(1001), 100).unwrap_err();
        assert!(
            fault.to_string().contains("1000 bytes in a cell"),
            "{fault}"
        );
    }

    proptest! {
        /// What was written is read, wherever the pieces end.
        #[test]
        fn cells_come_back(
            rows_of in prop::collection::vec(prop::collection::vec("[a\",\r\n ö]{0,6}", 2..5), 0..8),
            at_once in 1_usize..9,
            returns in any::<bool>(),
        ) {
            let end = if returns { "\r\n" } else { "\n" };
            let line = |row: &Vec<String>| {
                let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
                cells.collect::<Vec<_>>().join(",") + end
            };
            let text: String = rows_of.iter().map(line).collect();
            prop_assert_eq!(rows(&text, at_once).unwrap(), rows_of);
        }

        #[test]
        fn nothing_makes_it_stop(text in "[a\",\r\n]{0,40}", at_once in 1_usize..9) {
            let (slow, fast) = (rows(&text, at_once), rows(&text, 1000));
            prop_assert_eq!(slow.map_err(|why| why.to_string()), fast.map_err(|why| why.to_string()));
        }
    }
}

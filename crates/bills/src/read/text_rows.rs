//! Rows of comma separated files.

use super::{
    Fault, Limits,
    columns::Layout,
    moment,
    records::Records,
    row::{
        AMOUNT, MOMENT, MapCell, QUANTITY, ReadAmount, ReadQuantity, Row, amount, cell_fault,
        quantity,
    },
    unpack::Unpacked,
};

/// A text file beyond the names of its columns.
pub(super) struct TextFile {
    records: Records,
    pub header: Vec<String>,
    rows: u64,
}

impl TextFile {
    /// # Errors
    /// [`Fault`] for a file that cannot be read or has no line of names.
    pub(super) fn open(input: Unpacked, limits: &Limits) -> Result<Self, Fault> {
        let mut records = Records::new(input, limits);
        if !records.next()? {
            return Err(Fault::Truncated {
                what: "the names of the columns",
                bytes: 0,
            });
        }
        let header = (0..records.len()).map(|place| {
            let (name, _) = records.cell(place);
            let name = name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name);
            String::from_utf8_lossy(name).into_owned()
        });
        Ok(Self {
            header: header.collect(),
            records,
            rows: 0,
        })
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`Fault`] for what cannot be read, and for rows with more or fewer cells than names.
    pub(super) fn next<'a>(&'a mut self, layout: &'a Layout) -> Result<Option<TextRow<'a>>, Fault> {
        if !self.records.next()? {
            return Ok(None);
        }
        self.rows += 1;
        if self.records.len() != layout.names.len() {
            return Err(Fault::Ragged {
                row: self.rows,
                expected: layout.names.len(),
                found: self.records.len(),
            });
        }
        Ok(Some(TextRow {
            text: std::str::from_utf8(self.records.row()).ok(),
            records: &self.records,
            layout,
            number: self.rows,
            has_null: layout.format.is_focus(),
        }))
    }
}

/// A row of text.
pub(super) struct TextRow<'a> {
    records: &'a Records,
    /// The whole row, looked at once; nothing where a part of it is no text.
    text: Option<&'a str>,
    layout: &'a Layout,
    number: u64,
    /// Whether a bare NULL is nothing. AWS leaves such cells empty; converters of FOCUS write it.
    has_null: bool,
}

impl TextRow<'_> {
    fn cell(&self, place: usize) -> &[u8] {
        match self.records.cell(place) {
            (b"NULL", false) if self.has_null => b"",
            (cell, _) => cell,
        }
    }

    /// The cell as a part of a row that is text.
    fn known(&self, place: usize) -> Option<&str> {
        let (range, is_quoted) = self.records.place(place)?;
        match self.text?.get(range)? {
            "NULL" if self.has_null && !is_quoted => Some(""),
            found => Some(found),
        }
    }

    fn fault(&self, place: usize, expected: &'static str) -> Fault {
        let found = String::from_utf8_lossy(self.cell(place));
        cell_fault(self.number, self.layout.name(place), expected, &found)
    }
}

impl Row for TextRow<'_> {
    fn text_at(&self, place: usize) -> Result<&str, Fault> {
        if let Some(found) = self.known(place) {
            return Ok(found);
        }
        std::str::from_utf8(self.cell(place)).map_err(|_| self.fault(place, "text in UTF-8"))
    }

    fn money_at(&self, place: usize) -> Result<Option<ReadAmount>, Fault> {
        amount(self.cell(place)).ok_or_else(|| self.fault(place, AMOUNT))
    }

    fn quantity_at(&self, place: usize) -> Result<Option<ReadQuantity>, Fault> {
        quantity(self.cell(place)).ok_or_else(|| self.fault(place, QUANTITY))
    }

    fn moment_at(&self, place: usize) -> Result<Option<i64>, Fault> {
        match self.cell(place) {
            b"" => Ok(None),
            cell => moment::parse(cell)
                .map(Some)
                .ok_or_else(|| self.fault(place, MOMENT)),
        }
    }

    fn map_at(&self, place: usize) -> Result<MapCell<'_>, Fault> {
        Ok(match self.text_at(place)? {
            "" | "{}" => MapCell::Absent,
            text => MapCell::Json(text),
        })
    }

    fn number(&self) -> u64 {
        self.number
    }
}

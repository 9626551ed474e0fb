//! A row of a file, whatever the file is.

use arrow::array::StructArray;
use landfast_domain::bill::{Amount, Parsed, Quantity};

use super::{
    Fault,
    columns::Layout,
    names::{Map, Moment, Money, Text},
};

/// Money as it was read.
pub(super) type ReadAmount = Parsed<12>;
/// Usage as it was read.
pub(super) type ReadQuantity = Parsed<18>;

/// The cells of a row. Empty and absent are the same.
pub(super) trait Row {
    /// # Errors
    /// [`Fault::Cell`] for what is no text.
    fn text_at(&self, place: usize) -> Result<&str, Fault>;
    /// # Errors
    /// [`Fault::Cell`] for what is no amount.
    fn money_at(&self, place: usize) -> Result<Option<ReadAmount>, Fault>;
    /// # Errors
    /// [`Fault::Cell`] for what is no quantity.
    fn quantity_at(&self, place: usize) -> Result<Option<ReadQuantity>, Fault>;
    /// Milliseconds since 1970.
    ///
    /// # Errors
    /// [`Fault::Cell`] for what is no time.
    fn moment_at(&self, place: usize) -> Result<Option<i64>, Fault>;
    /// # Errors
    /// [`Fault::Cell`] for what is no map.
    fn map_at(&self, place: usize) -> Result<MapCell<'_>, Fault>;
    /// The number of the row in its file, from 1 on.
    fn number(&self) -> u64;
}

/// A cell of names and values.
pub(super) enum MapCell<'a> {
    Absent,
    /// An object in JSON.
    Json(&'a str),
    /// Keys and values beside each other.
    Pairs(StructArray),
}

/// A row with what its cells mean.
pub(super) struct Line<'a, R> {
    pub row: &'a R,
    pub layout: &'a Layout,
}

impl<'a, R: Row> Line<'a, R> {
    /// The first cell that is filled of those that say it.
    pub(super) fn text(&self, what: Text) -> Result<&'a str, Fault> {
        for place in self.layout.text(what) {
            let found = self.row.text_at(*place)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok("")
    }

    /// The same, of what every line has.
    pub(super) fn told(&self, what: Text) -> Result<&'a str, Fault> {
        match self.text(what)? {
            "" => Err(self.fault(self.layout.text(what).first(), "text", "")),
            found => Ok(found),
        }
    }

    pub(super) fn money(&self, what: Money) -> Result<Option<ReadAmount>, Fault> {
        let place = self.layout.money(what);
        place.map_or(Ok(None), |place| self.row.money_at(place))
    }

    pub(super) fn usage(&self) -> Result<Option<ReadQuantity>, Fault> {
        let place = self.layout.usage;
        place.map_or(Ok(None), |place| self.row.quantity_at(place))
    }

    pub(super) fn moment(&self, what: Moment) -> Result<Option<i64>, Fault> {
        let place = self.layout.moment(what);
        place.map_or(Ok(None), |place| self.row.moment_at(place))
    }

    pub(super) fn map(&self, what: Map) -> Result<MapCell<'a>, Fault> {
        let place = self.layout.map(what);
        place.map_or(Ok(MapCell::Absent), |place| self.row.map_at(place))
    }

    pub(super) fn fault(
        &self,
        place: Option<&usize>,
        expected: &'static str,
        found: &str,
    ) -> Fault {
        let place = place.copied().unwrap_or(usize::MAX);
        cell_fault(self.row.number(), self.layout.name(place), expected, found)
    }
}

pub(super) fn cell_fault(row: u64, column: &str, expected: &'static str, found: &str) -> Fault {
    Fault::Cell {
        row,
        column: column.to_owned(),
        expected,
        found: found.chars().take(60).collect(),
    }
}

pub(super) const AMOUNT: &str = "an amount of money";
pub(super) const QUANTITY: &str = "an amount of usage";
pub(super) const MOMENT: &str = "a time in UTC such as 2026-10-01T00:00:00Z";

/// An amount in text.
pub(super) fn amount(text: &[u8]) -> Option<Option<ReadAmount>> {
    match text.is_empty() {
        true => Some(None),
        false => Amount::parse(text).ok().map(Some),
    }
}

/// A quantity in text.
pub(super) fn quantity(text: &[u8]) -> Option<Option<ReadQuantity>> {
    match text.is_empty() {
        true => Some(None),
        false => Quantity::parse(text).ok().map(Some),
    }
}

//! Counting lines of the store: the ledger that is held against the source's, and the rollup, are
//! one count of the files that were written.

use std::{collections::HashMap, sync::Arc};

use arrow::{
    array::{
        Array as _, ArrayRef, AsArray as _, BooleanArray, Decimal128Array, Int64Array, RecordBatch,
    },
    datatypes::{Date32Type, Decimal128Type, Int32Type, Int64Type},
};
use landfast_domain::bill::{Amount, CurrencyLedger, Ledger, Overflow, Sums};
use rustc_hash::FxHashMap;

use super::error::{Error, Result};

/// The columns that are counted. `rows` is in rollups only.
pub(super) const COUNTED: [&str; 15] = [
    "day",
    "account_id",
    "service_code",
    "service",
    "region",
    "line_type",
    "billing_entity",
    "legal_entity",
    "currency",
    "unblended",
    "amortized",
    "net_unblended",
    "net_amortized",
    "public",
    "is_split",
];

/// The columns that a cell is of besides its day. The ledger takes the last two.
pub(super) const NAMES: [&str; 8] = [
    "account_id",
    "service_code",
    "service",
    "region",
    "billing_entity",
    "legal_entity",
    "line_type",
    "currency",
];

/// Cells of a rollup that are kept in memory, at about two hundred bytes each.
const MOST: usize = 1 << 20;

/// No text: the number of no name.
pub(super) const NOTHING: u32 = u32::MAX;

/// What a sum of the rollup is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cell {
    pub day: i32,
    /// As numbers of names, in the order of [`NAMES`].
    pub names: [u32; NAMES.len()],
}

/// Lines that were counted.
#[derive(Debug, Default)]
pub struct Cells {
    pub(super) names: Names,
    // The keys are numbers that were given here: nobody can choose them so that they collide.
    pub(super) sums: FxHashMap<Cell, Sums>,
    /// What was in cells that were given up.
    spilled: Ledger,
    split_rows: u64,
    /// Whether there were too many cells for a rollup.
    pub(super) is_spilled: bool,
}

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(NOTHING);
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    pub(super) fn text(&self, number: u32) -> Option<&str> {
        self.texts.get(number as usize).map(AsRef::as_ref)
    }

    /// The number of each row's text, of a column that is a dictionary: each text is looked up once.
    fn of_rows(&mut self, column: &ArrayRef) -> Option<Vec<u32>> {
        let rows = column.as_dictionary_opt::<Int32Type>()?;
        let texts = rows.values().as_string_opt::<i32>()?;
        let known: Vec<u32> = texts
            .iter()
            .map(|text| text.map_or(NOTHING, |text| self.number(text)))
            .collect();
        let number = |row: Option<i32>| {
            let place = usize::try_from(row?).ok()?;
            known.get(place).copied()
        };
        let rows = rows.keys().iter();
        Some(rows.map(|row| number(row).unwrap_or(NOTHING)).collect())
    }
}

/// The columns of a batch, with their types.
struct Columns<'a> {
    days: &'a arrow::array::Date32Array,
    amounts: [&'a Decimal128Array; 4],
    public: &'a Decimal128Array,
    is_split: Option<&'a BooleanArray>,
    rows: Option<&'a Int64Array>,
}

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch) -> Option<Self> {
        let column = |name: &str| batch.column_by_name(name);
        let amount = |name: &str| column(name)?.as_primitive_opt::<Decimal128Type>();
        Some(Self {
            days: column("day")?.as_primitive_opt::<Date32Type>()?,
            amounts: [
                amount("unblended")?,
                amount("amortized")?,
                amount("net_unblended")?,
                amount("net_amortized")?,
            ],
            public: amount("public")?,
            is_split: column("is_split").and_then(|split| split.as_boolean_opt()),
            rows: column("rows").and_then(|rows| rows.as_primitive_opt::<Int64Type>()),
        })
    }

    fn sums(&self, row: usize) -> std::result::Result<Sums, Overflow> {
        let [unblended, amortized, net_unblended, net_amortized] = self
            .amounts
            .map(|amounts| Amount::from_units(amounts.value(row)));
        let public = match self.public.is_valid(row) {
            true => Amount::from_units(self.public.value(row))?,
            false => Amount::ZERO,
        };
        Ok(Sums {
            rows: self.rows.map_or(1, |rows| rows.value(row).unsigned_abs()),
            unblended: unblended?,
            amortized: amortized?,
            net_unblended: net_unblended?,
            net_amortized: net_amortized?,
            public,
        })
    }
}

impl Cells {
    /// Counts a batch that has the columns [`COUNTED`]; of a rollup, `rows` instead of `is_split`. Its
    /// texts are dictionaries.
    ///
    /// # Errors
    /// [`Error::Columns`] for other columns, [`Error::Overflow`] for sums of more than 38 digits.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<()> {
        let other = || Error::Columns {
            found: batch.schema_ref().to_string(),
        };
        let columns = Columns::of(batch).ok_or_else(other)?;
        let mut numbers = Vec::with_capacity(NAMES.len());
        for name in NAMES {
            let column = batch.column_by_name(name);
            let found = column.and_then(|column| self.names.of_rows(column));
            numbers.push(found.ok_or_else(other)?);
        }
        for row in 0..batch.num_rows() {
            if columns.is_split.is_some_and(|split| split.value(row)) {
                self.split_rows += 1;
                continue;
            }
            let mut cell = Cell {
                day: columns.days.value(row),
                names: [NOTHING; NAMES.len()],
            };
            for (of_rows, number) in numbers.iter().zip(&mut cell.names) {
                *number = of_rows.get(row).copied().unwrap_or(NOTHING);
            }
            add(self.sums.entry(cell).or_default(), &columns.sums(row)?)?;
        }
        self.spill()
    }

    /// What was counted elsewhere, of another file of the same bill.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        self.split_rows += other.split_rows;
        self.is_spilled |= other.is_spilled;
        self.spilled.merge(&other.spilled)?;
        let texts = other.names.texts.iter();
        let ours: Vec<u32> = texts.map(|text| self.names.number(text)).collect();
        let number = |theirs: u32| ours.get(theirs as usize).copied().unwrap_or(NOTHING);
        for (cell, sums) in &other.sums {
            let cell = Cell {
                names: cell.names.map(number),
                ..*cell
            };
            add(self.sums.entry(cell).or_default(), sums)?;
        }
        self.spill()
    }

    /// How many rows were counted.
    pub fn rows(&self) -> u64 {
        let of_cells: u64 = self.sums.values().map(|sums| sums.rows).sum();
        self.spilled.rows + self.split_rows + of_cells
    }

    /// The sums by currency and type of line.
    pub fn ledger(&self) -> Result<Ledger> {
        let mut found = self.spilled.clone();
        found.rows += self.split_rows;
        found.split_rows += self.split_rows;
        for (cell, sums) in &self.sums {
            let [.., line_type, currency] = cell.names.map(|number| self.names.text(number));
            let (line_type, currency) = (line_type.unwrap_or(""), currency.unwrap_or(""));
            found.rows += sums.rows;
            if !found.currencies.contains_key(currency) {
                found
                    .currencies
                    .insert(currency.to_owned(), CurrencyLedger::default());
            }
            if let Some(known) = found.currencies.get_mut(currency) {
                add(&mut known.total, sums)?;
                add(
                    known.by_line_type.entry(line_type.to_owned()).or_default(),
                    sums,
                )?;
            }
        }
        Ok(found)
    }

    /// Gives cells up where there are too many; their sums stay in the ledger.
    fn spill(&mut self) -> Result<()> {
        if self.sums.len() <= MOST {
            return Ok(());
        }
        self.spilled = self.ledger()?;
        self.spilled.rows -= self.split_rows;
        self.spilled.split_rows -= self.split_rows;
        self.sums.clear();
        self.is_spilled = true;
        Ok(())
    }
}

fn add(to: &mut Sums, sums: &Sums) -> std::result::Result<(), Overflow> {
    to.rows += sums.rows;
    to.unblended = to.unblended.plus(sums.unblended)?;
    to.amortized = to.amortized.plus(sums.amortized)?;
    to.net_unblended = to.net_unblended.plus(sums.net_unblended)?;
    to.net_amortized = to.net_amortized.plus(sums.net_amortized)?;
    to.public = to.public.plus(sums.public)?;
    Ok(())
}

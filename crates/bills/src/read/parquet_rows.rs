//! Rows of Parquet files, whatever types their columns have.
//!
//! Legacy reports: every column REQUIRED, costs DOUBLE, times INT64 in milliseconds. CUR 2.0: the same with
//! nulls, and maps. FOCUS: times INT96. Other clouds: DECIMAL.

use std::sync::Arc;

use arrow::{
    array::{
        Array, ArrayRef, AsArray, Decimal128Array, Float32Array, Float64Array, Int64Array,
        MapArray, StringViewArray,
    },
    compute::{CastOptions, cast_with_options},
    datatypes::{
        DataType, Date32Type, Decimal128Type, Field, FieldRef, Fields, Float32Type, Float64Type,
        Int32Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType, TimestampMillisecondType,
        TimestampNanosecondType, TimestampSecondType,
    },
    record_batch::RecordBatch,
};
use landfast_domain::bill::{Amount, Fixed, Parsed, UnreadableNumber};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
        ParquetRecordBatchReaderBuilder,
    },
};

use super::{
    Fault, Limits,
    chunks::Chunks,
    columns::Layout,
    moment,
    row::{AMOUNT, MOMENT, MapCell, QUANTITY, ReadAmount, ReadQuantity, Row, cell_fault},
};
use crate::source::Source;

/// A Parquet file whose footer has been read.
pub(super) struct ParquetFile {
    chunks: Chunks,
    metadata: ArrowReaderMetadata,
    pub header: Vec<String>,
}

impl ParquetFile {
    /// # Errors
    /// [`Fault`] for a footer that cannot be read, or promises more than is believed.
    pub(super) fn open(source: Arc<dyn Source>, key: &str, limits: &Limits) -> Result<Self, Fault> {
        let chunks = Chunks::open(source, key)?;
        chunks.demand_footer(limits)?;
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata =
            ArrowReaderMetadata::load(&chunks, options).map_err(|why| chunks.fault(why))?;
        demand_modest(&metadata, limits)?;
        let shared = Arc::new(with_views(metadata.schema()));
        let options = ArrowReaderOptions::new()
            .with_skip_arrow_metadata(true)
            .with_schema(shared);
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
            .map_err(|why| chunks.fault(why))?;
        let fields = metadata.schema().fields().iter();
        let header = fields.map(|field| field.name().clone()).collect();
        Ok(Self {
            chunks,
            metadata,
            header,
        })
    }

    /// The columns that a layout uses.
    ///
    /// # Errors
    /// [`Fault`] where they cannot be read.
    pub(super) fn batches(self, layout: &Layout, limits: &Limits) -> Result<Batches, Fault> {
        let used = layout.used();
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), used.iter().copied());
        let chunks = self.chunks.clone();
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(self.chunks, self.metadata)
            .with_batch_size(limits.batch_rows)
            .with_projection(mask)
            .build()
            .map_err(|why| chunks.fault(why))?;
        Ok(Batches {
            reader,
            chunks,
            used,
            columns: layout.names.len(),
            rows: 0,
        })
    }
}

fn demand_modest(metadata: &ArrowReaderMetadata, limits: &Limits) -> Result<(), Fault> {
    let beyond = |of, limit| Err(Fault::Beyond { of, limit });
    let (mut rows, mut bytes) = (0_u64, 0_u64);
    for group in metadata.metadata().row_groups() {
        let counted = u64::try_from(group.num_rows()).ok();
        let size = u64::try_from(group.total_byte_size()).ok();
        let (Some(counted), Some(size)) = (counted, size) else {
            let why = "its footer counts less than nothing".to_owned();
            return Err(Fault::Damaged { why });
        };
        rows = rows.saturating_add(counted);
        bytes = bytes.saturating_add(size);
        if size > limits.row_group_bytes {
            return beyond("bytes in a row group", limits.row_group_bytes);
        }
    }
    match () {
        () if metadata.schema().fields().len() > limits.columns => {
            beyond("columns", limits.columns as u64)
        }
        () if rows > limits.rows => beyond("rows", limits.rows),
        () if bytes > limits.unpacked_bytes => beyond("bytes unpacked", limits.unpacked_bytes),
        () => Ok(()),
    }
}

/// Text as views of the pages: a text that is there once and pointed to by a million rows stays so.
fn with_views(schema: &Schema) -> Schema {
    Schema::new(schema.fields().iter().map(viewed).collect::<Fields>())
}

fn viewed(field: &FieldRef) -> FieldRef {
    let kind = match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
        DataType::Map(entries, is_sorted) => DataType::Map(viewed(entries), *is_sorted),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(viewed).collect()),
        _ => return Arc::clone(field),
    };
    Arc::new(Field::new(field.name(), kind, field.is_nullable()))
}

/// Rows by the thousands.
pub(super) struct Batches {
    reader: ParquetRecordBatchReader,
    chunks: Chunks,
    used: Vec<usize>,
    columns: usize,
    rows: u64,
}

impl Batches {
    /// The next rows; `None` at the end.
    ///
    /// # Errors
    /// [`Fault::Damaged`] for pages that are not what the footer says.
    pub(super) fn next(&mut self) -> Result<Option<Rows>, Fault> {
        let Some(batch) = self.reader.next() else {
            return Ok(None);
        };
        let batch = batch.map_err(|why| self.chunks.fault(why.into()))?;
        let first = self.rows;
        self.rows += batch.num_rows() as u64;
        Ok(Some(Rows {
            cells: cells(&batch, &self.used, self.columns)?,
            length: batch.num_rows(),
            first,
        }))
    }
}

/// Some rows.
pub(super) struct Rows {
    /// By the places of the columns in the file.
    cells: Vec<Cells>,
    pub length: usize,
    first: u64,
}

impl Rows {
    pub(super) fn row<'a>(&'a self, at: usize, layout: &'a Layout) -> ParquetRow<'a> {
        ParquetRow {
            rows: self,
            layout,
            at,
        }
    }
}

enum Cells {
    /// Not asked for.
    Unread,
    Text(StringViewArray),
    Double(Float64Array),
    Float(Float32Array),
    Decimal(Decimal128Array, i8),
    Whole(Int64Array),
    /// In milliseconds.
    Moment(Int64Array),
    Map(MapArray),
    Other(DataType),
}

fn cells(batch: &RecordBatch, used: &[usize], columns: usize) -> Result<Vec<Cells>, Fault> {
    let mut found: Vec<Cells> = std::iter::repeat_with(|| Cells::Unread)
        .take(columns)
        .collect();
    for (place, column) in used.iter().zip(batch.columns()) {
        if let Some(cells) = found.get_mut(*place) {
            *cells = of_column(column)?;
        }
    }
    Ok(found)
}

fn of_column(column: &ArrayRef) -> Result<Cells, Fault> {
    let moment = |moments: Int64Array| Ok(Cells::Moment(moments));
    match column.data_type() {
        DataType::Utf8View => Ok(Cells::Text(column.as_string_view().clone())),
        DataType::Binary | DataType::BinaryView | DataType::Dictionary(..) => text(column),
        DataType::Float64 => Ok(Cells::Double(column.as_primitive::<Float64Type>().clone())),
        DataType::Float32 => Ok(Cells::Float(column.as_primitive::<Float32Type>().clone())),
        DataType::Decimal128(_, scale) => {
            let decimals = column.as_primitive::<Decimal128Type>().clone();
            Ok(Cells::Decimal(decimals, *scale))
        }
        DataType::Int64 => Ok(Cells::Whole(column.as_primitive::<Int64Type>().clone())),
        DataType::Int32 => Ok(Cells::Whole(
            column.as_primitive::<Int32Type>().unary(i64::from),
        )),
        DataType::Date32 => moment(
            column
                .as_primitive::<Date32Type>()
                .unary(|day| i64::from(day) * 86_400_000),
        ),
        DataType::Timestamp(unit, _) => moment(match unit {
            TimeUnit::Second => {
                let seconds = column.as_primitive::<TimestampSecondType>();
                seconds.unary(|at| at.saturating_mul(1000))
            }
            TimeUnit::Millisecond => column
                .as_primitive::<TimestampMillisecondType>()
                .unary(|at| at),
            TimeUnit::Microsecond => column
                .as_primitive::<TimestampMicrosecondType>()
                .unary(|at| at.div_euclid(1000)),
            TimeUnit::Nanosecond => column
                .as_primitive::<TimestampNanosecondType>()
                .unary(|at| at.div_euclid(1_000_000)),
        }),
        DataType::Map(..) => Ok(Cells::Map(column.as_map().clone())),
        other => Ok(Cells::Other(other.clone())),
    }
}

fn text(column: &ArrayRef) -> Result<Cells, Fault> {
    let strict = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    let found = cast_with_options(column, &DataType::Utf8View, &strict);
    let found = found.map_err(|why| Fault::Damaged {
        why: why.to_string(),
    })?;
    Ok(Cells::Text(found.as_string_view().clone()))
}

/// A row of a Parquet file.
pub(super) struct ParquetRow<'a> {
    rows: &'a Rows,
    layout: &'a Layout,
    at: usize,
}

impl ParquetRow<'_> {
    fn cells(&self, place: usize) -> &Cells {
        self.rows.cells.get(place).unwrap_or(&Cells::Unread)
    }

    fn fault(&self, place: usize, expected: &'static str) -> Fault {
        let found = match self.cells(place) {
            Cells::Text(texts) => texts.value(self.at).to_owned(),
            Cells::Double(numbers) => numbers.value(self.at).to_string(),
            Cells::Float(numbers) => numbers.value(self.at).to_string(),
            Cells::Decimal(numbers, _) => numbers.value_as_string(self.at),
            Cells::Whole(numbers) => format!("the number {}", numbers.value(self.at)),
            Cells::Moment(_) => "a time".to_owned(),
            Cells::Map(_) => "a map".to_owned(),
            Cells::Other(kind) => format!("a column of the type {kind}"),
            Cells::Unread => String::new(),
        };
        cell_fault(self.number(), self.layout.name(place), expected, &found)
    }

    fn number_at<const SCALE: u32>(
        &self,
        place: usize,
        expected: &'static str,
    ) -> Result<Option<Parsed<SCALE>>, Fault> {
        let read = |found: Result<Parsed<SCALE>, UnreadableNumber>| {
            found.map(Some).map_err(|_| self.fault(place, expected))
        };
        match self.cells(place) {
            Cells::Unread => Ok(None),
            Cells::Text(texts) if texts.is_valid(self.at) => match texts.value(self.at) {
                "" => Ok(None),
                text => read(Fixed::parse(text.as_bytes())),
            },
            Cells::Double(numbers) if numbers.is_valid(self.at) => {
                read(Fixed::of_double(numbers.value(self.at)))
            }
            Cells::Float(numbers) if numbers.is_valid(self.at) => {
                read(Fixed::of_float(numbers.value(self.at)))
            }
            Cells::Decimal(numbers, scale) if numbers.is_valid(self.at) => {
                read(Fixed::of_scaled(numbers.value(self.at), *scale))
            }
            Cells::Whole(numbers) if numbers.is_valid(self.at) => {
                read(Fixed::of_scaled(i128::from(numbers.value(self.at)), 0))
            }
            Cells::Moment(_) | Cells::Map(_) | Cells::Other(_) => Err(self.fault(place, expected)),
            _ => Ok(None),
        }
    }
}

impl Row for ParquetRow<'_> {
    fn text_at(&self, place: usize) -> Result<&str, Fault> {
        match self.cells(place) {
            Cells::Unread => Ok(""),
            Cells::Text(texts) if texts.is_null(self.at) => Ok(""),
            Cells::Text(texts) => Ok(texts.value(self.at)),
            // A number has lost the zeros that an account's id begins with.
            _ => Err(self.fault(place, "text")),
        }
    }

    fn money_at(&self, place: usize) -> Result<Option<ReadAmount>, Fault> {
        match self.cells(place) {
            // What most rows are made of needs no text.
            Cells::Double(numbers)
                if numbers.is_valid(self.at) && numbers.value(self.at) == 0.0 =>
            {
                Ok(Some(Parsed {
                    value: Amount::ZERO,
                    rounded: false,
                }))
            }
            _ => self.number_at(place, AMOUNT),
        }
    }

    fn quantity_at(&self, place: usize) -> Result<Option<ReadQuantity>, Fault> {
        self.number_at(place, QUANTITY)
    }

    fn moment_at(&self, place: usize) -> Result<Option<i64>, Fault> {
        match self.cells(place) {
            Cells::Unread => Ok(None),
            Cells::Moment(moments) => Ok(moments.is_valid(self.at).then(|| moments.value(self.at))),
            Cells::Text(_) => match self.text_at(place)? {
                "" => Ok(None),
                text => moment::parse(text.as_bytes())
                    .map(Some)
                    .ok_or_else(|| self.fault(place, MOMENT)),
            },
            _ => Err(self.fault(place, MOMENT)),
        }
    }

    fn map_at(&self, place: usize) -> Result<MapCell<'_>, Fault> {
        match self.cells(place) {
            Cells::Map(maps) if maps.is_null(self.at) => Ok(MapCell::Absent),
            Cells::Map(maps) => Ok(MapCell::Pairs(maps.value(self.at))),
            Cells::Text(_) => Ok(match self.text_at(place)? {
                "" | "{}" => MapCell::Absent,
                text => MapCell::Json(text),
            }),
            Cells::Unread => Ok(MapCell::Absent),
            _ => Err(self.fault(place, "names and values")),
        }
    }

    fn number(&self) -> u64 {
        self.rows.first + self.at as u64 + 1
    }
}

//! Questions about bills and their answers, as plain data.
//!
//! Amounts are exact decimals, never of two currencies at once. All questions are scans, filters, sums
//! and the largest few: of the shape that a distributed engine could take over.

mod answer;
mod catalogue;
mod day;
mod dimension;
mod question;

pub use answer::{Answer, AnswerRow, AnsweredFrom, Cell, Column, DECIMAL, Table, WHOLE};
pub use catalogue::{Catalogue, CataloguedMonth};
pub use day::{Day, MalformedDay};
pub use dimension::{Dimension, Known, UnknownDimension};
pub use question::{
    Export, FileFormat, Filter, Granularity, Limits, Measure, Order, Page, Question, Range,
    Selection, UnreadableFilter,
};

//! From arguments to questions.

use std::collections::BTreeSet;

use landfast_domain::bill::{
    Period,
    ask::{FileFormat, Question, Range, Selection},
};

use super::{BillsCost, BillsExport, BillsOf, FormatArg, When};
use crate::exit::{Exit, Failure};

impl BillsCost {
    /// `months` are those that there are.
    pub fn question(self, months: &BTreeSet<Period>) -> Result<Question, Failure> {
        Ok(Question {
            selection: self.of.selection(months)?,
            measure: self.measure.into(),
            granularity: self.each.into(),
            group_by: self.by,
            top: (self.top > 0).then_some(self.top),
            order: self.order.into(),
        })
    }
}

impl BillsOf {
    /// Of `months`, those that there are, the last few where no range is given.
    pub fn selection(self, months: &BTreeSet<Period>) -> Result<Selection, Failure> {
        Ok(Selection {
            range: self.range(months)?,
            filters: self.filters,
            report: self.report,
        })
    }

    fn range(&self, months: &BTreeSet<Period>) -> Result<Range, Failure> {
        let Some(from) = self.from else {
            let to = months.last().copied();
            let from = months.iter().rev().nth(self.months.saturating_sub(1));
            let from = from.or_else(|| months.first()).copied();
            let range = from.zip(to).map(|(from, to)| Range::Months { from, to });
            return range.ok_or_else(|| Failure::new(Exit::NotFound, "There are no months."));
        };
        match (from, self.to.unwrap_or(from)) {
            (When::Month(from), When::Month(to)) => Ok(Range::Months { from, to }),
            (When::Day(from), When::Day(to)) => Ok(Range::Days { from, to }),
            _ => Err(Failure::new(
                Exit::Usage,
                "Expected two months or two days, found one of each.",
            )),
        }
    }
}

impl BillsExport {
    /// The kind of file; refused where the file is there and may not be replaced.
    pub fn file_format(&self) -> Result<FileFormat, Failure> {
        let ending = self.file.extension().and_then(|ending| ending.to_str());
        let format = match (self.format, ending) {
            (Some(FormatArg::Csv), _) | (None, Some("csv")) => FileFormat::Csv,
            (Some(FormatArg::Parquet), _) | (None, Some("parquet")) => FileFormat::Parquet,
            (None, _) => {
                return Err(Failure::new(
                    Exit::Usage,
                    "Expected a file that ends with .csv or .parquet, or --format.",
                ));
            }
        };
        if self.file.exists() && !self.force {
            let what = format!("{} is there already.", self.file.display());
            return Err(Failure::new(Exit::Refused, what).hint("Name another file, or use --force"));
        }
        Ok(format)
    }
}

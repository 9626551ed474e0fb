//! Where a year ends if it goes on as in the last month.

use super::{
    charge::{Charge, is_use},
    count::{Counted, Counting},
    line::CostLine,
};
use crate::bill::{Amount, Overflow, ask::Day};

/// Fewer days say nothing of a year.
const LEAST: i32 = 7;

/// What the last month added.
pub(super) struct Pace {
    counted: Counted,
    days: i32,
}

impl Pace {
    /// The month is what follows the same day of the month before: a fee of every month is in it exactly
    /// once. It begins later where no bill is known; `None` where too few days are left of it.
    pub fn of<'a>(
        counting: &Counting,
        lines: impl Iterator<Item = &'a CostLine> + Clone,
        through: Day,
    ) -> Result<Option<Self>, Overflow> {
        let used = lines.clone().filter(|line| is_use(&line.line_type));
        let Some(known) = used.map(|line| line.day).min() else {
            return Ok(None);
        };
        let from = through.month_before().plus(1).max(known);
        let days = through.since(from) + 1;
        if days < LEAST {
            return Ok(None);
        }
        let mut counted = Counted::default();
        for line in lines.filter(|line| from <= line.day && line.day <= through) {
            let charge = line.charge();
            if counting.takes(charge, line) && recurs(charge, line) {
                counted.add(charge, line.amount)?;
            }
        }
        Ok(Some(Self { counted, days }))
    }

    /// What is counted at the end of a year, `left` days from now.
    pub fn end(&self, now: Counted, left: i32, cap: Option<Amount>) -> Result<Amount, Overflow> {
        let more = self.counted.times(left, self.days)?;
        now.plus(more)?.within(cap)
    }
}

/// Whether such a line is to be expected again. What is paid at once is not.
fn recurs(charge: Charge, line: &CostLine) -> bool {
    match charge {
        Charge::UpfrontFee => false,
        Charge::Marketplace => line.line_type != "Fee",
        _ => true,
    }
}

//! Which of several reports of a payer's month is asked: one, never the sum of two.

use std::collections::BTreeMap;

use landfast_domain::bill::{Period, ask::Range};

use crate::{keep::Current, report::Format};

/// The months to ask: for each payer and month the report that is named where it has it, else CUR 2.0
/// before legacy reports before FOCUS, and of equals the first by name.
pub fn choose<'a>(currents: &'a [Current], named: Option<&str>) -> Vec<&'a Current> {
    let mut chosen: BTreeMap<(&str, Period), &Current> = BTreeMap::new();
    for current in currents {
        let rank = |current: &Current| {
            let is_other = named.is_some_and(|named| named != current.report);
            (is_other, worth(current.bill_format), current.report.clone())
        };
        let place = chosen
            .entry((&current.payer, current.period))
            .or_insert(current);
        if rank(current) < rank(place) {
            *place = current;
        }
    }
    chosen.into_values().collect()
}

/// CUR 2.0 says most: its maps lose no tag. FOCUS has neither negations nor discounts of their own.
const fn worth(format: Format) -> u8 {
    match format {
        Format::Cur2 => 0,
        Format::LegacyCur => 1,
        Format::Focus12 => 2,
        Format::Focus10 => 3,
    }
}

/// Whether lines of the range can be in a month's bill. Days are looked for in all of them: fees may be
/// dated in another month than they are billed in.
pub fn may_have(range: Range, period: Period) -> bool {
    match range {
        Range::Months { from, to } => from <= period && period <= to,
        Range::Days { .. } => true,
    }
}

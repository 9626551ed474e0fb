//! From rows of a file to rows as they are kept, with the ledger of what was seen.

use std::{collections::BTreeSet, rc::Rc};

use arrow::record_batch::RecordBatch;
use landfast_domain::bill::{
    Amount, Commitment, Cost, Costs, Counted, Ledger, LineFacts, Parsed, Period, Reservation,
    is_split,
};

use super::{
    Fault, Limits, Part, PartRead, Reading,
    batch::{Gathered, Kept, Labels, TEXTS},
    columns::Layout,
    maps::{Maps, Pairs},
    names::{Map, Moment, Money, Text},
    row::{Line, MOMENT, Row},
};

/// Text of this many bytes is a batch, however few rows it is.
const BATCH_BYTES: usize = 16 << 20;
/// All payers and months of a file together hold no more text than this.
const HELD_BYTES: usize = 64 << 20;

/// Why the reading of a file ended early.
#[derive(Debug)]
pub(super) enum Halt {
    Fault(Fault),
    /// Nobody takes the batches any more.
    Stopped,
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Takes batches.
pub(super) type Emit<'a> = dyn FnMut(Part, RecordBatch) -> Result<(), Halt> + 'a;

/// Takes the rows of one file.
pub(super) struct Taker<'a> {
    layout: &'a Layout,
    /// The month that the manifest names.
    period: Option<Period>,
    limits: &'a Limits,
    emit: &'a mut Emit<'a>,
    open: Vec<Open>,
    maps: Maps,
    rows: u64,
    /// Bytes of text in rows that have not been handed on.
    held: usize,
}

/// A payer's month that rows of the file belong to.
struct Open {
    part: Part,
    gathered: Gathered,
    ledger: Ledger,
    providers: BTreeSet<String>,
}

/// What a line costs, with what is not kept of it.
struct Costed {
    counted: Counted,
    usage: Option<landfast_domain::bill::Quantity>,
}

impl<'a> Taker<'a> {
    pub(super) fn new(
        layout: &'a Layout,
        period: Option<Period>,
        limits: &'a Limits,
        emit: &'a mut Emit<'a>,
    ) -> Self {
        Self {
            layout,
            period,
            limits,
            emit,
            open: Vec::new(),
            maps: Maps::default(),
            rows: 0,
            held: 0,
        }
    }

    /// # Errors
    /// [`Halt`] for a cell that cannot be, and where nobody takes the rows.
    pub(super) fn take<R: Row>(&mut self, row: &R) -> Result<(), Halt> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            let limit = self.limits.rows;
            return Err(Fault::Beyond { of: "rows", limit }.into());
        }
        let line = Line {
            row,
            layout: self.layout,
        };
        let payer = line.told(Text::Payer)?;
        let period = self.period_of(&line)?;
        let costed = match self.layout.format.is_focus() {
            true => focus_costs(&line),
            false => cur_costs(&line),
        }?;
        let kept = self.kept(&line, period, &costed)?;
        let at = self.open(payer, period)?;
        let Some(open) = self.open.get_mut(at) else {
            return Ok(());
        };
        open.count(&kept, &costed.counted)?;
        self.held += open.gathered.push(&kept).map_err(ours)?;
        if open.gathered.rows >= self.limits.batch_rows || open.gathered.bytes >= BATCH_BYTES {
            self.held = self.held.saturating_sub(open.gathered.bytes);
            open.hand_on(self.emit)?;
        }
        if self.held >= HELD_BYTES {
            self.held = 0;
            for open in &mut self.open {
                open.hand_on(self.emit)?;
            }
        }
        Ok(())
    }

    /// Hands on what is left.
    ///
    /// # Errors
    /// [`Halt`] where nobody takes it.
    pub(super) fn finish(self) -> Result<Reading, Halt> {
        let mut reading = Reading::new();
        for mut open in self.open {
            open.hand_on(self.emit)?;
            let read = PartRead {
                ledger: open.ledger,
                providers: open.providers,
            };
            reading.insert(open.part, read);
        }
        Ok(reading)
    }

    fn period_of<R: Row>(&self, line: &Line<'_, R>) -> Result<Period, Fault> {
        let told = line.moment(Moment::Period)?.and_then(Period::of_unix_ms);
        match (told, self.period) {
            (Some(told), Some(expected)) if told != expected => Err(Fault::OtherPeriod {
                row: line.row.number(),
                expected: expected.to_string(),
                found: told.to_string(),
            }),
            (Some(period), _) | (None, Some(period)) => Ok(period),
            (None, None) => {
                let place = self.layout.moment(Moment::Period);
                Err(line.fault(place.as_ref(), MOMENT, ""))
            }
        }
    }

    /// The place of a payer's month among those that are open.
    fn open(&mut self, payer: &str, period: Period) -> Result<usize, Fault> {
        let known = |open: &Open| open.part.payer == payer && open.part.period == period;
        if let Some(at) = self.open.iter().position(known) {
            return Ok(at);
        }
        if self.open.len() == self.limits.parts {
            return Err(Fault::Beyond {
                of: "payers and months",
                limit: self.limits.parts as u64,
            });
        }
        self.open.push(Open {
            part: Part {
                payer: payer.to_owned(),
                period,
            },
            gathered: Gathered::new(),
            ledger: Ledger::default(),
            providers: BTreeSet::new(),
        });
        Ok(self.open.len() - 1)
    }

    fn kept<'r, R: Row>(
        &mut self,
        line: &Line<'r, R>,
        period: Period,
        costed: &Costed,
    ) -> Result<Kept<'r>, Fault>
    where
        'a: 'r,
    {
        let mut texts = [""; TEXTS];
        for (what, text) in Text::ALL.into_iter().zip(&mut texts) {
            *text = line.text(what)?;
        }
        for what in [Text::Account, Text::LineType, Text::Currency] {
            line.told(what)?;
        }
        let layout = self.layout;
        let mut kept = Kept {
            texts,
            period: period.first_day(),
            start: line.moment(Moment::Start)?,
            end: line.moment(Moment::End)?,
            usage: costed.usage,
            costs: costed.counted.costs,
            is_split: false,
            tags: self.labels(line, Map::Tags, &layout.tags)?,
            categories: self.labels(line, Map::Categories, &layout.categories)?,
            product: self.pairs(line, Map::Product)?,
        };
        kept.is_split = is_split(kept.text(Text::Operation), kept.text(Text::SplitParent));
        Ok(kept)
    }

    /// Names and values from a map, or from columns of one name each.
    fn labels<'r, R: Row>(
        &mut self,
        line: &Line<'r, R>,
        what: Map,
        columns: &'r [(usize, String)],
    ) -> Result<Labels<'r>, Fault> {
        if columns.is_empty() {
            return Ok(Labels::Map(self.pairs(line, what)?));
        }
        let mut found: Vec<(&str, &str)> = Vec::new();
        for (place, key) in columns {
            let value = line.row.text_at(*place)?;
            // Of a key that comes twice the first value that is filled stays, as AWS merges tags.
            if !value.is_empty() && found.iter().all(|(known, _)| known != key) {
                found.push((key, value));
            }
        }
        Ok(Labels::Columns(found))
    }

    fn pairs<R: Row>(&mut self, line: &Line<'_, R>, what: Map) -> Result<Rc<Pairs>, Fault> {
        let found = self.maps.read(&line.map(what)?, what);
        let place = self.layout.map(what);
        found.ok_or_else(|| {
            let text = place.and_then(|place| line.row.text_at(place).ok());
            line.fault(place.as_ref(), "names and values", text.unwrap_or(""))
        })
    }
}

impl Open {
    fn hand_on(&mut self, emit: &mut Emit<'_>) -> Result<(), Halt> {
        if self.gathered.rows == 0 {
            return Ok(());
        }
        let batch = self.gathered.finish().map_err(ours)?;
        emit(self.part.clone(), batch)
    }

    fn count(&mut self, kept: &Kept<'_>, counted: &Counted) -> Result<(), Fault> {
        let provider = kept.text(Text::Provider);
        if !provider.is_empty() && !self.providers.contains(provider) {
            self.providers.insert(provider.to_owned());
        }
        if kept.is_split {
            self.ledger.add_split();
            return Ok(());
        }
        let (currency, line_type) = (kept.text(Text::Currency), kept.text(Text::LineType));
        let added = self.ledger.add(currency, line_type, counted);
        added.map_err(|_| Fault::Overflow)
    }
}

fn ours(why: arrow::error::ArrowError) -> Halt {
    Halt::Fault(Fault::Damaged {
        why: why.to_string(),
    })
}

/// Reads amounts, and counts those that were rounded.
struct Amounts<'l, 'r, R> {
    line: &'l Line<'r, R>,
    rounded: u64,
}

impl<R: Row> Amounts<'_, '_, R> {
    fn get(&mut self, what: Money) -> Result<Option<Amount>, Fault> {
        let found = self.line.money(what)?;
        Ok(found.map(|parsed| {
            self.rounded += u64::from(parsed.rounded);
            parsed.value
        }))
    }

    fn cost(&mut self, gross: Money, net: Money) -> Result<Cost, Fault> {
        Ok(Cost {
            gross: self.get(gross)?,
            net: self.get(net)?,
        })
    }
}

/// FOCUS says both costs itself: what is billed, after discounts, and the same with what was paid for
/// commitments shared out (FOCUS 1.2, "BilledCost" and "EffectiveCost").
fn focus_costs<R: Row>(line: &Line<'_, R>) -> Result<Costed, Fault> {
    let mut amounts = Amounts { line, rounded: 0 };
    let billed = amounts.get(Money::Unblended)?.unwrap_or_default();
    let effective = amounts.get(Money::Effective)?.unwrap_or_default();
    let costs = Costs {
        unblended: billed,
        amortized: effective,
        net_unblended: billed,
        net_amortized: effective,
        public: amounts.get(Money::Public)?,
    };
    costed(line, costs, amounts.rounded, false)
}

fn cur_costs<R: Row>(line: &Line<'_, R>) -> Result<Costed, Fault> {
    let mut amounts = Amounts { line, rounded: 0 };
    let facts = LineFacts {
        line_type: line.told(Text::LineType)?,
        product_code: line.text(Text::ServiceCode)?,
        description: line.text(Text::Description)?,
        unblended: amounts.get(Money::Unblended)?.unwrap_or_default(),
        net_unblended: amounts.get(Money::NetUnblended)?,
        public: amounts.get(Money::Public)?,
        has_net: line.layout.money(Money::NetUnblended).is_some(),
        reservation: Reservation {
            is_named: !line.text(Text::Reservation)?.is_empty(),
            effective: amounts.cost(Money::Reserved, Money::NetReserved)?,
            unused_upfront: amounts.cost(Money::UnusedUpfront, Money::NetUnusedUpfront)?,
            unused_recurring: amounts.cost(Money::UnusedRecurring, Money::NetUnusedRecurring)?,
        },
        savings_plan: Commitment {
            effective: amounts.cost(Money::Covered, Money::NetCovered)?,
            total: amounts.get(Money::Committed)?,
            used: amounts.get(Money::CommitmentUsed)?,
            recurring: amounts.cost(Money::Recurring, Money::NetRecurring)?,
            upfront: amounts.cost(Money::Upfront, Money::NetUpfront)?,
        },
    };
    let found = facts.costs().map_err(|_| Fault::Overflow)?;
    let rounded = amounts.rounded + found.rounded;
    let guessed = found.guessed || lacks_net(line.layout, facts.line_type);
    costed(line, found.costs, rounded, guessed)
}

/// Whether a file tells of discounts, but not of those on this type of commitment: it is an export
/// that leaves columns out.
fn lacks_net(layout: &Layout, line_type: &str) -> bool {
    let needed: &[Money] = match line_type {
        "SavingsPlanCoveredUsage" => &[Money::NetCovered],
        "SavingsPlanRecurringFee" => &[Money::NetRecurring],
        "DiscountedUsage" => &[Money::NetReserved],
        "RIFee" => &[Money::NetUnusedUpfront, Money::NetUnusedRecurring],
        _ => &[],
    };
    let is_there = |what: Money| layout.money(what).is_some();
    is_there(Money::NetUnblended) && !needed.iter().all(|what| is_there(*what))
}

fn costed<R: Row>(
    line: &Line<'_, R>,
    costs: Costs,
    rounded: u64,
    guessed: bool,
) -> Result<Costed, Fault> {
    let usage = line.usage()?;
    let is_rounded = |usage: &Parsed<18>| usage.rounded;
    Ok(Costed {
        usage: usage.map(|parsed| parsed.value),
        counted: Counted {
            costs,
            rounded: rounded + u64::from(usage.as_ref().is_some_and(is_rounded)),
            guessed,
        },
    })
}

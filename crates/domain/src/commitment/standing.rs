//! How bills stand against a contract on a day.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    charge::{Charge, is_use},
    contract::{Contract, ContractYear},
    count::{Counted, Counting, times},
    forecast::Pace,
    line::CostLine,
    note::{ContractNote, YearNote},
};
use crate::{
    AccountId,
    bill::{Amount, Fixed, Overflow, Period, ask::Day},
};

/// The months that are kept of each payer.
pub type KeptMonths = BTreeMap<AccountId, BTreeSet<Period>>;

/// Per cent with one decimal, rounded half to even.
pub type Percent = Fixed<1>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub as_of: Day,
    pub years: Vec<YearStanding>,
    pub notes: Vec<ContractNote>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearState {
    Upcoming,
    Running,
    Past,
}

/// All amounts are in the contract's currency, and of its lines up to `through`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearStanding {
    pub year: ContractYear,
    pub state: YearState,
    /// The last day that bills reach.
    pub through: Option<Day>,
    /// What counts.
    pub spent: Amount,
    /// Of the commitment.
    pub percent: Percent,
    pub remaining: Amount,
    pub surplus: Amount,
    /// What would be spent by now if every day of the year had the same.
    pub expected: Amount,
    /// Negative: behind.
    pub ahead: Amount,
    pub forecast: Option<Amount>,
    /// What AWS would invoice at the year's end.
    pub shortfall: Option<Amount>,
    /// Since when the commitment is met.
    pub met_on: Option<Day>,
    /// Those that have lines.
    pub charges: Vec<ChargeStanding>,
    /// From the year's first day to `through`.
    pub days: Vec<DaySpent>,
    pub notes: Vec<YearNote>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeStanding {
    pub charge: Charge,
    pub counts: bool,
    /// All its lines.
    pub amount: Amount,
    pub counted: Amount,
    /// `amount` less `counted`.
    pub left_out: Amount,
}

/// What counts of all days up to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpent {
    pub day: Day,
    pub spent: Amount,
}

impl Contract {
    /// How it stands, by the answers to [`Contract::questions`] of the same day. Their order does not matter.
    ///
    /// # Errors
    /// [`Overflow`] for sums that no bill has.
    pub fn standing(
        &self,
        today: Day,
        lines: &[CostLine],
        kept: &KeptMonths,
    ) -> Result<Standing, Overflow> {
        let ours: Vec<&CostLine> = lines
            .iter()
            .filter(|line| line.currency == self.currency)
            .collect();
        let view = View {
            contract: self,
            counting: Counting::of(&self.rules),
            today,
            lines,
            ours,
            kept,
        };
        let years = self.contract_years().map(|year| view.year(year));
        Ok(Standing {
            as_of: today,
            years: years.collect::<Result<_, _>>()?,
            notes: self.notes(today, kept),
        })
    }

    fn notes(&self, today: Day, kept: &KeptMonths) -> Vec<ContractNote> {
        let mut notes = Vec::new();
        let (starts, ends) = (self.starts, self.ends());
        if today < starts {
            notes.push(ContractNote::NotBegun { starts });
        }
        if today > ends {
            notes.push(ContractNote::Over { ends });
        }
        let without = self
            .payers
            .iter()
            .filter(|payer| !kept.contains_key(*payer));
        notes.extend(without.map(|payer| ContractNote::PayerWithoutBills {
            payer: payer.clone(),
        }));
        notes
    }
}

/// A contract beside all that is known of its bills.
struct View<'a> {
    contract: &'a Contract,
    counting: Counting,
    today: Day,
    lines: &'a [CostLine],
    /// Those in the contract's currency.
    ours: Vec<&'a CostLine>,
    kept: &'a KeptMonths,
}

/// What the lines of a year come to.
#[derive(Default)]
struct Tally {
    amounts: BTreeMap<Charge, Amount>,
    days: BTreeMap<Day, Counted>,
    total: Counted,
}

impl View<'_> {
    fn year(&self, year: ContractYear) -> Result<YearStanding, Overflow> {
        let state = match self.today {
            today if today < year.from => YearState::Upcoming,
            today if today > year.to => YearState::Past,
            _ => YearState::Running,
        };
        let through = self.through(&year, state);
        let tally = self.tally(&year, through)?;
        let cap = self.counting.cap(year.commitment)?;
        let spent = tally.total.within(cap)?;
        let elapsed = through.map_or(0, |through| through.since(year.from) + 1);
        let expected = times(year.commitment, elapsed, year.days())?;
        let forecast = match (state, through) {
            (YearState::Running, Some(through)) => self.forecast(&year, through, &tally, cap)?,
            _ => None,
        };
        let ended = match state {
            YearState::Past => Some(spent),
            _ => forecast,
        };
        let shortfall = ended.map(|ended| above(year.commitment, ended));
        let days = days(&year, through, &tally, cap)?;
        Ok(YearStanding {
            state,
            through,
            spent,
            percent: percent(spent, year.commitment)?,
            remaining: above(year.commitment, spent)?,
            surplus: above(spent, year.commitment)?,
            expected,
            ahead: spent.minus(expected)?,
            forecast,
            shortfall: shortfall.transpose()?,
            met_on: met_on(&days, year.commitment),
            charges: self.charges(&tally, cap)?,
            days,
            notes: self.notes(&year, state, through, &tally)?,
            year,
        })
    }

    /// Of a year that goes on, the last day before today with use: fees of a month are dated on its
    /// first day, before anything else is known of it. Of one that is over, the last with any line.
    fn through(&self, year: &ContractYear, state: YearState) -> Option<Day> {
        let known = self
            .lines
            .iter()
            .filter(|line| year.contains(line.day) && line.day < self.today);
        let known = known.filter(|line| state == YearState::Past || is_use(&line.line_type));
        known.map(|line| line.day).max()
    }

    fn tally(&self, year: &ContractYear, through: Option<Day>) -> Result<Tally, Overflow> {
        let mut tally = Tally::default();
        for line in within(self.ours.iter().copied(), year, through) {
            let charge = line.charge();
            let sum = tally.amounts.entry(charge).or_default();
            *sum = sum.plus(line.amount)?;
            if self.counting.takes(charge, line) {
                let day = tally.days.entry(line.day).or_default();
                day.add(charge, line.amount)?;
                tally.total.add(charge, line.amount)?;
            }
        }
        Ok(tally)
    }

    fn forecast(
        &self,
        year: &ContractYear,
        through: Day,
        tally: &Tally,
        cap: Option<Amount>,
    ) -> Result<Option<Amount>, Overflow> {
        let pace = Pace::of(&self.counting, self.ours.iter().copied(), through)?;
        let left = year.to.since(through);
        let end = pace.map(|pace| pace.end(tally.total, left, cap));
        end.transpose()
    }

    fn charges(&self, tally: &Tally, cap: Option<Amount>) -> Result<Vec<ChargeStanding>, Overflow> {
        let charges = tally.amounts.iter().map(|(charge, amount)| {
            let counts = self.counting.counts(*charge);
            let counted = match charge {
                _ if !counts => Amount::ZERO,
                Charge::Marketplace => tally.total.marketplace_within(cap),
                _ => *amount,
            };
            Ok(ChargeStanding {
                charge: *charge,
                counts,
                amount: *amount,
                counted,
                left_out: amount.minus(counted)?,
            })
        });
        charges.collect()
    }

    fn notes(
        &self,
        year: &ContractYear,
        state: YearState,
        through: Option<Day>,
        tally: &Tally,
    ) -> Result<Vec<YearNote>, Overflow> {
        if state == YearState::Upcoming {
            return Ok(vec![YearNote::Upcoming { from: year.from }]);
        }
        let mut notes = Vec::new();
        if through.is_none() {
            notes.push(YearNote::NoData);
        }
        notes.extend(self.missing(year));
        notes.extend(self.foreign(year, through)?);
        notes.extend(self.unknown(year, through, tally));
        Ok(notes)
    }

    /// The months of each payer that should be kept by now and are not.
    fn missing(&self, year: &ContractYear) -> Vec<YearNote> {
        let Some((first, last)) = year.from.period().zip(year.to.min(self.today).period()) else {
            return Vec::new();
        };
        // AWS takes a day or two to deliver a month's first bill.
        let is_young =
            |month: &Period| Some(*month) == self.today.period() && self.today.of_month() < 3;
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        let due: Vec<Period> = months
            .take_while(|month| *month <= last)
            .filter(|month| !is_young(month))
            .collect();
        let of = |payer: &AccountId| {
            let kept = self.kept.get(payer);
            let is_kept = |month: &Period| kept.is_some_and(|kept| kept.contains(month));
            let months: Vec<Period> = due.iter().copied().filter(|one| !is_kept(one)).collect();
            (!months.is_empty()).then(|| YearNote::MonthsMissing {
                payer: payer.clone(),
                months,
            })
        };
        self.contract.payers.iter().filter_map(of).collect()
    }

    fn foreign(
        &self,
        year: &ContractYear,
        through: Option<Day>,
    ) -> Result<Vec<YearNote>, Overflow> {
        let wanted = &self.contract.currency;
        let mut sums: BTreeMap<&str, Amount> = BTreeMap::new();
        for line in within(self.lines.iter(), year, through) {
            if line.currency != *wanted {
                let sum = sums.entry(&line.currency).or_default();
                *sum = sum.plus(line.amount)?;
            }
        }
        let notes = sums.into_iter().filter(|(_, amount)| !amount.is_zero());
        let notes = notes.map(|(currency, amount)| YearNote::OtherCurrency {
            currency: currency.to_owned(),
            amount,
            wanted: wanted.clone(),
        });
        Ok(notes.collect())
    }

    fn unknown(
        &self,
        year: &ContractYear,
        through: Option<Day>,
        tally: &Tally,
    ) -> Option<YearNote> {
        let amount = tally.amounts.get(&Charge::Other)?;
        if amount.is_zero() || self.counting.counts(Charge::Other) {
            return None;
        }
        let lines = within(self.ours.iter().copied(), year, through);
        let types: BTreeSet<&str> = lines
            .filter(|line| line.charge() == Charge::Other)
            .map(|line| line.line_type.as_str())
            .collect();
        Some(YearNote::OtherNotCounted {
            amount: *amount,
            currency: self.contract.currency.clone(),
            line_types: types.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// The lines of a year up to a day; none where there is no such day.
fn within<'a>(
    lines: impl Iterator<Item = &'a CostLine>,
    year: &ContractYear,
    through: Option<Day>,
) -> impl Iterator<Item = &'a CostLine> {
    lines.filter(move |line| {
        year.contains(line.day) && through.is_some_and(|through| line.day <= through)
    })
}

fn days(
    year: &ContractYear,
    through: Option<Day>,
    tally: &Tally,
    cap: Option<Amount>,
) -> Result<Vec<DaySpent>, Overflow> {
    let mut sum = Counted::default();
    let mut found = Vec::new();
    let mut day = year.from;
    while through.is_some_and(|through| day <= through) {
        sum = sum.plus(tally.days.get(&day).copied().unwrap_or_default())?;
        found.push(DaySpent {
            day,
            spent: sum.within(cap)?,
        });
        day = day.plus(1);
    }
    Ok(found)
}

/// Since when it is met: a refund may have taken it below again.
fn met_on(days: &[DaySpent], commitment: Amount) -> Option<Day> {
    let mut met = None;
    for DaySpent { day, spent } in days {
        met = match *spent >= commitment {
            true => met.or(Some(*day)),
            false => None,
        };
    }
    met
}

/// How much larger one is than the other.
fn above(one: Amount, other: Amount) -> Result<Amount, Overflow> {
    Ok(one.minus(other)?.max(Amount::ZERO))
}

fn percent(spent: Amount, commitment: Amount) -> Result<Percent, Overflow> {
    let part = |amount: Amount| Percent::from_units(amount.units());
    let whole = Percent::from_units(1000)?;
    let share = whole.share(part(spent)?, part(commitment)?)?;
    Ok(share.map_or(Percent::ZERO, |share| share.value))
}

use landfast_app::StandingOf;
use landfast_domain::commitment::{
    ChargeStanding, ContractNote, DaySpent, YearNote, YearStanding, YearState,
};

use super::commitment::charge_name;
use crate::dto::{self, CommitmentNoteCode as Code};

pub(crate) fn standing_view(found: &StandingOf) -> dto::CommitmentStandingView {
    let standing = &found.standing;
    dto::CommitmentStandingView {
        as_of: standing.as_of.to_string(),
        currency: found.commitment.contract.currency.clone(),
        years: standing.years.iter().map(year_view).collect(),
        notes: standing.notes.iter().map(contract_note).collect(),
    }
}

fn year_view(found: &YearStanding) -> dto::CommitmentYearStanding {
    dto::CommitmentYearStanding {
        number: found.year.number,
        from: found.year.from.to_string(),
        to: found.year.to.to_string(),
        state: match found.state {
            YearState::Upcoming => dto::CommitmentYearState::Upcoming,
            YearState::Running => dto::CommitmentYearState::Running,
            YearState::Past => dto::CommitmentYearState::Past,
        },
        commitment: found.year.commitment.to_string(),
        spent: found.spent.to_string(),
        percent: found.percent.to_string(),
        remaining: found.remaining.to_string(),
        surplus: found.surplus.to_string(),
        through: text(found.through),
        expected: found.expected.to_string(),
        ahead: found.ahead.to_string(),
        forecast: text(found.forecast),
        shortfall: text(found.shortfall),
        met_on: text(found.met_on),
        charges: found.charges.iter().map(charge_view).collect(),
        days: found.days.iter().map(day_view).collect(),
        notes: found.notes.iter().map(year_note).collect(),
    }
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn charge_view(found: &ChargeStanding) -> dto::CommitmentChargeStanding {
    dto::CommitmentChargeStanding {
        charge: charge_name(found.charge),
        counts: found.counts,
        amount: found.amount.to_string(),
        counted: found.counted.to_string(),
        left_out: found.left_out.to_string(),
    }
}

fn day_view(found: &DaySpent) -> dto::CommitmentDay {
    dto::CommitmentDay {
        day: found.day.to_string(),
        spent: found.spent.to_string(),
    }
}

fn year_note(note: &YearNote) -> dto::CommitmentNoteView {
    let code = match note {
        YearNote::Upcoming { .. } => Code::Upcoming,
        YearNote::NoData => Code::NoData,
        YearNote::MonthsMissing { .. } => Code::MonthsMissing,
        YearNote::OtherCurrency { .. } => Code::OtherCurrency,
        YearNote::OtherNotCounted { .. } => Code::OtherNotCounted,
    };
    dto::CommitmentNoteView {
        code,
        text: note.to_string(),
    }
}

fn contract_note(note: &ContractNote) -> dto::CommitmentNoteView {
    let code = match note {
        ContractNote::NotBegun { .. } => Code::NotBegun,
        ContractNote::Over { .. } => Code::Over,
        ContractNote::PayerWithoutBills { .. } => Code::PayerWithoutBills,
    };
    dto::CommitmentNoteView {
        code,
        text: note.to_string(),
    }
}

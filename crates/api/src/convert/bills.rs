use landfast_app::{BillsOfPayer, ports::Role};
use landfast_domain::bill::{BillMonth, CurrencyLedger, Kept, MonthState, Sums};

use super::{action::action, time};
use crate::dto;

pub(crate) fn bills_view(bills: &BillsOfPayer, role: Role) -> dto::BillsView {
    let look = bills.look.as_ref().map(|look| dto::BillLookView {
        at: time(look.at),
        next_at: time(look.next_at),
        trouble: look.trouble.clone(),
    });
    dto::BillsView {
        look,
        months: bills.months.iter().map(month).collect(),
        actions: vec![action("sync", bills.why_not, role)],
    }
}

fn month(month: &BillMonth) -> dto::BillMonthView {
    dto::BillMonthView {
        report: month.report.clone(),
        period: month.period.to_string(),
        state: match month.state() {
            MonthState::Good => dto::BillMonthState::Good,
            MonthState::Waiting => dto::BillMonthState::Waiting,
            MonthState::Reading => dto::BillMonthState::Reading,
            MonthState::Failed => dto::BillMonthState::Failed,
        },
        delivered_at: time(month.delivered.seen_at),
        kept: month.kept.as_ref().map(kept),
        progress: month.progress.map(|progress| dto::BillProgressView {
            since: time(progress.since),
            files: progress.files,
            files_done: progress.files_done,
            bytes_done: progress.bytes_done,
        }),
        failure: month.failure.as_ref().map(|failure| dto::BillFailureView {
            at: time(failure.at),
            detail: failure.detail.clone(),
        }),
    }
}

fn kept(kept: &Kept) -> dto::KeptBillView {
    let ledger = &kept.ledger;
    let currencies = ledger.currencies.iter();
    dto::KeptBillView {
        at: time(kept.at),
        rows: ledger.rows,
        split_rows: ledger.split_rows,
        rounded: ledger.rounded,
        guessed: ledger.guessed,
        files: kept.files,
        bytes: kept.bytes,
        currencies: currencies
            .map(|(code, sums)| (code.clone(), currency(sums)))
            .collect(),
    }
}

fn currency(ledger: &CurrencyLedger) -> dto::BillSumsView {
    let types = ledger.by_line_type.iter();
    dto::BillSumsView {
        rows: ledger.total.rows,
        unblended: ledger.total.unblended.to_string(),
        amortized: ledger.total.amortized.to_string(),
        net_unblended: ledger.total.net_unblended.to_string(),
        net_amortized: ledger.total.net_amortized.to_string(),
        by_line_type: types
            .map(|(name, sums)| (name.clone(), of_type(sums)))
            .collect(),
    }
}

fn of_type(sums: &Sums) -> dto::LineTypeSumsView {
    dto::LineTypeSumsView {
        rows: sums.rows,
        unblended: sums.unblended.to_string(),
        amortized: sums.amortized.to_string(),
        net_unblended: sums.net_unblended.to_string(),
        net_amortized: sums.net_amortized.to_string(),
    }
}

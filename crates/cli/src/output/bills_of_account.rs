//! The months of an account's bill, as a server has them.

use landfast_api::dto::{BillMonthView, BillsView};

use super::{say, table::Table, word};

/// One line for each month and currency.
pub fn print(view: &BillsView) {
    if let Some(trouble) = view.look.as_ref().and_then(|look| look.trouble.as_ref()) {
        say(&format!("{trouble} It is tried again by itself."));
    }
    if view.months.is_empty() {
        say(
            "No month is there yet. AWS delivers the first bill within a day after its export was made.",
        );
        return;
    }
    let mut table = Table::new([
        "MONTH",
        "STATE",
        "ROWS",
        "CURRENCY",
        "UNBLENDED",
        "AMORTIZED",
    ]);
    for month in &view.months {
        rows(month, &mut table);
    }
    table.print();
    for month in &view.months {
        if let Some(failure) = &month.failure {
            say(&format!("{}: {}", month.period, failure.detail));
        }
    }
}

/// One for each currency: two are never added.
fn rows(month: &BillMonthView, table: &mut Table) {
    let state = word(&month.state);
    let Some(kept) = month
        .kept
        .as_ref()
        .filter(|kept| !kept.currencies.is_empty())
    else {
        table.row([&month.period, &state, "", "", "", ""]);
        return;
    };
    for (currency, sums) in &kept.currencies {
        table.row([
            &month.period,
            &state,
            &sums.rows.to_string(),
            currency,
            &sums.unblended,
            &sums.amortized,
        ]);
    }
}

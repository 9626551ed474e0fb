//! Ledgers of months.

use std::collections::BTreeMap;

use landfast_bills::keep::Record;
use landfast_domain::bill::{Amount, CurrencyLedger};
use serde::Serialize;

use crate::{
    args::Output,
    output::{Table, json, say},
};

/// A payer's month, as programs read it.
#[derive(Debug, Serialize)]
struct Import<'a> {
    payer: &'a str,
    report: &'a str,
    format: &'static str,
    period: String,
    /// All rows, of every currency.
    rows: u64,
    /// Rows of split cost allocation: in no sum.
    split_rows: u64,
    /// Cells with more decimals than are kept.
    rounded: u64,
    /// Rows whose amortized cost is their unblended one, for want of columns.
    guessed: u64,
    /// The one that most rows are in; the sums are of it.
    currency: &'a str,
    #[serde(flatten)]
    sums: Sums<'a>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    other_currencies: BTreeMap<&'a str, Sums<'a>>,
}

#[derive(Debug, Serialize)]
struct Sums<'a> {
    #[serde(flatten)]
    all: Costs,
    by_line_type: BTreeMap<&'a str, Counted>,
}

#[derive(Debug, Serialize)]
struct Counted {
    rows: u64,
    #[serde(flatten)]
    costs: Costs,
}

#[derive(Debug, Serialize)]
struct Costs {
    unblended: Amount,
    amortized: Amount,
    net_unblended: Amount,
    net_amortized: Amount,
}

impl Costs {
    const fn of(sums: &landfast_domain::bill::Sums) -> Self {
        Self {
            unblended: sums.unblended,
            amortized: sums.amortized,
            net_unblended: sums.net_unblended,
            net_amortized: sums.net_amortized,
        }
    }
}

impl<'a> Sums<'a> {
    fn of(ledger: &'a CurrencyLedger) -> Self {
        let types = ledger.by_line_type.iter().map(|(name, sums)| {
            let rows = sums.rows;
            let costs = Costs::of(sums);
            (name.as_str(), Counted { rows, costs })
        });
        Self {
            all: Costs::of(&ledger.total),
            by_line_type: types.collect(),
        }
    }
}

impl<'a> Import<'a> {
    fn of(record: &'a Record) -> Self {
        let ledger = &record.store;
        let most = ledger
            .currencies
            .iter()
            .rev()
            .max_by_key(|(_, sums)| sums.total.rows)
            .map_or("", |(currency, _)| currency.as_str());
        let others = ledger.currencies.iter();
        let others = others.filter(|(currency, _)| currency.as_str() != most);
        let nothing = || Sums {
            all: Costs::of(&landfast_domain::bill::Sums::default()),
            by_line_type: BTreeMap::new(),
        };
        Self {
            payer: &record.payer,
            report: &record.report,
            format: record.origin.bill_format.as_str(),
            period: record.period.to_string(),
            rows: ledger.rows,
            split_rows: ledger.split_rows,
            rounded: ledger.rounded,
            guessed: ledger.guessed,
            currency: most,
            sums: ledger.currencies.get(most).map_or_else(nothing, Sums::of),
            other_currencies: others
                .map(|(currency, sums)| (currency.as_str(), Sums::of(sums)))
                .collect(),
        }
    }
}

/// The ledgers of months.
pub fn imports(records: &[Record], output: Output) {
    let imports: Vec<Import<'_>> = records.iter().map(Import::of).collect();
    match output {
        Output::Json => json(&serde_json::json!({ "imports": imports })),
        Output::Table => print(&imports),
    }
}

fn print(imports: &[Import<'_>]) {
    if imports.is_empty() {
        say("There are no bills.");
        return;
    }
    let mut table = Table::new([
        "PERIOD",
        "PAYER",
        "REPORT",
        "FORMAT",
        "ROWS",
        "CURRENCY",
        "UNBLENDED",
        "AMORTIZED",
        "NET UNBLENDED",
        "NET AMORTIZED",
    ]);
    for import in imports {
        let own = std::iter::once((&import.currency, &import.sums));
        for (currency, sums) in own.chain(&import.other_currencies) {
            table.row([
                &import.period,
                import.payer,
                import.report,
                import.format,
                &import.rows.to_string(),
                currency,
                &sums.all.unblended.to_string(),
                &sums.all.amortized.to_string(),
                &sums.all.net_unblended.to_string(),
                &sums.all.net_amortized.to_string(),
            ]);
        }
    }
    table.print();
    for import in imports {
        notes(import);
    }
}

/// What must not pass in silence.
fn notes(import: &Import<'_>) {
    let of = format!("{} of {}", import.period, import.payer);
    if import.rounded > 0 {
        say(&format!(
            "{of}: {} amounts had more decimals than are kept and were rounded half to even.",
            import.rounded
        ));
    }
    if import.guessed > 0 {
        say(&format!(
            "{of}: {} rows say nothing of their amortized cost; their unblended one was taken.",
            import.guessed
        ));
    }
}

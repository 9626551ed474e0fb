//! Ledgers, sums and what queries find.

mod cost;
mod ledger;

use landfast_domain::bill::ask::{self, Cell};

use super::{Table, json};
use crate::args::Output;

pub use cost::{cost, shown};
pub use ledger::imports;

/// What a query found.
pub fn table(found: &ask::Table, output: Output) {
    match output {
        Output::Json => json(&serde_json::json!({
            "columns": found.columns, "rows": found.rows, "is_cut": found.is_cut,
        })),
        Output::Table => {
            let head = found.columns.iter().map(|column| column.name.clone());
            let mut table = Table::of(head.collect());
            for row in &found.rows {
                table.push(row.iter().map(Cell::shown).collect());
            }
            table.print();
        }
    }
}

//! How a run of a roll-out is written for people.

use landfast_api::dto::{RolloutView, RunLegView};

use super::{data, say, table::Table, word};

pub fn show(view: &RolloutView) {
    let Some(run) = &view.run else {
        say("Landfast has not run this roll-out.");
        return;
    };
    data(&format!(
        "{} of payer {} by {} at {}: {}.",
        word(&run.kind),
        view.payer,
        run.by,
        run.began_at,
        word(&run.state)
    ));
    if let Some(waits) = &run.waits {
        data(waits);
    }
    let mut table = Table::new(["LEG", "STATE", "TARGETS", "OPERATION"]);
    for leg in &run.legs {
        table.row([
            &word(&leg.kind),
            &word(&leg.state),
            &targets(leg),
            &leg.operation_id.clone().unwrap_or_default(),
        ]);
    }
    table.print();
    say(&format!(
        "Every account: landfast account linked {}",
        view.payer
    ));
}

fn targets(leg: &RunLegView) -> String {
    if leg.accounts.is_empty() {
        leg.units.join(", ")
    } else {
        format!("{} accounts", leg.accounts.len())
    }
}
